package org.openx400.mta.queue;

import java.util.List;
import org.openx400.mta.octets.DecodeException;

/** Whether stored envelopes can be used; the queue itself does not look into them. */
@FunctionalInterface
public interface EnvelopeTest {
    /**
     * Fails when the envelope cannot be decoded, or has not all of these recipients.
     *
     * @param recipients positions of the message's entries
     */
    void check(StoredMessage message, List<Integer> recipients) throws DecodeException;
}
