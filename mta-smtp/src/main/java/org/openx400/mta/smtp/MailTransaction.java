package org.openx400.mta.smtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.smtp.RecipientReply.Outcome;

/** One mail at the client: its commands, numbered 0 for MAIL, 1 to n for RCPT, n + 1 for DATA, and what came of them. */
final class MailTransaction {
    private final MailEnvelope envelope;
    private final long length;
    private final PeerExtensions extensions;
    private final String host;
    private final @Nullable RecipientReply[] results;

    MailTransaction(MailEnvelope envelope, long length, PeerExtensions extensions, String host) {
        this.envelope = envelope;
        this.length = length;
        this.extensions = extensions;
        this.host = host;
        this.results = new RecipientReply[envelope.recipients().size()];
    }

    /** Why the peer cannot take this mail; null: nothing speaks against it. */
    @Nullable
    SmtpReply impossible() {
        if (length > extensions.size()) { // RFC 1870 6.1
            return SmtpReply.of(
                    552, "5.3.4", "Mail has " + length + " octets, " + host + " takes up to " + extensions.size());
        }
        if (envelope.body8bit() && !extensions.has("8BITMIME")) { // RFC 6152 3
            return SmtpReply.of(554, "5.6.3", "Mail has octets above 127, which " + host + " does not take");
        }
        if (envelope.smtpUtf8() && !extensions.has("SMTPUTF8")) { // RFC 6531 3.2
            return SmtpReply.of(550, "5.6.7", "Mail needs SMTPUTF8, which " + host + " does not offer");
        }
        return null;
    }

    /** The number of the DATA command. */
    int last() {
        return results.length + 1;
    }

    String command(int number) {
        return number == 0
                ? mail()
                : number == last() ? "DATA" : rcpt(envelope.recipients().get(number - 1));
    }

    private String mail() {
        StringBuilder line = new StringBuilder("MAIL FROM:<" + envelope.reversePath() + ">");
        if (extensions.has("SIZE")) {
            line.append(" SIZE=").append(length);
        }
        if (envelope.body8bit()) {
            line.append(" BODY=8BITMIME");
        }
        if (envelope.smtpUtf8()) {
            line.append(" SMTPUTF8");
        }
        if (extensions.has("DSN") && envelope.ret() != null) {
            line.append(" RET=").append(envelope.ret());
        }
        if (extensions.has("DSN") && envelope.envid() != null) {
            line.append(" ENVID=").append(Xtext.encode(envelope.envid()));
        }
        return line.toString();
    }

    private String rcpt(MailRecipient recipient) {
        StringBuilder line = new StringBuilder("RCPT TO:<" + recipient.path() + ">");
        if (extensions.has("DSN") && !recipient.notifyOn().isEmpty()) {
            line.append(recipient.notifyOn().stream()
                    .sorted()
                    .map(Enum::name)
                    .collect(Collectors.joining(",", " NOTIFY=", "")));
        }
        MailRecipient.OriginalRecipient original = recipient.orcpt();
        if (extensions.has("DSN") && original != null) {
            line.append(" ORCPT=").append(original.type()).append(';').append(Xtext.encode(original.address()));
        }
        return line.toString();
    }

    /** The reply to a RCPT command; a positive one decides nothing yet. */
    void recipientReplied(int number, SmtpReply reply) {
        if (!reply.isPositive() && results[number - 1] == null) {
            boolean permanent = reply.isPermanent() && reply.code() != 552; // RFC 5321 4.5.3.1.10: too many recipients
            decide(number - 1, permanent ? Outcome.PERMANENT : Outcome.TEMPORARY, reply);
        }
    }

    /** The reply for all recipients that nothing else was said about. */
    void replied(SmtpReply reply) {
        Outcome outcome =
                reply.isPositive() ? Outcome.TAKEN : reply.isPermanent() ? Outcome.PERMANENT : Outcome.TEMPORARY;
        for (int i = 0; i < results.length; i++) {
            if (results[i] == null) {
                decide(i, outcome, reply);
            }
        }
    }

    private void decide(int index, Outcome outcome, SmtpReply reply) {
        results[index] =
                new RecipientReply(envelope.recipients().get(index), outcome, reply, host, extensions.has("DSN"));
    }

    /** Whether a recipient may still get the mail. */
    boolean isWanted() {
        return Arrays.stream(results).anyMatch(Objects::isNull);
    }

    /** Once all are decided. */
    List<RecipientReply> results() {
        List<RecipientReply> all = new ArrayList<>();
        for (RecipientReply each : results) {
            all.add(Objects.requireNonNull(each));
        }
        return all;
    }
}
