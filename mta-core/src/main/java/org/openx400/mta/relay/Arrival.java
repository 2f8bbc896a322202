package org.openx400.mta.relay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.queue.Spool;

/**
 * A message, probe or report that has come in and is not yet taken.
 *
 * @param envelope decoded
 * @param encoded as it came, BER
 * @param violation where an upper bound is exceeded, or null
 * @param content of a message or report, null for a probe
 * @param contentLength octets that came; those over the limit were not kept
 * @param source connector, or {@link RelaySettings#LOCAL}
 * @param association over which it came, or null
 * @param at when
 * @param transferKey equal for a repetition of the transfer that brought it, or null when repetitions are not recognised
 */
record Arrival(
        TransferEnvelope envelope,
        Octets encoded,
        @Nullable P1Exception violation,
        @Nullable Spool content,
        long contentLength,
        String source,
        @Nullable AssociationPort association,
        Instant at,
        @Nullable Octets transferKey) {}
