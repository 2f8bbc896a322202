package org.openx400.mta.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.octets.Octets;

/** The server's side of AUTH PLAIN (RFC 4616) or LOGIN, which some clients still use. */
final class SaslExchange {
    private static final String USER_NAME = "VXNlcm5hbWU6";
    private static final String PASSWORD = "UGFzc3dvcmQ6";

    private final boolean plain;
    private @Nullable String user;

    /** @param plain or else LOGIN */
    SaslExchange(boolean plain) {
        this.plain = plain;
    }

    /** What the server says next when nothing has been sent along. */
    String challenge() {
        return plain ? "" : USER_NAME;
    }

    /** Who it is, or the next challenge. */
    sealed interface Step {
        record Challenge(String text) implements Step {}

        record Credentials(String user, Secret password) implements Step {}
    }

    /** @param response in Base 64 */
    Step respond(String response) throws SyntaxException {
        String text = decode(response.equals("=") ? "" : response); // RFC 4954 4: an empty initial response
        if (plain) {
            String[] parts = text.split("\0", -1);
            if (parts.length != 3 || parts[1].isEmpty() || !parts[0].isEmpty() && !parts[0].equals(parts[1])) {
                throw new SyntaxException(SmtpReply.of(501, "5.5.2", "No response of PLAIN"));
            }
            return new Step.Credentials(parts[1], secret(parts[2]));
        }
        if (user == null) {
            user = text;
            return new Step.Challenge(PASSWORD);
        }
        return new Step.Credentials(user, secret(text));
    }

    /** {@link Secret} has one octet for a character, as it is compared. */
    private static Secret secret(String text) {
        return Secret.of(Octets.utf8(text).toLatin1());
    }

    private static String decode(String response) throws SyntaxException {
        try {
            return new String(Base64.getDecoder().decode(response), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(SmtpReply.of(501, "5.5.2", "No Base 64"));
        }
    }
}
