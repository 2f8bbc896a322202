package org.openx400.mta.envelope;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;

/**
 * What a domain says of its handling of a message, X.411 12.2.1.1.1.3.
 *
 * @param arrivalTime when it entered the domain
 * @param deferredTime when a deferred message was let go, or null
 * @param routingAction relayed or rerouted
 * @param attemptedDomain domain that was tried before a rerouting, or null
 * @param convertedEncodedInformationTypes the types after a conversion, or null
 * @param otherActions redirection and DL expansion
 */
public record DomainSuppliedInformation(
        UTCTime arrivalTime,
        @Nullable UTCTime deferredTime,
        RoutingAction routingAction,
        @Nullable GlobalDomainIdentifier attemptedDomain,
        @Nullable EncodedInformationTypes convertedEncodedInformationTypes,
        OtherActions otherActions) {

    /** Simply relayed. */
    public static DomainSuppliedInformation relayed(Instant arrival) {
        return new DomainSuppliedInformation(
                UTCTime.of(arrival), null, RoutingAction.RELAYED, null, null, OtherActions.NONE);
    }
}
