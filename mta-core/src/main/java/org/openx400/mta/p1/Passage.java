package org.openx400.mta.p1;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.envelope.UTCTime;

/**
 * What a relay must know of an envelope to add its own trace, X.411 14.3.
 *
 * @param lastDomain that of the last element of the trace; null if that has no element
 * @param deferredDeliveryTime of a message, or null
 */
public record Passage(
        @Nullable GlobalDomainIdentifier lastDomain,
        @Nullable UTCTime deferredDeliveryTime) {}
