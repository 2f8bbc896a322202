package org.openx400.mta.relay;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.InternalTraceInformationElement;
import org.openx400.mta.envelope.MTASuppliedInformation;
import org.openx400.mta.envelope.OtherActions;
import org.openx400.mta.envelope.RoutingAction;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.p1.Passage;
import org.openx400.mta.queue.QueueEntry;

/**
 * What we add to the traces of a copy that leaves, X.411 12.2.1.1.1.3 and 12.2.1.1.1.8.
 *
 * @param external null when the message is in our domain since before it came to us: then the first MTA of the domain has
 *     added it, or we have ourselves when the message was made here. But a relayed copy that loses its internal trace has
 *     it in any case: else nothing would show how often it has been here, and a loop inside our domain would not end
 */
record OwnTrace(@Nullable TraceInformationElement external, InternalTraceInformationElement internal) {
    /**
     * What a copy gets. Its external element may say rerouted without naming the domain that was tried: attempted-domain is
     * optional, and all that is known is the MTA.
     *
     * @param lastTried the MTA that could not be reached before, if its connector is still configured
     */
    static OwnTrace of(
            Passage passage,
            QueueEntry entry,
            Optional<String> lastTried,
            boolean withoutInternalTrace,
            RelaySettings settings) {
        boolean leavesNoTrace = withoutInternalTrace && !entry.source().equals(RelaySettings.LOCAL);
        UTCTime arrival = UTCTime.of(entry.arrival());
        UTCTime deferred = deferredTime(passage, entry.arrival());
        RoutingAction action = entry.routesTried().isEmpty() ? RoutingAction.RELAYED : RoutingAction.REROUTED;
        MTASuppliedInformation.Attempted attempted =
                lastTried.map(MTASuppliedInformation.Attempted.MTA::new).orElse(null);
        return new OwnTrace(
                isInside(passage, settings) && !leavesNoTrace
                        ? null
                        : new TraceInformationElement(
                                settings.domain(),
                                new DomainSuppliedInformation(
                                        arrival, deferred, action, null, null, OtherActions.NONE)),
                new InternalTraceInformationElement(
                        settings.domain(),
                        settings.mtaName(),
                        new MTASuppliedInformation(arrival, deferred, action, attempted, null, OtherActions.NONE)));
    }

    private static boolean isInside(Passage passage, RelaySettings settings) {
        return passage.lastDomain() != null && settings.domain().equivalent(passage.lastDomain());
    }

    /** When a message that we held was let go. */
    private static @Nullable UTCTime deferredTime(Passage passage, Instant arrival) {
        UTCTime deferred = passage.deferredDeliveryTime();
        return deferred != null && deferred.instant().isAfter(arrival) ? deferred : null;
    }
}
