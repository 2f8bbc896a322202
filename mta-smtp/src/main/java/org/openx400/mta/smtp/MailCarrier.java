package org.openx400.mta.smtp;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Carries mail to the next hosts of its recipients. */
public interface MailCarrier {
    /**
     * Begins to carry a mail. Recipients may be of many domains.
     *
     * @param content may be read from until the answer, by several threads at once
     * @return one reply for each recipient, in their order; never fails. The answer may come on any thread, which must not be blocked
     */
    CompletableFuture<List<RecipientReply>> carry(MailEnvelope envelope, MailContent content);
}
