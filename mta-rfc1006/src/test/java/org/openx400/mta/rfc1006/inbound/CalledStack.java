package org.openx400.mta.rfc1006.inbound;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.openx400.mta.address.AddressPattern;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.connector.AddressSpaceEntry;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.GatewayMatcher;
import org.openx400.mta.connector.HostAddresses;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.Severity;
import org.openx400.mta.local.SubjectReader;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.net.Scheduler;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.MemoryQueue;
import org.openx400.mta.relay.ManualTime;
import org.openx400.mta.relay.Relay;
import org.openx400.mta.relay.RelayContext;
import org.openx400.mta.relay.RelaySettings;
import org.openx400.mta.rfc1006.host.AssociationHost;
import org.openx400.mta.rfc1006.host.AssociationHosting;
import org.openx400.mta.rfc1006.mts.AssociationLimits;
import org.openx400.mta.rfc1006.mts.OsiMtaAssociation;
import org.openx400.mta.rfc1006.mts.ResponderParameters;

/** A called MTA from TPKT to the relay's queue, without a socket and with all of its threads in the test's hands. */
final class CalledStack {
    static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 102);
    static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.5", 1024);
    static final AssociationLimits LIMITS = new AssociationLimits(
            1 << 20, 1 << 20, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5));

    private static final HostAddresses NO_HOSTS = host -> {
        throw new UnknownHostException(host);
    };

    /** What was written to the peer, one element for each flight of ours. */
    final List<Octets> sent = new ArrayList<>();

    final List<Event> events = new ArrayList<>();
    boolean closed;

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-20T12:00:00Z"));
    private final AssociationHost host;

    /** @param scheduler whose timers are not waited for */
    CalledStack(Mode mode, Scheduler scheduler) {
        Connector connector = peer(mode);
        Relay relay = relay(connector);
        AssociationHosting hosting = new AssociationHosting(time, scheduler, relay::intake, events::add);
        Admission admission = new Admission(hosting, new InboundLimits(10, 10, 10, 10, Duration.ofMinutes(5), LIMITS));
        if (!admission.connects(LOCAL, PEER)) {
            throw new IllegalStateException("not admitted");
        }
        GatewayMatcher matcher = new GatewayMatcher(List.of(connector), NO_HOSTS);
        host = hosting.host(
                OsiMtaAssociation.responder(new ResponderParameters(LIMITS)),
                new Wire(),
                new Answering(matcher, time, admission, events::add));
    }

    /** The peer as the called side knows it, and as the peer itself would be dialled. */
    static Connector peer(Mode mode) {
        return new Connector(
                "peer",
                new Connector.Remote(List.of(), List.of(CidrBlock.parse("127.0.0.5")), 102),
                Connector.Match.ADDRESS,
                null,
                new MtaCredentials("PEER", Secret.of("secret")),
                new MtaCredentials("CALLED", Secret.of("answer")),
                Selectors.NONE,
                Selectors.NONE,
                mode,
                false,
                new Connector.Rts(30, 5, Duration.ofSeconds(60)),
                new Connector.Retry(Duration.ofSeconds(600), Duration.ofSeconds(120), 2),
                new Connector.Association(
                        Duration.ofMinutes(5), Duration.ofMinutes(5), 50, 10, 1, Duration.ofMinutes(5)),
                List.of(new AddressSpaceEntry(pattern("C=US;A= ;P=SITE"), 1)),
                Connector.Schedule.NEVER,
                new Connector.Peculiarities(false, false, true));
    }

    private static AddressPattern pattern(String text) {
        try {
            return AddressPattern.parse(text);
        } catch (ORAddressSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Relay relay(Connector connector) {
        RelaySettings settings = new RelaySettings(
                GlobalDomainIdentifier.of("US", " ", "CALLED"),
                "CALLED",
                priority -> Duration.ofDays(1),
                1 << 20,
                1 << 20,
                1 << 16,
                64,
                100,
                50,
                true,
                0,
                1 << 16,
                Duration.ofDays(1),
                new RelaySettings.Resumption(Duration.ofHours(1), 1 << 20),
                0,
                1000,
                1000);
        RelayContext context =
                new RelayContext(() -> settings, new MemoryQueue(), events::add, time, time::nanoTime, time, time);
        Relay.Surroundings surroundings = new Relay.Surroundings(
                List.of(connector), List.of(), Path.of(""), SubjectReader.NONE, () -> Long.MAX_VALUE);
        return new Relay(context, surroundings, (peer, user) -> {}, new Random(1));
    }

    /** Octets come from the peer; returns what it is answered. */
    Octets receive(Octets octets) {
        int before = sent.size();
        if (!closed) {
            host.received(octets);
            time.settle();
        }
        return Octets.concat(sent.subList(before, sent.size()));
    }

    /** The peer closes the connection. */
    void end() {
        host.closed("the peer closed the connection");
        time.settle();
    }

    /** What the event log has beside what is as usual. */
    List<Event> warnings() {
        return events.stream()
                .filter(event -> event.id().severity() != Severity.INFO)
                .toList();
    }

    boolean told(EventId id) {
        return events.stream().anyMatch(event -> event.id() == id);
    }

    private final class Wire implements PeerSocket {
        @Override
        public InetSocketAddress localAddress() {
            return LOCAL;
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return PEER;
        }

        @Override
        public void write(List<Octets> pieces) {
            sent.add(Octets.concat(pieces));
        }

        @Override
        public long unwritten() {
            return 0;
        }

        @Override
        public boolean congested() {
            return false;
        }

        @Override
        public void consumed(Octets piece) {
            // nobody counts
        }

        @Override
        public void closeAfterWrites() {
            closed = true;
        }

        @Override
        public void closeNow() {
            closed = true;
        }
    }
}
