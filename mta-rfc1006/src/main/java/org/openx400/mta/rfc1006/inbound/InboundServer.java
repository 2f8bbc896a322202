package org.openx400.mta.rfc1006.inbound;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.openx400.mta.connector.GatewayMatcher;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.net.AcceptListener;
import org.openx400.mta.net.ConnectionLimits;
import org.openx400.mta.net.Listener;
import org.openx400.mta.net.PeerHandler;
import org.openx400.mta.net.PeerNetwork;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.rfc1006.host.AssociationHost;
import org.openx400.mta.rfc1006.host.AssociationHosting;
import org.openx400.mta.rfc1006.mts.OsiMtaAssociation;
import org.openx400.mta.rfc1006.mts.ResponderParameters;

/** Listens for peers that call over RFC 1006. */
public final class InboundServer implements AutoCloseable {
    /** Connections beyond the associations allowed, so that a peer over its limit is told busy instead of being cut. */
    private static final int ROOM_FOR_REFUSALS = 16;

    private final AssociationHosting hosting;
    private final PeerNetwork network;
    private volatile GatewayMatcher matcher;
    private final Executor lookUps;
    private final InboundLimits limits;
    private final EventLog events;
    private final ConnectionLimits connections;
    private final AssociationCount count;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** @param lookUps where host names of peers are resolved; may block */
    public InboundServer(
            AssociationHosting hosting,
            PeerNetwork network,
            GatewayMatcher matcher,
            Executor lookUps,
            InboundLimits limits) {
        this.hosting = hosting;
        this.network = network;
        this.matcher = matcher;
        this.lookUps = lookUps;
        this.limits = limits;
        this.events = hosting.events();
        this.connections =
                new ConnectionLimits(limits.associations() + ROOM_FOR_REFUSALS, limits.perPeer() + ROOM_FOR_REFUSALS);
        this.count = new AssociationCount(limits.associations(), limits.perPeer());
    }

    /** From now on connections are told apart by this one. */
    public void match(GatewayMatcher present) {
        matcher = present;
    }

    /**
     * Listens on one more address; with port 0 the kernel chooses one.
     *
     * @throws IOException naming the address; the event log has it too
     */
    public void listen(InetSocketAddress address) throws IOException {
        try {
            Listener listener = Listener.open(network, address, connections, new Accepting());
            listeners.add(listener);
            listener.localAddresses()
                    .forEach(local -> Event.of(EventId.LISTENING).local(local).to(events));
        } catch (IOException e) {
            Event.of(EventId.LISTEN_FAILED)
                    .local(address)
                    .with("why", e.getMessage())
                    .to(events);
            throw e;
        }
    }

    /** As the kernel reports them. */
    public List<InetSocketAddress> localAddresses() {
        return listeners.stream()
                .flatMap(listener -> listener.localAddresses().stream())
                .toList();
    }

    /** Listens no more; associations go on. */
    @Override
    public void close() {
        for (Listener listener : listeners) {
            List<InetSocketAddress> addresses = listener.localAddresses();
            listener.close();
            addresses.forEach(
                    local -> Event.of(EventId.LISTENING_STOPPED).local(local).to(events));
        }
        listeners.clear();
    }

    private final class Accepting implements AcceptListener {
        @Override
        public PeerHandler accepted(PeerSocket socket) {
            AssociationHost host = hosting.host(
                    OsiMtaAssociation.responder(new ResponderParameters(limits.association())),
                    socket,
                    new Answering(matcher, lookUps, count, events));
            Event.of(EventId.CONNECTION_ACCEPTED)
                    .association(host.id())
                    .local(socket.localAddress())
                    .remote(socket.remoteAddress())
                    .to(events);
            host.expectTransportConnect(limits.connectDeadline());
            return host;
        }

        @Override
        public void turnedAway(InetSocketAddress local, InetSocketAddress remote, int limit, String scope) {
            Event.of(EventId.CONNECTION_LIMIT_REACHED)
                    .local(local)
                    .remote(remote)
                    .with("limit", limit)
                    .with("scope", scope)
                    .to(events);
        }
    }
}
