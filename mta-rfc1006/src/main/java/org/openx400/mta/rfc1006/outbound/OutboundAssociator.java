package org.openx400.mta.rfc1006.outbound;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.connector.Associator;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.HostAddresses;
import org.openx400.mta.connector.PeerChecker;
import org.openx400.mta.net.SourceBinder;
import org.openx400.mta.rfc1006.host.AssociationHosting;
import org.openx400.mta.rfc1006.mts.AssociationLimits;
import org.openx400.mta.rfc1006.mts.SessionConnectionIdentifiers;

/** Calls peers over RFC 1006, for the relay or to try the way. */
public final class OutboundAssociator implements Associator, PeerChecker {
    private final AssociationHosting hosting;
    private final SourceBinder binder;
    private final Sources sources;
    private final HostAddresses hosts;
    private final Executor lookUps;
    private final Duration connectTimeout;
    private final Supplier<AssociationLimits> limits;
    private final SessionConnectionIdentifiers identifiers;
    private final PortShortage shortage;

    /**
     * @param lookUps where host names of peers are resolved; may block
     * @param connectTimeout of TCP, for each address of a peer
     * @param limits as they are now, whose release and transfer timeouts give way to those of the connector
     * @param clock for session connection identifiers
     */
    public OutboundAssociator(
            AssociationHosting hosting,
            SourceBinder binder,
            Sources sources,
            HostAddresses hosts,
            Executor lookUps,
            Duration connectTimeout,
            Supplier<AssociationLimits> limits,
            Clock clock) {
        this.hosting = hosting;
        this.binder = binder;
        this.sources = sources;
        this.hosts = hosts;
        this.lookUps = lookUps;
        this.connectTimeout = connectTimeout;
        this.limits = limits;
        this.identifiers = new SessionConnectionIdentifiers(clock);
        this.shortage = new PortShortage(hosting.events(), System::nanoTime);
    }

    @Override
    public void open(Connector connector, AssociationPort.User user) {
        Calling calling = new Calling(this, connector, user);
        try {
            beginning(connector).execute(calling::resolve);
        } catch (RejectedExecutionException e) {
            user.openFailed("resolve", "the MTA stops");
        }
    }

    @Override
    public CompletableFuture<List<Step>> check(Connector connector) {
        PeerCheck check = new PeerCheck(this, connector);
        try {
            beginning(connector).execute(check::begin);
        } catch (RejectedExecutionException e) {
            check.stopped();
        }
        return check.outcome();
    }

    /** A peer that has no host name does not wait for the look-ups of others. */
    private Executor beginning(Connector connector) {
        return connector.remote().hosts().isEmpty() ? hosting.workers() : lookUps;
    }

    AssociationHosting hosting() {
        return hosting;
    }

    SourceBinder binder() {
        return binder;
    }

    Sources sources() {
        return sources;
    }

    HostAddresses hosts() {
        return hosts;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    AssociationLimits limits() {
        return limits.get();
    }

    SessionConnectionIdentifiers identifiers() {
        return identifiers;
    }

    PortShortage shortage() {
        return shortage;
    }
}
