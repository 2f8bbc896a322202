package org.openx400.mta.rfc1006.mts;

import java.time.Duration;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;

/**
 * Everything that an initiator needs to bind.
 *
 * @param mode way of P1
 * @param called the peer's selectors; in X.410 mode only the T-selector is sent
 * @param calling our selectors; in X.410 mode only the T-selector is sent
 * @param local initiator-name and initiator-credentials
 * @param twoWayAlternate dialogue mode asked for; false is monologue
 * @param checkpointSize our maximum, in units of 1024 octets, at least 1
 * @param windowSize our maximum, at least 1
 * @param identifier of the session connection
 * @param limits bounds and waiting times
 */
public record InitiatorParameters(
        Mode mode,
        Selectors called,
        Selectors calling,
        MtaCredentials local,
        boolean twoWayAlternate,
        int checkpointSize,
        int windowSize,
        SessionConnectionIdentifier identifier,
        AssociationLimits limits) {

    public InitiatorParameters {
        if (checkpointSize < 1 || windowSize < 1) {
            throw new IllegalArgumentException("checkpoint size " + checkpointSize + ", window size " + windowSize);
        }
        if (!mode.isNormal()) {
            called = new Selectors(called.t(), Octets.NONE, Octets.NONE);
            calling = new Selectors(calling.t(), Octets.NONE, Octets.NONE);
        }
    }

    /**
     * As the connector says. The calling selectors are those that the peer calls; the connector's waiting times replace
     * those of the limits.
     */
    public static InitiatorParameters of(
            Connector connector, SessionConnectionIdentifiers identifiers, AssociationLimits limits) {
        Duration release = connector.association().disconnect();
        Duration transfer = connector.association().transferTimeout();
        return new InitiatorParameters(
                connector.mode(),
                connector.outgoing(),
                connector.incoming(),
                connector.local(),
                connector.twoWayAlternate(),
                connector.rts().checkpointSize(),
                connector.rts().windowSize(),
                identifiers.next(connector.local().name(), connector.mode()),
                new AssociationLimits(limits.tsdu(), limits.apdu(), limits.bindTimeout(), release, transfer));
    }
}
