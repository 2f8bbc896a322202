package org.openx400.mta.smtp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.smtp.SmtpServerEffect.Authenticate;
import org.openx400.mta.smtp.SmtpServerEffect.Reply;
import org.openx400.mta.smtp.SmtpServerSettings.Auth;

/** AUTH at the server, RFC 4954. */
final class Authentication {
    private final Auth auth;
    private @Nullable SaslExchange exchange;
    private @Nullable String claimed;
    private @Nullable String user;

    Authentication(Auth auth) {
        this.auth = auth;
    }

    boolean isOffered(boolean encrypted) {
        return user == null && (auth == Auth.IN_CLEAR || auth != Auth.NONE && encrypted);
    }

    boolean isMissing() {
        return auth == Auth.REQUIRED_WITH_TLS && user == null;
    }

    /** Who has authenticated; null: nobody. */
    @Nullable
    String user() {
        return user;
    }

    /** RFC 3207 4.2: what was proved before TLS does not count. */
    void forget() {
        user = null;
    }

    SmtpServerEffect begin(String argument, boolean encrypted) throws SyntaxException {
        if (user != null) {
            throw refusal(503, "5.5.1", "Authenticated already");
        }
        if (auth == Auth.NONE) {
            throw refusal(502, "5.5.1", "Command not implemented");
        }
        if (!isOffered(encrypted)) {
            throw refusal(538, "5.7.11", "Encryption required for authentication");
        }
        String[] parts = argument.split(" +", 2);
        String mechanism = parts[0].toUpperCase(Locale.ROOT);
        if (!mechanism.equals("PLAIN") && !mechanism.equals("LOGIN")) {
            throw refusal(504, "5.5.4", "Mechanism not recognized");
        }
        SaslExchange begun = new SaslExchange(mechanism.equals("PLAIN"));
        exchange = begun;
        return parts.length > 1 ? respond(parts[1]) : challenge(begun.challenge());
    }

    SmtpServerEffect respond(String response) throws SyntaxException {
        SaslExchange running = exchange;
        if (running == null || response.equals("*")) {
            exchange = null;
            throw refusal(501, "5.7.0", "Authentication cancelled");
        }
        SaslExchange.Step step = running.respond(response);
        if (step instanceof SaslExchange.Step.Challenge challenge) {
            return challenge(challenge.text());
        }
        SaslExchange.Step.Credentials credentials = (SaslExchange.Step.Credentials) step;
        claimed = credentials.user();
        exchange = null;
        return new Authenticate(credentials.user(), credentials.password());
    }

    /** @param right null: it could not be found out now */
    SmtpReply decided(@Nullable Boolean right) {
        if (right == null) {
            return SmtpReply.of(454, "4.7.0", "Temporary authentication failure");
        }
        if (!right) {
            return SmtpReply.of(535, "5.7.8", "Authentication credentials invalid");
        }
        user = claimed;
        return SmtpReply.of(235, "2.7.0", "Authentication succeeded");
    }

    private static Reply challenge(String text) {
        return new Reply(SmtpReply.of(334, text));
    }

    private static SyntaxException refusal(int code, String status, String text) {
        return new SyntaxException(SmtpReply.of(code, status, text));
    }
}
