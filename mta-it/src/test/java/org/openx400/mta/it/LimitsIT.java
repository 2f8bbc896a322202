package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeDecoder;
import org.openx400.mta.p1.EnvelopeEncoder;
import org.openx400.mta.p1.ExtensionForm;
import org.openx400.mta.p1.MtsApdu;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.testkit.FreePorts;
import org.openx400.mta.testkit.LoadMessage;
import org.openx400.mta.testkit.LoadPeer;
import org.openx400.mta.testkit.LoadSource;
import org.openx400.mta.testkit.MtaProcess;

/**
 * t-limits: each limit of the configuration bites a peer that asks for too much. The peer is told to wait or refused, one
 * event tells of it, a peer beside is not disturbed, and at last all mail has arrived.
 */
class LimitsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int RATE = 40;
    private static final int QUEUED = 20;
    private static final int GREEDY_LINES = 4;
    private static final int GREEDY_MESSAGES = 60;

    /** X.224: TPKT, CR of class 0 with any selector. */
    private static final Octets CR = Octets.hex("0300000e 09e00000111100 c20154");

    @TempDir
    Path folder;

    private final List<Socket> sockets = new ArrayList<>();
    private InetSocketAddress called;
    private List<Integer> ports;
    private Path config;
    private Events events;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("secret"), "secret");
        ports = FreePorts.find(2);
        called = new InetSocketAddress("127.0.0.1", ports.get(0));
        config = folder.resolve("hub.yaml");
        events = Events.of(folder.resolve("hub"));
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void eachLimitBitesWhoReachesItAndNobodyElse() throws Exception {
        long began = System.nanoTime();
        write(QUEUED, "never");
        LoadMessage mail = new LoadMessage("GREEDY", "LATER", false);
        LoadMessage honestMail = new LoadMessage("HONEST", "SINK", false);
        LoadSource.Apdus honestApdus = id -> honestMail.apdu(id, 500, Instant.now());
        try (MtaProcess hub = MtaProcess.start(config);
                LoadPeer sink = peer("127.0.0.3", ports.get(1));
                LoadPeer honest = peer("127.0.0.2");
                LoadPeer greedy = peer("127.0.0.4");
                LoadSource good = honest.source("hub", honestApdus);
                LoadSource more = honest.source("hub", honestApdus);
                LoadSource bad = greedy.source("hub", id -> mail.apdu(id, 500, Instant.now()))) {
            good.start(1);
            await().atMost(SOON).until(() -> good.opened() == 1);
            tooManyConnections();
            tooSlow();
            tooLongATsdu();
            for (Map.Entry<String, Octets> apdu : tooMuch(mail).entrySet()) {
                transfer(apdu.getValue());
                told(apdu.getKey(), null, "greedy");
            }
            bad.start(GREEDY_LINES);
            told("perPeer", "3", "greedy");
            more.start(2);
            told("associations", "5", "honest");

            add(bad, "greedy", GREEDY_MESSAGES);
            told("queuedPerPeer", Integer.toString(QUEUED), "greedy");
            long honestMillis = millis(() -> {
                add(good, "honest", RATE / 2);
                await().atMost(SOON).until(() -> good.acknowledged().size() == RATE / 2);
            });
            assertThat(bad.acknowledged()).hasSizeLessThanOrEqualTo(QUEUED);

            write(1000, "never");
            assertThat(hub.run("reload").output().strip()).isEqualTo("limits.queuedPerPeer: 20 -> 1000");
            await().atMost(SOON).until(() -> bad.acknowledged().size() == GREEDY_MESSAGES);
            long fastMillis = millis(() -> {
                add(bad, "fast", 2 * RATE);
                await().atMost(SOON).until(() -> bad.acknowledged().size() == GREEDY_MESSAGES + 2 * RATE);
            });
            told("ratePerPeer", Integer.toString(RATE), "greedy");
            assertThat(fastMillis).isGreaterThan(900);

            write(1000, "always");
            assertThat(hub.run("reload").exit()).isZero();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sink.sink().received())
                            .containsAll(good.acknowledged())
                            .containsAll(bad.acknowledged()));
            assertThat(sink.sink().twice()).isZero();
            assertThat(good.lost()).isZero();
            assertThat(good.opened()).isEqualTo(1);
            Map<String, Integer> limits = told();
            assertThat(limits.values()).as(limits.toString()).containsOnly(1);
            assertThat(hub.stop()).isZero();
            System.out.println("t-limits: one event each of " + limits.keySet() + "; "
                    + good.acknowledged().size() + " messages of an honest peer taken in " + honestMillis
                    + " ms meanwhile, " + bad.acknowledged().size() + " of the greedy one at last, "
                    + 2 * RATE + " of them in " + fastMillis + " ms; 0 lost, 0 twice; "
                    + (System.nanoTime() - began) / 1_000_000_000 + " s");
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static long millis(Work work) throws Exception {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static void add(LoadSource source, String name, int number) {
        for (int i = 0; i < number; i++) {
            source.add(name + i);
        }
    }

    /** Connections that are not bound: the third from one address, and the fifth in all. */
    private void tooManyConnections() throws Exception {
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            silent.add(connect("127.0.67.1"));
        }
        awaitConnections(2);
        assertThat(answer(connect("127.0.67.1"))).isEqualTo("0300000b06801111000001");
        told("halfOpenPerAddress", "2", "127.0.67.1");
        silent.add(connect("127.0.67.2"));
        silent.add(connect("127.0.67.3"));
        awaitConnections(4);
        assertThat(answer(connect("127.0.67.4"))).isEqualTo("0300000b06801111000001");
        told("halfOpen", "4", "127.0.67.4");
        for (Socket socket : silent) {
            socket.close();
        }
    }

    private void awaitConnections(int number) {
        await().atMost(SOON)
                .until(() -> events.named("CONNECTION_ACCEPTED").stream()
                                .filter(event -> event.contains("127.0.67."))
                                .count()
                        == number);
    }

    /** Who says nothing at all, and who does not bind. */
    private void tooSlow() throws Exception {
        Socket silent = connect("127.0.67.5");
        Socket unbound = accepted("127.0.67.6");
        assertThat(silent.getInputStream().read()).isEqualTo(-1);
        told("connectDeadline", "3s", "127.0.67.5");
        assertThat(unbound.getInputStream().read()).isEqualTo(-1);
        told("bindDeadline", "4s", "127.0.67.6");
    }

    private void tooLongATsdu() throws Exception {
        Socket socket = accepted("127.0.67.7");
        Octets part = Octets.concat(Octets.hex("03000407 02f000"), Octets.wrap(new byte[1024]));
        socket.getOutputStream()
                .write(Octets.concat(Collections.nCopies(65, part)).toArray());
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        told("tsdu", "65536", "127.0.67.7");
    }

    /** APDUs that exceed the limits that they are named after. */
    private static Map<String, Octets> tooMuch(LoadMessage mail) throws P1Exception {
        Map<String, Octets> apdus = new TreeMap<>();
        apdus.put("content", mail.apdu("content", 70_000, Instant.now()));
        apdus.put("apdu", mail.apdu("apdu", 200_000, Instant.now()));
        apdus.put("recipients", withRecipientTwice(mail.apdu("recipients", 10, Instant.now())));
        apdus.put("nesting", Octets.hex("a080" + "3180".repeat(30)));
        apdus.put("envelope", Octets.concat(Octets.hex("a080 3180 048301117f"), Octets.wrap(new byte[70_000])));
        return apdus;
    }

    private static Octets withRecipientTwice(Octets apdu) throws P1Exception {
        MtsApdu message = MtsApdu.decode(apdu, P1Limits.DEFAULT);
        MessageTransferEnvelope one = new EnvelopeDecoder(P1Limits.DEFAULT).message(message.envelope());
        MessageTransferEnvelope two = new MessageTransferEnvelope(
                one.messageIdentifier(),
                one.originatorName(),
                one.originalEncodedInformationTypes(),
                one.contentType(),
                one.contentIdentifier(),
                one.priority(),
                one.perMessageIndicators(),
                one.deferredDeliveryTime(),
                one.perDomainBilateralInformation(),
                one.traceInformation(),
                one.extensions(),
                List.of(
                        one.perRecipientFields().get(0),
                        one.perRecipientFields().get(0)));
        Octets envelope = EnvelopeEncoder.encode(two, ExtensionForm.STANDARD);
        return new MtsApdu(ApduKind.MESSAGE, envelope, message.content()).encode();
    }

    private void transfer(Octets apdu) throws IOException {
        try (LoadPeer greedy = peer("127.0.0.4");
                LoadSource source = greedy.source("hub", id -> apdu)) {
            source.add("too much");
            source.start(1);
            await().atMost(SOON)
                    .until(() -> source.lastFailure() != null
                            || !source.acknowledged().isEmpty());
        }
    }

    private LoadPeer peer(String address) throws IOException {
        return peer(address, FreePorts.find(1).get(0));
    }

    private LoadPeer peer(String address, int port) throws IOException {
        Path file = Files.writeString(folder.resolve("peer.yaml"), """
                mta:
                  name: PEER
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: SINK }
                  data: peer
                listen:
                  - { address: %1$s, port: %2$d }
                connectors:
                  - name: hub
                    remote: { addresses: [127.0.0.1], port: %3$d }
                    sourceAddress: %1$s
                    mta: { name: HUB, password: file:secret }
                    addressSpace:
                      - { address: "C=*" }
                """.formatted(address, port, called.getPort()));
        return LoadPeer.start(file, event -> {});
    }

    private void write(int queuedPerPeer, String later) throws IOException {
        Files.writeString(config, """
                mta:
                  name: HUB
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: HUB }
                  data: hub
                listen:
                  - { address: 127.0.0.1, port: %1$d }
                connectors:
                  - name: honest
                    remote: { addresses: [127.0.0.2], port: 1 }
                    mta: { name: PEER, password: file:secret }
                    schedule: never
                    addressSpace:
                      - { address: "C=US;A= ;P=HONEST" }
                  - name: greedy
                    remote: { addresses: [127.0.0.4, 127.0.67.6, 127.0.67.7], port: 1 }
                    mta: { name: PEER, password: file:secret }
                    schedule: never
                    addressSpace:
                      - { address: "C=US;A= ;P=GREEDY" }
                  - name: sink
                    remote: { addresses: [127.0.0.3], port: %2$d }
                    sourceAddress: 127.0.0.1
                    mta: { name: PEER, password: file:secret }
                    selectors: { incoming: { t: NOBODY } }
                    retry: { openInterval: 1s }
                    addressSpace:
                      - { address: "C=US;A= ;P=SINK" }
                  - name: later
                    remote: { addresses: [127.0.0.3], port: %2$d }
                    sourceAddress: 127.0.0.1
                    mta: { name: PEER, password: file:secret }
                    selectors: { incoming: { t: NEITHER } }
                    retry: { openInterval: 1s }
                    schedule: %4$s
                    addressSpace:
                      - { address: "C=US;A= ;P=LATER" }
                limits:
                  { associations: 5, perPeer: 3, halfOpen: 4, halfOpenPerAddress: 2, connectDeadline: 3s,
                    bindDeadline: 4s, ratePerPeer: %5$d, queuedPerPeer: %3$d, content: 64KB, apdu: 128KB,
                    envelope: 64KB, recipients: 1, nesting: 20, tsdu: 64KB }
                """.formatted(ports.get(0), ports.get(1), queuedPerPeer, later, RATE));
    }

    private Socket connect(String from) throws IOException {
        Socket socket = new Socket(called.getAddress(), called.getPort(), InetAddress.getByName(from), 0);
        socket.setSoTimeout((int) SOON.toMillis());
        sockets.add(socket);
        return socket;
    }

    /** A transport connection, as soon as there is room for one. */
    private Socket accepted(String from) {
        return await().atMost(SOON)
                .until(
                        () -> {
                            Socket socket = connect(from);
                            return answer(socket).startsWith("0300000b06d0") ? socket : null;
                        },
                        Objects::nonNull);
    }

    /** To a CR. */
    private static String answer(Socket socket) throws IOException {
        socket.getOutputStream().write(CR.toArray());
        return Octets.wrap(socket.getInputStream().readNBytes(11)).toHex();
    }

    private void told(String limit, String value, String peer) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events.all())
                        .anyMatch(event -> event.contains("\"limit\":\"" + limit + "\"")
                                && (value == null || event.contains("\"value\":\"" + value + "\""))
                                && event.contains("\"peer\":\"" + peer + "\"")));
    }

    /** How many events there are of each limit and peer. */
    private Map<String, Integer> told() throws IOException {
        Map<String, Integer> limits = new TreeMap<>();
        for (String event : events.all()) {
            Events.field(event, "limit")
                    .ifPresent(limit -> limits.merge(
                            limit + " " + Events.field(event, "peer").orElse("?"), 1, Integer::sum));
        }
        return limits;
    }
}
