package org.openx400.mta.connector;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/**
 * How a peer introduces itself in a bind.
 *
 * @param mode as it chose
 * @param called selectors that it calls
 * @param calling selectors that it gives for itself
 * @param mtaName initiator-name, null if it gave none
 * @param password simple credentials, null if it gave none
 * @param twoWayAlternate dialogue mode that it asks for
 */
public record PeerIdentity(
        Mode mode,
        Selectors called,
        Selectors calling,
        @Nullable String mtaName,
        @Nullable Octets password,
        boolean twoWayAlternate) {

    @Override
    public String toString() {
        return "PeerIdentity[" + mode + ", " + mtaName + "]";
    }
}
