package org.openx400.mta.rfc1006.host;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.GatewayMatcher;
import org.openx400.mta.connector.HostAddresses;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.net.PeerNetwork;
import org.openx400.mta.net.Scheduler;
import org.openx400.mta.net.SourceBinder;
import org.openx400.mta.net.WorkerPool;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.inbound.InboundLimits;
import org.openx400.mta.rfc1006.inbound.InboundServer;
import org.openx400.mta.rfc1006.mts.AssociationLimits;
import org.openx400.mta.rfc1006.outbound.OutboundAssociator;
import org.openx400.mta.rfc1006.outbound.Sources;

/** A caller at 127.0.0.5 and a called node at 127.0.0.1, each with all that it has in real life but the relay. */
final class TwoNodes implements AutoCloseable {
    static final String CALLER = "127.0.0.5";
    static final Duration CONNECT_DEADLINE = Duration.ofMillis(300);

    static final AssociationLimits LIMITS = new AssociationLimits(
            1 << 20, 8 << 20, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
    private static final HostAddresses NO_HOSTS = host -> {
        throw new UnknownHostException("host " + host + " has no address");
    };

    final Scheduler scheduler = new Scheduler();
    final WorkerPool workers = new WorkerPool("worker", 4);
    final PeerNetwork network = new PeerNetwork(PeerNetwork.Limits.DEFAULT, scheduler);
    final SourceBinder binder = new SourceBinder(network);
    final RecordedEvents calledEvents = new RecordedEvents();
    final RecordedEvents callerEvents = new RecordedEvents();
    final RecordedIntake calledIntake = new RecordedIntake();
    final RecordedIntake callerIntake = new RecordedIntake();
    final AssociationHosting called = new AssociationHosting(workers, scheduler, () -> calledIntake, calledEvents);
    final AssociationHosting caller = new AssociationHosting(workers, scheduler, () -> callerIntake, callerEvents);
    final OutboundAssociator associator = associator(workers);
    final InboundServer server;

    /** How one node sees the other; a test changes what it needs. */
    record Peer(String address, int port, Mode mode, boolean twoWayAlternate, String password, String t) {
        static Peer of(Mode mode) {
            return new Peer("", 0, mode, false, "secret", "X400");
        }

        Peer password(String other) {
            return new Peer(address, port, mode, twoWayAlternate, other, t);
        }

        Peer twoWay() {
            return new Peer(address, port, mode, true, password, t);
        }

        Peer selector(String other) {
            return new Peer(address, port, mode, twoWayAlternate, password, other);
        }

        Peer at(String itsAddress, int itsPort) {
            return new Peer(itsAddress, itsPort, mode, twoWayAlternate, password, t);
        }
    }

    /** The called node knows this caller, at most two associations of it. */
    TwoNodes(Peer callerAsKnown) throws IOException {
        this(callerAsKnown, 2);
    }

    TwoNodes(Peer callerAsKnown, int perPeer) throws IOException {
        this(callerAsKnown, new InboundLimits(100, perPeer, 100, 100, CONNECT_DEADLINE, LIMITS));
    }

    TwoNodes(Peer callerAsKnown, InboundLimits limits) throws IOException {
        Connector connector = connector(
                "caller",
                List.of(callerAsKnown.address().isEmpty() ? CALLER : callerAsKnown.address()),
                102,
                null,
                callerAsKnown.mode(),
                callerAsKnown.twoWayAlternate(),
                new MtaCredentials("CALLER", Secret.of(callerAsKnown.password())),
                new MtaCredentials("CALLED", Secret.of("answer")),
                selectors(callerAsKnown.t()));
        GatewayMatcher matcher = new GatewayMatcher(List.of(connector), NO_HOSTS);
        server = new InboundServer(called, network, matcher, workers, limits);
        server.listen(new InetSocketAddress("127.0.0.1", 0));
    }

    /** The caller's, whose look-ups of names run there. */
    final OutboundAssociator associator(Executor lookUps) {
        return new OutboundAssociator(
                caller,
                binder,
                Sources.OF_CONNECTORS,
                NO_HOSTS,
                lookUps,
                Duration.ofSeconds(5),
                () -> LIMITS,
                Clock.systemUTC());
    }

    InetSocketAddress address() {
        return server.localAddresses().get(0);
    }

    /** The caller's definition of the called node. */
    Connector calledAs(Peer peer, String... addresses) {
        return connector(
                "called",
                addresses.length == 0 ? List.of("127.0.0.1") : List.of(addresses),
                peer.port() == 0 ? address().getPort() : peer.port(),
                inet(peer.address().isEmpty() ? CALLER : peer.address()),
                peer.mode(),
                peer.twoWayAlternate(),
                new MtaCredentials("CALLED", Secret.of("answer")),
                new MtaCredentials("CALLER", Secret.of(peer.password())),
                selectors(peer.t()));
    }

    /** The same, but with another MTA name expected in the bind result. */
    static Connector expecting(String mtaName, Connector of) {
        return new Connector(
                of.name(),
                of.remote(),
                of.match(),
                of.sourceAddress(),
                new MtaCredentials(mtaName, of.mta().password()),
                of.local(),
                of.outgoing(),
                of.incoming(),
                of.mode(),
                of.twoWayAlternate(),
                of.rts(),
                of.retry(),
                of.association(),
                of.addressSpace(),
                of.schedule(),
                of.peculiarities());
    }

    RecordedUser open(Connector connector) {
        RecordedUser user = new RecordedUser();
        associator.open(connector, user);
        await().until(() -> !user.told.isEmpty());
        return user;
    }

    private static Connector connector(
            String name,
            List<String> addresses,
            int port,
            InetAddress source,
            Mode mode,
            boolean twoWayAlternate,
            MtaCredentials peer,
            MtaCredentials local,
            Selectors selectors) {
        return new Connector(
                name,
                new Connector.Remote(
                        List.of(), addresses.stream().map(CidrBlock::parse).toList(), port),
                Connector.Match.ADDRESS,
                source,
                peer,
                local,
                source == null ? Selectors.NONE : selectors,
                source == null ? selectors : Selectors.NONE,
                mode,
                twoWayAlternate,
                new Connector.Rts(30, 5, Duration.ofSeconds(60)),
                new Connector.Retry(Duration.ofSeconds(600), Duration.ofSeconds(120), 2),
                new Connector.Association(
                        Duration.ofSeconds(300), Duration.ofSeconds(5), 50, 10, 1, Duration.ofSeconds(5)),
                List.of(),
                Connector.Schedule.ALWAYS,
                new Connector.Peculiarities(false, false, true));
    }

    private static Selectors selectors(String t) {
        return new Selectors(Octets.latin1(t), Octets.NONE, Octets.NONE);
    }

    static InetAddress inet(String text) {
        return CidrBlock.parseAddress(text);
    }

    @Override
    public void close() {
        server.close();
        binder.close();
        network.close();
        scheduler.close();
        workers.close();
    }
}
