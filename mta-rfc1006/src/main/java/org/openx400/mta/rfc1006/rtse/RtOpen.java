package org.openx400.mta.rfc1006.rtse;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;

/**
 * RT-OPEN request.
 *
 * @param normalMode else X.410-1984 mode
 * @param identifier of the session connection
 * @param addressing S- and P-selectors; not in X.410 mode
 * @param twoWayAlternate dialogue mode, false is monologue
 * @param checkpointSize our maximum in units of 1024 octets, at least 1
 * @param windowSize our maximum, at least 1
 * @param applicationProtocol X.410 mode only
 * @param userData one value
 */
public record RtOpen(
        boolean normalMode,
        SessionConnectionIdentifier identifier,
        Addressing addressing,
        boolean twoWayAlternate,
        int checkpointSize,
        int windowSize,
        @Nullable Integer applicationProtocol,
        Octets userData) {

    /** Selectors of session and presentation, empty if absent. */
    public record Addressing(Octets callingS, Octets calledS, Octets callingP, Octets calledP) {}
}
