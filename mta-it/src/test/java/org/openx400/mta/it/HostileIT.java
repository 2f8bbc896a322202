package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.testkit.FreePorts;
import org.openx400.mta.testkit.HostileAttack.Answer;
import org.openx400.mta.testkit.HostileAttack.Kind;
import org.openx400.mta.testkit.HostilePeers;
import org.openx400.mta.testkit.LoadBed;
import org.openx400.mta.testkit.LoadMessage;
import org.openx400.mta.testkit.LoadPeer;
import org.openx400.mta.testkit.LoadSource;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.ProcessGauge;
import org.openx400.mta.testkit.RecordedDialogue;

/**
 * Attackers at 200 addresses, and a called peer that never answers, beside honest peers: these lose nothing and hardly
 * any speed, and when the attackers have gone nothing of them is left but events.
 */
class HostileIT {
    private static final int SOURCES = 200;

    /** Those whose address belongs to no connector. */
    private static final int STRANGERS = 20;

    private static final int ASSOCIATIONS = 10;
    private static final int OUTSTANDING = 200;
    private static final int SIZE = 2048;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(6);
    private static final Duration ATTACK = Duration.ofSeconds(Integer.getInteger("hostile.seconds", 15));
    private static final double LEAST = Double.parseDouble(System.getProperty("hostile.least", "0.4"));
    private static final int PATIENCE_MILLIS = 7_000;
    private static final int PAUSE_MILLIS = 1_000;
    private static final Set<Kind> WITHOUT_OCTETS = Set.of(Kind.SLOW, Kind.SILENT);
    private static final Mode HONEST = Mode.X410_1988;

    @TempDir
    Path folder;

    private final AtomicInteger number = new AtomicInteger();
    private final LoadMessage message = new LoadMessage(LoadBed.SOURCE_DOMAIN, LoadBed.SINK_DOMAIN, false);

    @Test
    void honestPeersGoOnWhileTwoHundredOthersAttack() throws Exception {
        long seed = Long.getLong("hostile.seed", System.nanoTime());
        System.out.println("hostile: seed " + seed);
        LoadBed bed = LoadBed.write(folder, HONEST, ASSOCIATIONS);
        Events events = Events.of(folder.resolve("relay"));
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.9"))) {
            int port = withHostileConnectors(bed.relay(), deaf.getLocalPort());
            InetSocketAddress called = new InetSocketAddress("127.0.0.1", port);
            try (MtaProcess mta = MtaProcess.start(bed.relay(), "-Xmx256m", ProcessGauge.EXACT);
                    LoadPeer peer = LoadPeer.start(bed.peer(), event -> {});
                    LoadSource source = peer.source("relay", id -> message.apdu(id, SIZE, Instant.now()))) {
                source.start(ASSOCIATIONS);
                Map<Mode, List<RecordedDialogue.Turn>> dialogues = new EnumMap<>(Mode.class);
                for (Mode mode : Mode.values()) {
                    dialogues.put(mode, recorded(mode, called));
                }
                refusedApdus(called);
                rate(source, Duration.ofSeconds(5)); // until it is compiled
                ProcessGauge before = ProcessGauge.of(mta.pid());
                double quiet = rate(source, QUIET);
                HostilePeers attackers = new HostilePeers(called, PATIENCE_MILLIS, PAUSE_MILLIS);
                for (int i = 0; i < SOURCES; i++) {
                    Mode mode = Mode.values()[i % Mode.values().length];
                    attackers.start(i, seed + i, Objects.requireNonNull(dialogues.get(mode)));
                }
                double attacked = rate(source, ATTACK);
                attackers.close();
                double after = rate(source, QUIET);
                double unattacked = (quiet + after) / 2; // before and after, since the machine does other things too
                await().atMost(SOON).until(() -> source.acknowledged().size() == number.get());
                await().atMost(SOON).until(() -> peer.sink().received().containsAll(source.acknowledged()));
                await().atMost(SOON)
                        .pollInterval(Duration.ofSeconds(2))
                        .untilAsserted(() -> assertLevel(before, ProcessGauge.of(mta.pid())));
                ProcessGauge left = ProcessGauge.of(mta.pid());

                assertThat(peer.sink().twice()).isZero();
                assertNoStackTrace(mta);
                assertAnswered(attackers.answers());
                Map<Kind, Set<String>> told = told(events, attackers.connections());
                System.out.printf(
                        "t-hostile: %d sources, %d attacks in %d s; honest messages/s %.0f quiet, %.0f attacked, %.0f"
                                + " after: ratio %.2f; %d acknowledged and arrived, 0 lost; descriptors %d -> %d,"
                                + " threads %d -> %d, heap %d -> %d KiB%n",
                        SOURCES,
                        total(attackers.answers()),
                        ATTACK.toSeconds(),
                        quiet,
                        attacked,
                        after,
                        attacked / unattacked,
                        number.get(),
                        before.descriptors(),
                        left.descriptors(),
                        before.threads(),
                        left.threads(),
                        before.heapKib(),
                        left.heapKib());
                attackers.answers().forEach((kind, counts) -> System.out.println("t-hostile: " + kind + " " + counts));
                told.forEach((kind, layers) -> System.out.println("t-hostile: " + kind + " told of by " + layers));
                assertThat(attacked).isGreaterThan(LEAST * unattacked);
            }
        }
    }

    /** Adds connectors for the attackers in each mode and one to a peer that accepts and is silent; returns the port of the relay. */
    private static int withHostileConnectors(Path relay, int deafPort) throws IOException {
        StringBuilder connectors = new StringBuilder();
        for (Mode mode : Mode.values()) {
            List<String> addresses = new ArrayList<>();
            for (int i = mode.ordinal(); i < SOURCES - STRANGERS; i += Mode.values().length) {
                addresses.add(HostilePeers.address(i));
            }
            addresses.add(recorder(mode));
            connectors.append("""
                      - name: hostile-%1$s
                        remote: { addresses: [%2$s], port: 1 }
                        mta: { name: PEER, password: file:secret }
                        mode: %1$s
                        rts: { windowSize: 3, checkpointSize: 60KB }
                        addressSpace:
                          - { address: "C=US;A= ;P=HOSTILE%3$d" }
                    """.formatted(mode, String.join(", ", addresses), mode.ordinal()));
        }
        connectors.append("""
                      - name: deaf
                        remote: { addresses: [127.0.0.9], port: %d }
                        mta: { name: PEER, password: file:secret }
                        addressSpace:
                          - { address: "C=US;A= ;P=DEAF" }
                    """.formatted(deafPort));
        String text = Files.readString(relay);
        Files.writeString(
                relay,
                text.replaceFirst("(?s)limits:.*", "")
                        + connectors
                        + "limits: { associations: 300, perPeer: 100, connectDeadline: 2s, bindDeadline: 5s }\n"
                        + "events: { size: 1GB }\n");
        return Integer.parseInt(text.replaceFirst("(?s).*address: 127.0.0.1, port: (\\d+).*", "$1"));
    }

    /** Where the recorder of this mode calls from. */
    private static String recorder(Mode mode) {
        return HostilePeers.address(SOURCES + mode.ordinal());
    }

    /** An honest dialogue of this mode: bind, one transfer of a message for the silent peer, and what ends it. */
    private List<RecordedDialogue.Turn> recorded(Mode mode, InetSocketAddress called) throws Exception {
        LoadMessage toDeaf = new LoadMessage(LoadBed.SOURCE_DOMAIN, "DEAF", false);
        InetAddress from = InetAddress.getByName(recorder(mode));
        try (RecordedDialogue dialogue = RecordedDialogue.between(from, called)) {
            try (LoadPeer peer = LoadPeer.start(attacker(mode, "127.0.0.1", dialogue.port()), event -> {});
                    LoadSource source = peer.source("relay", id -> toDeaf.apdu(id, 200, Instant.now()))) {
                source.add("recorded-" + mode);
                source.start(1);
                await().atMost(SOON).until(() -> source.acknowledged().size() == 1);
            }
            int turns = dialogue.turns().size();
            await().pollDelay(Duration.ofMillis(300))
                    .atMost(SOON)
                    .until(() -> dialogue.turns().size() >= turns);
            return dialogue.turns();
        }
    }

    /** APDUs that no layer below P1 can object to are refused, and the association lives. */
    private void refusedApdus(InetSocketAddress called) throws IOException {
        Octets nested = Octets.hex("a080" + "3180".repeat(10_000));
        Octets huge = Octets.hex("a084ffffffff3184ffffffff6484ffffffff");
        Octets envelope = Ber.constructed(Tag.context(0), Ber.set(), Ber.octetString(Tag.OCTET_STRING, nested));
        for (Octets apdu : List.of(nested, huge, envelope, Octets.hex("bf7f00"), Octets.hex("a0"))) {
            Path config = attacker(HONEST, HostilePeers.address(HONEST.ordinal()), called.getPort());
            try (LoadPeer peer = LoadPeer.start(config, event -> {});
                    LoadSource source = peer.source("relay", id -> apdu)) {
                source.add("hostile");
                source.start(1);
                await().atMost(SOON).until(() -> source.lastFailure() != null || source.lost() > 0);
                assertThat(source.acknowledged()).isEmpty();
            }
        }
    }

    /** A peer that calls the relay, or the recorder, at 127.0.0.1. */
    private Path attacker(Mode mode, String source, int port) throws IOException {
        return Files.writeString(
                folder.resolve("attacker.yaml"), """
                mta:
                  name: PEER
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: HOSTILE }
                  data: attacker
                listen:
                  - { address: 127.0.0.4, port: %d }
                connectors:
                  - name: relay
                    remote: { addresses: [127.0.0.1], port: %d }
                    sourceAddress: %s
                    mta: { name: RELAY, password: file:secret }
                    mode: %s
                    rts: { windowSize: 3, checkpointSize: 60KB }
                    addressSpace:
                      - { address: "C=*" }
                """.formatted(FreePorts.find(1).get(0), port, source, mode));
    }

    /** Messages acknowledged in a second, as fast as the relay takes them. */
    private double rate(LoadSource source, Duration time) {
        int start = source.acknowledged().size();
        long began = System.nanoTime();
        await().pollInterval(Duration.ofMillis(2))
                .pollDelay(Duration.ZERO)
                .atMost(time.plus(SOON))
                .until(() -> {
                    while (number.get() - source.acknowledged().size() < OUTSTANDING) {
                        source.add("m" + number.getAndIncrement());
                    }
                    return System.nanoTime() - began > time.toNanos();
                });
        return (source.acknowledged().size() - start) * 1e9 / (System.nanoTime() - began);
    }

    private static void assertLevel(ProcessGauge before, ProcessGauge now) {
        assertThat(now.descriptors()).as("descriptors").isLessThanOrEqualTo(before.descriptors() + 10);
        assertThat(now.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 5);
        assertThat(now.heapKib()).as("heap in KiB").isLessThan(before.heapKib() + 16 * 1024);
    }

    private void assertNoStackTrace(MtaProcess mta) throws IOException {
        assertThat(mta.output()).doesNotContain("\tat ");
        try (Stream<Path> logs = Files.list(folder.resolve("relay/log"))) {
            for (Path log : logs.toList()) {
                try (Stream<String> lines = Files.lines(log)) {
                    assertThat(lines.filter(line -> line.startsWith("\tat ") || line.contains("UNEXPECTED_ERROR")))
                            .as(log.toString())
                            .isEmpty();
                }
            }
        }
    }

    /** A spoiled connection does not stay: only one octet that means nothing, or an association that idles, does. */
    private static void assertAnswered(Map<Kind, Map<Answer, Integer>> answers) {
        assertThat(answers.keySet()).containsExactlyInAnyOrder(Kind.values());
        assertThat(answers.get(Kind.TRUNCATED)).doesNotContainKey(Answer.OPEN);
        assertThat(answers.get(Kind.WRONG_STATE)).containsKeys(Answer.ABORT);
        assertThat(answers.get(Kind.ALTERED)).containsKeys(Answer.ABORT, Answer.DISCONNECT);
    }

    /** The layers that told of each kind of attack, with a reason and, where there are octets, the place of the first bad one. */
    private static Map<Kind, Set<String>> told(Events events, Map<String, Kind> connections) throws IOException {
        Map<Kind, Set<String>> layers = new EnumMap<>(Kind.class);
        for (String event : events.all()) {
            Kind kind = Events.field(event, "remote").map(connections::get).orElse(null);
            Optional<String> layer = Events.field(event, "layer");
            boolean why = Events.field(event, "why").isPresent()
                    || Events.field(event, "reason").isPresent();
            boolean place = event.matches(".*\"offset\":\\d.*");
            if (kind != null && layer.isPresent() && why && (place || WITHOUT_OCTETS.contains(kind))) {
                layers.computeIfAbsent(kind, k -> new TreeSet<>()).add(layer.get());
            }
        }
        assertThat(layers.keySet()).containsExactlyInAnyOrder(Kind.values());
        assertThat(events.named("PROTOCOL_VIOLATED")).allMatch(event -> event.matches(".*\"offset\":\\d.*"));
        return layers;
    }

    private static int total(Map<Kind, Map<Answer, Integer>> answers) {
        return answers.values().stream()
                .flatMap(counts -> counts.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }
}
