package org.openx400.mta.rfc1006.mts;

import java.time.Duration;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.Secret;

/**
 * Our answer to a bind that we accept, and how long we wait on that association from then on.
 *
 * @param mtaName our responder-name
 * @param password our responder-credentials
 * @param checkpointSize our maximum in units of 1024 octets, at least 1
 * @param windowSize our maximum, at least 1
 * @param releaseTimeout for the answer to a release, and for the peer to close after our last word
 * @param transferTimeout without progress while something is expected of the peer during a transfer
 */
public record BindAcceptance(
        String mtaName,
        Secret password,
        int checkpointSize,
        int windowSize,
        Duration releaseTimeout,
        Duration transferTimeout) {

    /** As the connector says. */
    public static BindAcceptance of(Connector connector) {
        return new BindAcceptance(
                connector.local().name(),
                connector.local().password(),
                connector.rts().checkpointSize(),
                connector.rts().windowSize(),
                connector.association().disconnect(),
                connector.association().transferTimeout());
    }
}
