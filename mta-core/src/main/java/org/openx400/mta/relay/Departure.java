package org.openx400.mta.relay;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.QueueException;

/**
 * What leaves the MTS through a {@link Gateway}.
 *
 * @param envelope as it came in
 * @param recipients positions in its per-recipient-fields that are to be handed over now; of a report the one 0
 * @param arrival when we took it
 * @param contentLength octets; 0 for a probe
 * @param content opens the content, as often as it is needed
 * @param attempts that were made before
 */
public record Departure(
        TransferEnvelope envelope,
        List<Integer> recipients,
        Instant arrival,
        long contentLength,
        Content content,
        int attempts) {
    /** The content as it is stored. */
    public interface Content {
        ContentReader open() throws IOException, QueueException;
    }
}
