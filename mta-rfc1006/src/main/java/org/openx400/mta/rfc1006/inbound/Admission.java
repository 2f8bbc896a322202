package org.openx400.mta.rfc1006.inbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.octets.Limit;
import org.openx400.mta.rfc1006.host.AssociationHost;
import org.openx400.mta.rfc1006.host.AssociationHosting;

/**
 * Counts the connections that are not bound yet and the associations that are, and tells when there may be no more. For any
 * thread.
 */
final class Admission {
    private final AssociationHosting hosting;
    private final PeerCount<InetAddress> halfOpen = new PeerCount<>();
    private final PeerCount<String> bound = new PeerCount<>();
    private volatile InboundLimits limits;

    Admission(AssociationHosting hosting, InboundLimits limits) {
        this.hosting = hosting;
        this.limits = limits;
    }

    /** What there is already stays. */
    void limits(InboundLimits present) {
        limits = present;
    }

    InboundLimits limits() {
        return limits;
    }

    /** Whether this connection may be; if so, {@link #halfOpenGone} follows. */
    boolean connects(InetSocketAddress local, InetSocketAddress remote) {
        InboundLimits now = limits;
        PeerCount.Full full = halfOpen.enter(remote.getAddress(), now.halfOpen(), now.halfOpenPerAddress());
        if (full == null) {
            return true;
        }
        Limit limit = full == PeerCount.Full.IN_ALL
                ? Limit.of("halfOpen", now.halfOpen())
                : Limit.of("halfOpenPerAddress", now.halfOpenPerAddress());
        hosting.limits()
                .reached(
                        EventId.CONNECTION_LIMIT_REACHED,
                        limit,
                        remote.getAddress().getHostAddress())
                .ifPresent(event -> event.local(local).remote(remote).to(hosting.events()));
        return false;
    }

    /** The connection is bound now, or has gone before. */
    void halfOpenGone(InetSocketAddress remote) {
        halfOpen.leave(remote.getAddress());
    }

    /** Whether the peer may have this association; if so, {@link #unbound} follows. */
    boolean binds(AssociationHost host, String connector) {
        InboundLimits now = limits;
        PeerCount.Full full = bound.enter(connector, now.associations(), now.perPeer());
        if (full == null) {
            return true;
        }
        Limit limit = full == PeerCount.Full.IN_ALL
                ? Limit.of("associations", now.associations())
                : Limit.of("perPeer", now.perPeer());
        hosting.limits()
                .reached(EventId.ASSOCIATION_LIMIT_REACHED, limit, connector)
                .ifPresent(event -> about(host, event).connector(connector).to(hosting.events()));
        return false;
    }

    void unbound(String connector) {
        bound.leave(connector);
    }

    private static Event.Builder about(AssociationHost host, Event.Builder event) {
        return event.association(host.id()).local(host.localAddress()).remote(host.remoteAddress());
    }
}
