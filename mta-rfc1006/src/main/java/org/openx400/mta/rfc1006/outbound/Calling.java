package org.openx400.mta.rfc1006.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.net.ConnectFailure;
import org.openx400.mta.net.ConnectListener;
import org.openx400.mta.net.PeerHandler;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.rfc1006.host.AssociationHost;
import org.openx400.mta.rfc1006.host.Opening;
import org.openx400.mta.rfc1006.mts.BindError;
import org.openx400.mta.rfc1006.mts.BindResult;
import org.openx400.mta.rfc1006.mts.InitiatorParameters;
import org.openx400.mta.rfc1006.mts.OsiMtaAssociation;

/**
 * The calling side of one association until it is bound: each address of the peer is tried until TCP connects, then the
 * peer must prove who it is.
 */
final class Calling implements ConnectListener, Opening {
    private final OutboundAssociator associator;
    private final Connector connector;
    private final AssociationPort.User user;
    private final EventLog events;
    private final Deque<InetSocketAddress> untried = new ArrayDeque<>();
    private final List<String> problems = new ArrayList<>();
    private boolean told;

    Calling(OutboundAssociator associator, Connector connector, AssociationPort.User user) {
        this.associator = associator;
        this.connector = connector;
        this.user = user;
        this.events = associator.hosting().events();
    }

    /** Finds the addresses and begins with the first. May block. */
    void resolve() {
        untried.addAll(DialAddresses.of(connector, associator.hosts(), (host, why) -> {
            problems.add(why);
            event(EventId.HOST_NAME_NOT_RESOLVED)
                    .with("host", host)
                    .with("why", why)
                    .to(events);
        }));
        if (untried.isEmpty()) {
            user.openFailed(
                    "resolve",
                    problems.isEmpty() ? "the connector has no address to dial" : String.join("; ", problems));
        } else {
            connect();
        }
    }

    private void connect() {
        InetSocketAddress remote = untried.element();
        associator.binder().connect(remote, source(remote), associator.connectTimeout(), this);
    }

    private @Nullable InetAddress source(InetSocketAddress remote) {
        return associator.sources().of(connector, remote.getAddress());
    }

    @Override
    public void failed(ConnectFailure failure) {
        InetSocketAddress remote = untried.remove();
        problems.add(failure.why());
        boolean noSource = failure.kind() == ConnectFailure.Kind.SOURCE_ABSENT;
        if (noSource) {
            event(EventId.SOURCE_ADDRESS_MISSING)
                    .remote(remote)
                    .with("source", text(source(remote)))
                    .with("why", failure.why())
                    .to(events);
        } else if (failure.ports() != null) {
            associator.shortage().tell(connector, source(remote), remote, failure.ports());
        } else {
            event(EventId.CONNECT_FAILED)
                    .remote(remote)
                    .with("local", text(source(remote)))
                    .with("why", failure.why())
                    .to(events);
        }
        if (noSource || untried.isEmpty()) {
            user.openFailed(layer(failure), String.join("; ", problems));
        } else {
            connect();
        }
    }

    @Override
    public PeerHandler connected(PeerSocket socket) {
        InitiatorParameters parameters =
                InitiatorParameters.of(connector, associator.identifiers(), associator.limits());
        AssociationHost host = associator.hosting().host(OsiMtaAssociation.initiator(parameters), socket, this);
        host.call(connector);
        return host;
    }

    @Override
    public void bound(AssociationHost host, BindResult result) {
        String why = Responder.problem(connector, result);
        if (why == null) {
            host.opened(user);
            return;
        }
        told = true;
        event(EventId.CREDENTIALS_WRONG)
                .association(host.id())
                .local(host.localAddress())
                .remote(host.remoteAddress())
                .with("why", why)
                .to(events);
        host.abort(why);
    }

    @Override
    public void refused(AssociationHost host, String layer, String why, @Nullable BindError error) {
        event(EventId.ASSOCIATION_REFUSED_BY_REMOTE)
                .association(host.id())
                .local(host.localAddress())
                .remote(host.remoteAddress())
                .with("layer", layer)
                .with("reason", why)
                .to(events);
        user.openFailed(layer, why);
    }

    @Override
    public void failed(AssociationHost host, String layer, String why, Fault fault) {
        if (!told && !fault.violation()) { // a violation has been told
            event(EventId.ASSOCIATION_ENDED_ABNORMALLY)
                    .association(host.id())
                    .local(host.localAddress())
                    .remote(host.remoteAddress())
                    .with("layer", layer)
                    .with("why", why)
                    .to(events);
        }
        user.openFailed(layer, why);
    }

    @Override
    public void disconnected(AssociationHost host) {}

    private static String layer(ConnectFailure last) {
        return switch (last.kind()) {
            case SOURCE_ABSENT -> "source";
            case PORTS_EXHAUSTED -> "ports";
            default -> "tcp";
        };
    }

    private Event.Builder event(EventId id) {
        return Event.of(id).connector(connector.name());
    }

    private static String text(@Nullable InetAddress source) {
        return source == null ? "any address" : source.getHostAddress();
    }
}
