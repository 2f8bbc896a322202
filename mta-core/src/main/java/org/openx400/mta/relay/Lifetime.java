package org.openx400.mta.relay;

import java.time.Instant;
import java.util.Optional;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.queue.NewEntry;

/**
 * When a message may go, and until when.
 *
 * @param start its arrival, or its deferred delivery time if that is later
 * @param end when it is reported as expired: so long after the start as its priority allows, or its
 *     latest-delivery-time (X.411 8.2.1.1.1.13) if that is earlier
 * @param firstAttempt at once, or at the deferred delivery time
 */
record Lifetime(Instant start, Instant end, Instant firstAttempt) {
    static Lifetime of(TransferEnvelope envelope, Instant arrival, RelaySettings settings) throws DecodeException {
        Instant start = arrival;
        Instant firstAttempt = NewEntry.AT_ONCE;
        if (envelope instanceof MessageTransferEnvelope message && message.deferredDeliveryTime() != null) {
            Instant deferred = message.deferredDeliveryTime().instant();
            if (deferred.isAfter(arrival)) {
                start = deferred;
                firstAttempt = deferred;
            }
        }
        Instant end = start.plus(settings.expiry().apply(Envelopes.priority(envelope)));
        Optional<UTCTime> latest = Envelopes.latestDeliveryTime(envelope);
        if (latest.isPresent() && latest.get().instant().isBefore(end)) {
            end = latest.get().instant();
        }
        return new Lifetime(start, end, firstAttempt);
    }
}
