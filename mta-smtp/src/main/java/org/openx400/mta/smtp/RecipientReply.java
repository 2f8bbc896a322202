package org.openx400.mta.smtp;

import org.jspecify.annotations.Nullable;

/**
 * What became of a mail for one recipient at the next host.
 *
 * @param outcome what it means for us
 * @param reply the peer's, or one that says what we found out without a peer
 * @param host the peer that answered, as its name or address; null if none did
 * @param notifies the peer has taken over what was asked about notifications (DSN, RFC 3461); else a notification of success is ours to send
 */
public record RecipientReply(
        MailRecipient recipient,
        Outcome outcome,
        SmtpReply reply,
        @Nullable String host,
        boolean notifies) {
    /** What is to be done next. */
    public enum Outcome {
        /** The peer has taken responsibility. */
        TAKEN,
        /** Not now: to be tried again. */
        TEMPORARY,
        /** Never. */
        PERMANENT
    }
}
