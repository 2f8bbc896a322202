package org.openx400.mta.rfc1006.inbound;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Candidates;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.GatewayMatcher;
import org.openx400.mta.connector.MatchResult;
import org.openx400.mta.connector.MatchTrail;
import org.openx400.mta.connector.PeerIdentity;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.host.AssociationHost;
import org.openx400.mta.rfc1006.host.Opening;
import org.openx400.mta.rfc1006.mts.BindAcceptance;
import org.openx400.mta.rfc1006.mts.BindError;
import org.openx400.mta.rfc1006.mts.BindIndication;

/** The called side of one connection until it is bound: finds out whose it is, and refuses it with one event if nobody's. */
final class Answering implements Opening {
    /** X.224 13.5.3: reason not specified. */
    private static final int NOT_SPECIFIED = 0;

    /** X.224 13.5.3: address unknown. */
    private static final int ADDRESS_UNKNOWN = 3;

    private final GatewayMatcher matcher;
    private final Executor lookUps;
    private final Admission admission;
    private final EventLog events;
    private @Nullable Candidates candidates;
    private @Nullable Connector bound;

    /** @param admission which has let the connection in */
    Answering(GatewayMatcher matcher, Executor lookUps, Admission admission, EventLog events) {
        this.matcher = matcher;
        this.lookUps = lookUps;
        this.admission = admission;
        this.events = events;
    }

    @Override
    public void transportConnect(AssociationHost host, Octets callingTSAPSelector, Octets calledTSAPSelector) {
        Optional<Candidates> listed = matcher.listed(host.remoteAddress());
        if (listed.isPresent()) { // so that no name server delays a peer that needs none
            answer(host, listed.get(), callingTSAPSelector, calledTSAPSelector);
            return;
        }
        lookUps.execute(
                () -> { // host names may be looked up
                    Candidates byAddress = matcher.tcp(host.remoteAddress());
                    host.post(() -> {
                        if (!host.isOver()) {
                            answer(host, byAddress, callingTSAPSelector, calledTSAPSelector);
                        }
                    });
                });
    }

    private void answer(AssociationHost host, Candidates byAddress, Octets calling, Octets called) {
        Candidates left = byAddress.transport(called, calling);
        if (left.isEmpty()) {
            Selectors callingSelectors = new Selectors(calling, Octets.NONE, Octets.NONE);
            Selectors calledSelectors = new Selectors(called, Octets.NONE, Octets.NONE);
            noConnector(host, callingSelectors, calledSelectors, "not known yet", left.trail());
            host.refuseTransport(byAddress.isEmpty() ? NOT_SPECIFIED : ADDRESS_UNKNOWN);
        } else {
            candidates = left;
            host.acceptTransport();
        }
    }

    @Override
    public void bind(AssociationHost host, BindIndication bind) {
        BindError error = refusal(host, bind);
        if (error != null) {
            host.refuseBind(error);
        }
    }

    /** Accepts, or tells the event log why not. */
    private @Nullable BindError refusal(AssociationHost host, BindIndication bind) {
        PeerIdentity peer = identity(host, bind);
        if (peer == null) {
            refused(host, "rtse", "the peer wants to recover an association that is not known as lost", Fault.NONE);
            return BindError.CANNOT_RECOVER;
        }
        if (bind.strongCredentials()) {
            credentialsWrong(host, null, "strong credentials are not supported");
            return BindError.AUTHENTICATION_ERROR;
        }
        Candidates left = candidates;
        if (left == null) {
            throw new IllegalStateException("a bind before the transport connection was accepted");
        }
        MatchResult match = left.bind(peer);
        if (match instanceof MatchResult.Matched matched) {
            return accept(host, bind, peer, matched.connector());
        }
        if (match instanceof MatchResult.WrongDialogueMode wrong) {
            event(host, EventId.DIALOGUE_MODE_REFUSED)
                    .connector(wrong.connector().name())
                    .with("mode", bind.twoWayAlternate() ? "two-way-alternate" : "monologue")
                    .with("why", wrong.trail().toString())
                    .to(events);
            return BindError.UNACCEPTABLE_DIALOGUE_MODE;
        }
        if (match instanceof MatchResult.UnknownMta unknown) {
            event(host, EventId.UNKNOWN_MTA)
                    .with("mta", mtaName(bind))
                    .with("why", unknown.trail().toString())
                    .to(events);
        } else if (match instanceof MatchResult.BadCredentials bad) {
            credentialsWrong(host, bad.connector(), bad.trail().toString());
        } else if (match instanceof MatchResult.NoCandidate none) {
            noConnector(host, bind.calling(), bind.called(), mtaName(bind), none.trail());
        }
        return BindError.AUTHENTICATION_ERROR;
    }

    /** X.228 7.8: a recovery has no name and password, those of the lost association stand. Null if that is not known. */
    private static @Nullable PeerIdentity identity(AssociationHost host, BindIndication bind) {
        String name = bind.mtaName();
        Octets password = bind.password();
        if (bind.recovers() != null) {
            PeerIdentity before = host.recovered(bind.recovers());
            if (before == null) {
                return null;
            }
            name = before.mtaName();
            password = before.password();
        }
        return new PeerIdentity(bind.mode(), bind.called(), bind.calling(), name, password, bind.twoWayAlternate());
    }

    private @Nullable BindError accept(
            AssociationHost host, BindIndication bind, PeerIdentity peer, Connector connector) {
        if (bind.securityContext()) { // X.411 8.1.1.1.1.3: what cannot be served is refused
            refused(host, "mts", "the peer asks for a security-context, and none is supported", Fault.NONE);
            return BindError.UNACCEPTABLE_SECURITY_CONTEXT;
        }
        if (!admission.binds(host, connector.name())) {
            return BindError.BUSY;
        }
        admission.halfOpenGone(host.remoteAddress());
        bound = connector;
        host.acceptBind(connector, BindAcceptance.of(connector), peer);
        return null;
    }

    @Override
    public void failed(AssociationHost host, String layer, String why, Fault fault) {
        boolean silent = candidates == null && fault.equals(Fault.NONE); // who just looked whether we listen
        if (!fault.violation() && !silent) {
            refused(host, layer, why, fault);
        }
    }

    @Override
    public void disconnected(AssociationHost host) {
        if (bound == null) {
            admission.halfOpenGone(host.remoteAddress());
        } else {
            admission.unbound(bound.name());
        }
    }

    private static String mtaName(BindIndication bind) {
        String name = bind.mtaName();
        return name == null ? "without a name" : name;
    }

    private void noConnector(
            AssociationHost host, Selectors calling, Selectors called, String mtaName, MatchTrail trail) {
        Event.Builder event = event(host, EventId.CONNECTOR_NOT_FOUND)
                .with("address", trail.networkAddress())
                .with("calling", calling)
                .with("called", called)
                .with("mta", mtaName);
        lookUps.execute(() -> event.with("why", matcher.whole(trail).toString())
                .to(events)); // the refusal does not wait for the name
    }

    private void credentialsWrong(AssociationHost host, @Nullable Connector connector, String why) {
        event(host, EventId.CREDENTIALS_WRONG)
                .connector(connector == null ? null : connector.name())
                .with("why", why)
                .to(events);
    }

    private void refused(AssociationHost host, String layer, String why, Fault fault) {
        event(host, EventId.ASSOCIATION_REFUSED)
                .with("layer", layer)
                .with("offset", fault.place())
                .with("reason", why)
                .to(events);
    }

    private static Event.Builder event(AssociationHost host, EventId id) {
        InetSocketAddress local = host.localAddress();
        return Event.of(id).association(host.id()).local(local).remote(host.remoteAddress());
    }
}
