package org.openx400.mta.rfc1006.mts;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;

/**
 * A bind as a peer asked for it, X.411 12.1.1 MTA-bind.
 *
 * @param mode as the peer chose it
 * @param called selectors in the CR, CN and CP
 * @param calling selectors in the CR, CN and CP
 * @param mtaName initiator-name, null if the argument was NULL
 * @param password simple credentials as octets, null if there were none
 * @param strongCredentials true if the credentials were not simple ones
 * @param securityContext true if a security-context was asked for
 * @param twoWayAlternate dialogue mode asked for
 * @param checkpointSize asked for, in units of 1024 octets, 0 if none
 * @param windowSize asked for
 * @param recovers the earlier association that the peer wants to recover, null if it opens a new one; a recovery has no
 *     name and password
 */
public record BindIndication(
        Mode mode,
        Selectors called,
        Selectors calling,
        @Nullable String mtaName,
        @Nullable Octets password,
        boolean strongCredentials,
        boolean securityContext,
        boolean twoWayAlternate,
        int checkpointSize,
        int windowSize,
        @Nullable SessionConnectionIdentifier recovers) {

    @Override
    public String toString() {
        return "BindIndication[" + mode + ", " + mtaName + "]";
    }
}
