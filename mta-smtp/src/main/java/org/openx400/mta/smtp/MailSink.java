package org.openx400.mta.smtp;

import java.util.concurrent.CompletableFuture;

/**
 * Takes what Internet mail brings. {@link #sender} and {@link #recipient} must answer at once, without I/O: they run while a
 * peer waits, possibly for each of many pipelined commands.
 */
public interface MailSink {
    /** It may. */
    SmtpReply OK = SmtpReply.of(250, "2.1.0", "OK");

    /**
     * May a mail begin?
     *
     * @param envelope still without recipients
     * @param announced octets, RFC 1870; -1: not said
     * @return 250, or the refusal
     */
    SmtpReply sender(MailOrigin origin, MailEnvelope envelope, long announced);

    /**
     * Is this a recipient that we take mail for from this peer? A peer that is nobody in particular gets only to domains
     * that are ours.
     *
     * @param envelope with the recipients taken so far
     * @return 250, or the refusal
     */
    SmtpReply recipient(MailOrigin origin, MailEnvelope envelope, MailRecipient recipient);

    /**
     * Takes responsibility for a whole mail. The answer may come on any thread, and is positive only when the mail is durable.
     * A future that fails is answered with 451: the peer tries again.
     *
     * @param content until the answer; gone then
     */
    CompletableFuture<SmtpReply> accept(MailOrigin origin, MailEnvelope envelope, MailContent content);
}
