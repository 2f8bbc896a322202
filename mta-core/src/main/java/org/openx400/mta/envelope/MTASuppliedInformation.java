package org.openx400.mta.envelope;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;

/**
 * What an MTA says of its handling of a message, X.411 12.2.1.1.1.8.
 *
 * @param arrivalTime when it entered the MTA
 * @param deferredTime when a deferred message was let go, or null
 * @param routingAction relayed or rerouted
 * @param attempted what was tried before a rerouting, or null
 * @param convertedEncodedInformationTypes the types after a conversion, or null
 * @param otherActions redirection and DL expansion
 */
public record MTASuppliedInformation(
        UTCTime arrivalTime,
        @Nullable UTCTime deferredTime,
        RoutingAction routingAction,
        @Nullable Attempted attempted,
        @Nullable EncodedInformationTypes convertedEncodedInformationTypes,
        OtherActions otherActions) {

    /** The MTA or domain to which a transfer was attempted. */
    public sealed interface Attempted {
        record MTA(String mtaName) implements Attempted {}

        record Domain(GlobalDomainIdentifier globalDomainIdentifier) implements Attempted {}
    }

    /** Simply relayed. */
    public static MTASuppliedInformation relayed(Instant arrival) {
        return new MTASuppliedInformation(
                UTCTime.of(arrival), null, RoutingAction.RELAYED, null, null, OtherActions.NONE);
    }
}
