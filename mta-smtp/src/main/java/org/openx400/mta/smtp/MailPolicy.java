package org.openx400.mta.smtp;

/** Which mail is wanted. Answers at once. */
public interface MailPolicy {
    /** It is. */
    SmtpReply OK = SmtpReply.of(250, "2.1.0", "OK");

    /**
     * MAIL: may a mail begin?
     *
     * @param envelope still without recipients
     * @param announced octets, RFC 1870; -1: not said
     * @return 250, or the refusal
     */
    SmtpReply sender(MailOrigin origin, MailEnvelope envelope, long announced);

    /**
     * RCPT: is this a recipient that we take mail for from this peer? A peer that is nobody in particular gets only to domains
     * that are ours.
     *
     * @param envelope still without recipients
     * @return 250, or the refusal
     */
    SmtpReply recipient(MailOrigin origin, MailEnvelope envelope, MailRecipient recipient);
}
