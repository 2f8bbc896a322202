package org.openx400.mta.rfc1006.inbound;

import java.util.concurrent.atomic.AtomicInteger;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.host.AssociationHost;
import org.openx400.mta.rfc1006.host.Opening;

/** The called side of a connection that is one too many: its transport connect request is refused, so that it comes again. */
final class TurningAway implements Opening {
    /** So many at once are told; more are closed without a word. */
    static final int AT_ONCE = 64;

    /** X.224 13.5.3: congestion at TSAP. */
    private static final int CONGESTION = 1;

    private final AtomicInteger present;

    /** @param present how many there are, this one among them */
    TurningAway(AtomicInteger present) {
        this.present = present;
    }

    @Override
    public void transportConnect(AssociationHost host, Octets callingTSAPSelector, Octets calledTSAPSelector) {
        host.refuseTransport(CONGESTION);
    }

    @Override
    public void failed(AssociationHost host, String layer, String why, Fault fault) {
        // that the limit is reached has been told
    }

    @Override
    public void disconnected(AssociationHost host) {
        present.decrementAndGet();
    }
}
