package org.openx400.mta.relay;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.openx400.mta.address.AddressPattern;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.connector.AddressSpaceEntry;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.local.SubjectReader;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.MtsApdu;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.queue.MemoryQueue;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.relay.ScriptedAssociator.ScriptedAssociation;
import org.openx400.mta.routing.LocalUser;

/** A relay of the domain C=US;A= ;P=HUB with everything around it in the test's hands. */
final class RelayFixture {
    static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    static final RelaySettings.Resumption RESUMPTION = new RelaySettings.Resumption(Duration.ofHours(1), 1 << 30);
    static final Duration DUPLICATE_WINDOW = Duration.ofDays(4);
    static final GlobalDomainIdentifier HUB = GlobalDomainIdentifier.of("US", " ", "HUB");

    final ManualTime time = new ManualTime(START);
    final MessageQueue queue;
    final ScriptedAssociator associator = new ScriptedAssociator();
    final List<Event> events = new ArrayList<>();
    final List<Connector> connectors = new ArrayList<>();
    final List<Gateway> gateways = new ArrayList<>();
    final Path mailboxes;
    private final Deque<Long> freeDisk = new ArrayDeque<>(List.of(Long.MAX_VALUE));
    long maximumContent = 1_000_000;
    long maximumApdu = 2_000_000;
    int ratePerPeer = 1_000_000;
    int queuedPerPeer = 1_000_000;
    int maximumRecipients = 100;
    long largestReportRead = 1_000_000;
    boolean enforceUpperBounds = true;
    SubjectReader subjects = SubjectReader.NONE;
    Share share = Share.ALL;
    Relay relay;

    RelayFixture(Path mailboxes) {
        this(mailboxes, new MemoryQueue());
    }

    RelayFixture(Path mailboxes, MessageQueue queue) {
        this.mailboxes = mailboxes;
        this.queue = queue;
    }

    /** A connector that serves this PRMD. */
    ConnectorBuilder connector(String name, String prmd) {
        return new ConnectorBuilder(name, prmd);
    }

    RelayFixture with(ConnectorBuilder... builders) {
        for (ConnectorBuilder builder : builders) {
            connectors.add(builder.build());
        }
        return this;
    }

    /** One local user, Duty, with the mailbox {@code duty}. */
    RelayFixture start() throws Exception {
        RelaySettings settings = new RelaySettings(
                HUB,
                "HUB-MTA",
                priority -> switch (priority) {
                    case URGENT -> Duration.ofDays(2);
                    case NORMAL -> Duration.ofDays(7);
                    case NON_URGENT -> Duration.ofDays(10);
                },
                maximumContent,
                maximumApdu,
                100_000,
                64,
                maximumRecipients,
                50,
                enforceUpperBounds,
                10_000,
                largestReportRead,
                DUPLICATE_WINDOW,
                RESUMPTION,
                1000,
                ratePerPeer,
                queuedPerPeer);
        RelayContext context = new RelayContext(() -> settings, queue, this::log, time, time::nanoTime, time, time);
        LocalUser duty = new LocalUser(List.of(ORAddressText.parse(Samples.DUTY)), "duty");
        relay = new Relay(
                context,
                new Relay.Surroundings(
                        connectors, gateways, List.of(), List.of(duty), mailboxes, subjects, this::freeDisk, share),
                associator,
                new Random(1));
        relay.start();
        time.settle();
        return this;
    }

    /** What the disk says when it is asked, one after the other; the last stays. */
    void freeDisk(Long... octets) {
        freeDisk.clear();
        freeDisk.addAll(List.of(octets));
    }

    private long freeDisk() {
        return freeDisk.size() > 1 ? freeDisk.remove() : freeDisk.element();
    }

    private void log(Event event) {
        events.add(event);
        if (event.message().matches(".*\\{[a-zA-Z]+}.*")) {
            throw new AssertionError("a field is missing: " + event);
        }
    }

    /** A peer transfers this APDU in pieces; the answer to it. */
    Intake.Decision receive(String connector, Octets apdu) {
        ScriptedAssociation from = new ScriptedAssociation("in", named(connector));
        Intake.IncomingTransfer transfer = relay.intake().begin(from);
        for (int at = 0; at < apdu.length(); at += 100) {
            transfer.octets(apdu.slice(at, Math.min(at + 100, apdu.length())));
        }
        CompletableFuture<Intake.Decision> decision = transfer.end();
        time.settle();
        return decision.join();
    }

    Connector named(String name) {
        return connectors.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<Event> events(EventId id) {
        return events.stream().filter(event -> event.id() == id).toList();
    }

    /** APDUs that were given to associations, in order of the associations. */
    List<MtsApdu> sent() throws P1Exception {
        List<MtsApdu> sent = new ArrayList<>();
        for (ScriptedAssociation association : associator.opened()) {
            for (Octets apdu : association.apdus()) {
                sent.add(MtsApdu.decode(apdu, P1Limits.DEFAULT));
            }
        }
        return sent;
    }

    static final class ConnectorBuilder {
        private final String name;
        private final List<AddressSpaceEntry> addressSpace = new ArrayList<>();
        private Mode mode = Mode.NORMAL_1988;
        private boolean twoWayAlternate;
        private Connector.Association association = new Connector.Association(
                Duration.ofSeconds(300), Duration.ofSeconds(120), 50, 10, 1, Duration.ofSeconds(60));
        private Connector.Schedule schedule = Connector.Schedule.ALWAYS;
        private Connector.Peculiarities peculiarities = new Connector.Peculiarities(false, false, true);

        private ConnectorBuilder(String name, String prmd) {
            this.name = name;
            serving("C=US;A= ;P=" + prmd, 1);
        }

        ConnectorBuilder serving(String pattern, int cost) {
            try {
                addressSpace.add(new AddressSpaceEntry(AddressPattern.parse(pattern), cost));
            } catch (ORAddressSyntaxException e) {
                throw new IllegalArgumentException(e);
            }
            return this;
        }

        ConnectorBuilder mode(Mode value) {
            mode = value;
            return this;
        }

        ConnectorBuilder twoWayAlternate() {
            twoWayAlternate = true;
            return this;
        }

        ConnectorBuilder never() {
            schedule = Connector.Schedule.NEVER;
            return this;
        }

        ConnectorBuilder associations(int threshold, int maximum, int reservedForUrgent) {
            association = new Connector.Association(
                    association.lifetime(),
                    association.disconnect(),
                    threshold,
                    maximum,
                    reservedForUrgent,
                    association.transferTimeout());
            return this;
        }

        ConnectorBuilder peculiarities(boolean extensionTypeForm1988, boolean omitInternalTrace) {
            peculiarities = new Connector.Peculiarities(extensionTypeForm1988, omitInternalTrace, true);
            return this;
        }

        ConnectorBuilder takingDuplicates() {
            peculiarities = new Connector.Peculiarities(false, false, false);
            return this;
        }

        Connector build() {
            MtaCredentials peer = new MtaCredentials("MTA-" + name, Secret.NONE);
            return new Connector(
                    name,
                    new Connector.Remote(List.of("peer.example"), List.of(), 102),
                    Connector.Match.ADDRESS,
                    null,
                    peer,
                    new MtaCredentials("HUB-MTA", Secret.NONE),
                    Selectors.NONE,
                    Selectors.NONE,
                    mode,
                    twoWayAlternate,
                    new Connector.Rts(30, 5, Duration.ofSeconds(60)),
                    new Connector.Retry(Duration.ofSeconds(600), Duration.ofSeconds(120), 2),
                    association,
                    addressSpace,
                    schedule,
                    peculiarities);
        }
    }
}
