package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.testkit.FreePorts;
import org.openx400.mta.testkit.LiveCapture;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.Tshark;
import org.openx400.mta.testkit.WireJudge;

/**
 * Two nodes as processes, a connector for each mode between them and several that must not work; everything on the wire is
 * recorded, and tshark judges it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Way of P1, what is asked of it, and how the two definitions differ. */
    private enum Line {
        NORMAL(Mode.NORMAL_1988, "secret", "SITEB"),
        X410(Mode.X410_1988, "secret", "SITEB"),
        OLD(Mode.X410_1984, "secret", "SITEB"),
        REFUSEDNORMAL(Mode.NORMAL_1988, "wrong", "SITEB"),
        REFUSEDX410(Mode.X410_1988, "wrong", "SITEB"),
        ABORTNORMAL(Mode.NORMAL_1988, "secret", "ELSE"),
        ABORTX410(Mode.X410_1988, "secret", "ELSE");

        final Mode mode;
        final String passwordOfA;
        final String nameOfB;

        Line(Mode mode, String passwordOfA, String nameOfB) {
            this.mode = mode;
            this.passwordOfA = passwordOfA;
            this.nameOfB = nameOfB;
        }

        static Line of(Mode mode) {
            return Stream.of(values())
                    .filter(line -> line.mode == mode)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @TempDir
    static Path folder;

    private int portOfA;
    private int portOfB;
    private final Map<Line, List<Path>> toB = new HashMap<>();
    private final Map<Line, List<Path>> toA = new HashMap<>();

    @BeforeAll
    void talk() throws Exception {
        List<Integer> ports = FreePorts.find(2);
        portOfA = ports.get(0);
        portOfB = ports.get(1);
        Files.writeString(folder.resolve("secret"), "secret");
        Files.writeString(folder.resolve("wrong"), "wrong");
        Files.write(folder.resolve("picture.bin"), octets(200_000));
        Path a = folder.resolve("a.yaml");
        Path b = folder.resolve("b.yaml");
        Files.writeString(a, site("SITEA", "127.0.0.1", portOfA, "SITEB", "127.0.0.2", portOfB, true));
        Files.writeString(b, site("SITEB", "127.0.0.2", portOfB, "SITEA", "127.0.0.1", portOfA, false));
        Path capture = folder.resolve("wire.pcap");
        try (LiveCapture recording = LiveCapture.start(capture, "lo", ports);
                MtaProcess siteA = MtaProcess.start(a);
                MtaProcess siteB = MtaProcess.start(b)) {
            for (Line line : List.of(Line.NORMAL, Line.X410, Line.OLD)) {
                send(siteA, "SITEA", "SITEB", line, "small " + line, "--report", "delivery");
                send(
                        siteA,
                        "SITEA",
                        "SITEB",
                        line,
                        "large " + line,
                        "-a",
                        folder.resolve("picture.bin").toString());
                send(siteB, "SITEB", "SITEA", line, "back " + line, "--report", "delivery");
            }
            for (Line line : Line.values()) {
                if (line.name().startsWith("REFUSED") || line.name().startsWith("ABORT")) {
                    send(siteA, "SITEA", "SITEB", line, "never " + line);
                }
            }
            for (Line line : List.of(Line.NORMAL, Line.X410, Line.OLD)) {
                // two messages and a report; one message and a report
                await().atMost(SOON).until(() -> mailbox("SITEB", line).size() >= 3);
                await().atMost(SOON).until(() -> mailbox("SITEA", line).size() >= 2);
            }
            await().atMost(SOON)
                    .until(() -> events("SITEA")
                                    .filter(line -> line.contains("\"id\":289"))
                                    .count()
                            >= 4);
            assertThat(siteA.stop()).isZero();
            assertThat(siteB.stop()).isZero();
            recording.finish();
        }
        sort(capture, portOfB, toB);
        sort(capture, portOfA, toA);
    }

    @AfterAll
    void tell() {
        System.out.println(
                "t-wire: " + toB.values().stream().mapToInt(List::size).sum() + " associations to B, "
                        + toA.values().stream().mapToInt(List::size).sum() + " to A, judged by tshark");
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void tsharkFindsNothingWrong(Line line) throws IOException {
        assertThat(toB.get(line)).isNotEmpty();
        for (Path stream : toB.get(line)) {
            assertThat(WireJudge.complaints(stream, portOfB)).isEmpty();
        }
        for (Path stream : toA.getOrDefault(line, List.of())) {
            assertThat(WireJudge.complaints(stream, portOfA)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void transfersWhatWasMeant(Mode mode) throws IOException {
        Line line = Line.of(mode);
        List<List<String>> there = apdus(toB.get(line), portOfB, mode);
        assertThat(there)
                .anySatisfy(apdu -> assertThat(apdu).contains("0", "small " + line))
                .anySatisfy(apdu -> assertThat(apdu).contains("0", "large " + line))
                .anySatisfy(apdu -> assertThat(apdu.get(0)).isEqualTo("1"));
        List<List<String>> back = apdus(toA.get(line), portOfA, mode);
        assertThat(back)
                .anySatisfy(apdu -> assertThat(apdu).contains("0", "back " + line))
                .anySatisfy(apdu -> assertThat(apdu.get(0)).isEqualTo("1"));
        for (List<String> apdu : there) {
            if (apdu.get(0).equals("0")) {
                assertThat(apdu.get(2)).contains("SITEB").contains("SITEA");
                assertThat(apdu.get(3)).contains("Duty");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void checkpointsAndFragmentsALargeMessage(Mode mode) {
        Line line = Line.of(mode);
        boolean fragmented = false;
        boolean checkpointed = false;
        for (Path stream : toB.get(line)) {
            checkpointed |= !Tshark.fields(stream, portOfB, "ses.type==49", "frame.number")
                    .isEmpty();
            fragmented |= !Tshark.fields(stream, portOfB, "cotp.type==0x0f && cotp.eot==0", "frame.number")
                    .isEmpty();
        }
        assertThat(checkpointed).as("minor synchronization points").isTrue();
        assertThat(fragmented).as("TSDUs in several DTs").isTrue();
    }

    @Test
    void refusesABindWithTheWrongPassword() {
        for (Line line : List.of(Line.REFUSEDNORMAL, Line.REFUSEDX410)) {
            for (Path stream : toB.get(line)) {
                assertThat(Tshark.fields(stream, portOfB, "ses.type==12", "frame.number"))
                        .as("REFUSE on " + line)
                        .isNotEmpty();
            }
        }
        assertThat(Tshark.fields(toB.get(Line.REFUSEDNORMAL).get(0), portOfB, "p1.MTABindError", "p1.MTABindError"))
                .containsOnly(List.of("2"));
    }

    @Test
    void abortsWhenTheResponderIsSomebodyElse() {
        for (Line line : List.of(Line.ABORTNORMAL, Line.ABORTX410)) {
            for (Path stream : toB.get(line)) {
                assertThat(Tshark.fields(stream, portOfB, "ses.type==25", "frame.number"))
                        .as("ABORT on " + line)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void everyAddressInTheEventsWasOnTheWire() throws IOException {
        List<String> wire = new ArrayList<>();
        for (Path stream : toB.values().stream().flatMap(List::stream).toList()) {
            wire.addAll(
                    Tshark.fields(stream, portOfB, "tcp.flags.syn==1 && tcp.flags.ack==0", "ip.src", "tcp.srcport")
                            .stream()
                            .map(row -> row.get(0) + ":" + row.get(1))
                            .toList());
        }
        List<String> told = events("SITEA")
                .filter(line -> line.contains("\"remote\":\"127.0.0.2:" + portOfB + "\""))
                .filter(line -> line.contains("\"local\":\""))
                .map(line -> line.replaceAll(".*\"local\":\"([^\"]*)\".*", "$1"))
                .distinct()
                .toList();
        assertThat(told).isNotEmpty();
        assertThat(wire).containsAll(told);
    }

    private void send(MtaProcess site, String from, String to, Line line, String subject, String... options)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "send",
                "--from",
                "C=US;A= ;P=" + from + ";O=" + line + ";S=Duty",
                "--to",
                "C=US;A= ;P=" + to + ";O=" + line + ";S=Duty",
                "-s",
                subject,
                "-m",
                "Text of " + subject));
        arguments.addAll(List.of(options));
        MtaProcess.Outcome outcome = site.run(arguments.toArray(String[]::new));
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    private List<Path> mailbox(String site, Line line) {
        Path mailbox = folder.resolve(site).resolve("mailboxes").resolve(line.name());
        try (Stream<Path> files = Files.isDirectory(mailbox) ? Files.list(mailbox) : Stream.empty()) {
            return files.filter(file -> file.toString().endsWith(".p1")).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Stream<String> events(String site) throws IOException {
        return Files.readAllLines(folder.resolve(site).resolve("log").resolve("events.jsonl")).stream();
    }

    /** Puts each stream where its called TSAP selector says. */
    private static void sort(Path capture, int port, Map<Line, List<Path>> streams) throws IOException {
        for (Path stream : WireJudge.streams(capture, port)) {
            for (List<String> row : Tshark.fields(stream, port, "cotp.type==0x0e", "cotp.dst-tsap")) {
                Line line = Line.valueOf(row.get(0));
                streams.computeIfAbsent(line, key -> new ArrayList<>()).add(stream);
            }
        }
    }

    /** Of each APDU: kind, subject, domains, surnames. */
    private static List<List<String>> apdus(List<Path> streams, int port, Mode mode) throws IOException {
        List<List<String>> apdus = new ArrayList<>();
        for (Path stream : streams) {
            Path visible = stream;
            int visiblePort = port;
            if (!mode.isNormal()) {
                visible = stream.resolveSibling(stream.getFileName() + "-rewrapped.pcap");
                visiblePort = 102;
                if (WireJudge.rewrap(stream, port, visible).isEmpty()) {
                    continue;
                }
                assertThat(WireJudge.complaints(visible, 102)).isEmpty();
            }
            apdus.addAll(Tshark.fields(
                    visible, visiblePort, "p1.MTS_APDU", "p1.MTS_APDU", "p22.subject", "p1.printable", "p1.surname"));
        }
        return apdus;
    }

    private static String site(
            String name, String address, int port, String other, String otherAddress, int otherPort, boolean a) {
        StringBuilder yaml = new StringBuilder("""
                mta:
                  name: %1$s
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: %1$s }
                  data: %1$s
                listen:
                  - { address: %2$s, port: %3$d }
                connectors:
                """.formatted(name, address, port));
        for (Line line : Line.values()) {
            yaml.append("""
                      - name: %1$s
                        remote: { addresses: [%2$s], port: %3$d }
                        sourceAddress: %4$s
                        mta: { name: %5$s, password: file:secret }
                        local: { name: %6$s, password: file:%7$s }
                        selectors: { outgoing: { t: %8$s }, incoming: { t: %8$s } }
                        mode: %9$s
                        rts: { checkpointSize: 80KB, windowSize: 2 }
                        addressSpace:
                          - { address: "C=US;A= ;P=%10$s;O=%8$s" }
                    """.formatted(
                            line.name().toLowerCase(java.util.Locale.ROOT),
                            otherAddress,
                            otherPort,
                            address,
                            a ? line.nameOfB : other,
                            name,
                            a ? line.passwordOfA : "secret",
                            line.name(),
                            line.mode,
                            other));
        }
        yaml.append("localUsers:\n");
        for (Line line : Line.values()) {
            yaml.append(
                    "  - { address: \"C=US;A= ;P=%1$s;O=%2$s;S=Duty\", mailbox: %2$s }\n".formatted(name, line.name()));
        }
        return yaml.toString();
    }

    private static byte[] octets(int count) {
        byte[] octets = new byte[count];
        new java.util.Random(1).nextBytes(octets);
        return octets;
    }
}
