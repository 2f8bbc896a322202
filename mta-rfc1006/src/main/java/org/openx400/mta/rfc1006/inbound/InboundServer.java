package org.openx400.mta.rfc1006.inbound;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.GatewayMatcher;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.net.Listener;
import org.openx400.mta.net.PeerHandler;
import org.openx400.mta.net.PeerNetwork;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.rfc1006.host.AssociationHost;
import org.openx400.mta.rfc1006.host.AssociationHosting;
import org.openx400.mta.rfc1006.host.Opening;
import org.openx400.mta.rfc1006.mts.OsiMtaAssociation;
import org.openx400.mta.rfc1006.mts.ResponderParameters;

/** Listens for peers that call over RFC 1006. */
public final class InboundServer implements AutoCloseable {
    private final AssociationHosting hosting;
    private final PeerNetwork network;
    private volatile GatewayMatcher matcher;
    private final Executor lookUps;
    private final EventLog events;
    private final Admission admission;
    private final AtomicInteger turnedAway = new AtomicInteger();
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
        this.events = hosting.events();
        this.admission = new Admission(hosting, limits);
    }

    /** From now on connections are told apart by this one, and there are so many; those that there are stay. */
    public void serve(GatewayMatcher present, InboundLimits limits) {
        matcher = present;
        admission.limits(limits);
    }

    /**
     * Listens on one more address; with port 0 the kernel chooses one.
     *
     * @throws IOException naming the address; the event log has it too
     */
    public void listen(InetSocketAddress address) throws IOException {
        try {
            Listener listener = Listener.open(network, address, this::accepted);
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

    private @Nullable PeerHandler accepted(PeerSocket socket) {
        Opening opening = opening(socket);
        if (opening == null) {
            return null;
        }
        InboundLimits limits = admission.limits();
        AssociationHost host = hosting.host(
                OsiMtaAssociation.responder(new ResponderParameters(limits.association())), socket, opening);
        if (opening instanceof Answering) {
            Event.of(EventId.CONNECTION_ACCEPTED)
                    .association(host.id())
                    .local(socket.localAddress())
                    .remote(socket.remoteAddress())
                    .to(events);
        }
        host.expectTransportConnect(limits.connectDeadline());
        return host;
    }

    /** Null if there are too many even of those that are one too many. */
    private @Nullable Opening opening(PeerSocket socket) {
        if (admission.connects(socket.localAddress(), socket.remoteAddress())) {
            return new Answering(matcher, lookUps, admission, events);
        }
        if (turnedAway.incrementAndGet() <= TurningAway.AT_ONCE) {
            return new TurningAway(turnedAway);
        }
        turnedAway.decrementAndGet();
        return null;
    }
}
