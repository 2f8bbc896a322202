package org.openx400.mta.smtp;

import java.util.concurrent.CompletableFuture;

/**
 * Takes what Internet mail brings. What it is asked as a {@link MailPolicy} it must answer at once, without I/O: a peer waits,
 * possibly for each of many pipelined commands.
 */
public interface MailSink extends MailPolicy {
    /**
     * Takes responsibility for a whole mail. Called on a thread that may wait for the disk. The answer may come on any thread, and is positive only when the mail is durable.
     * A future that fails is answered with 451: the peer tries again.
     *
     * @param content until the answer; gone then
     */
    CompletableFuture<SmtpReply> accept(MailOrigin origin, MailEnvelope envelope, MailContent content);
}
