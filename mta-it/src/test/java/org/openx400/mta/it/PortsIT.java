package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.testkit.LoadBed;
import org.openx400.mta.testkit.LoadProcess;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.NetworkHost;
import org.openx400.mta.testkit.NetworkLab;

/**
 * One source address with 32 local ports and 20 peers, of which half do not listen, and half of these refuse by a DR TPDU
 * at the last of their addresses: a want of ports is told once and tried again on schedule, mail goes on when they are back,
 * and thousands of refused dials leave nothing behind.
 */
class PortsIT {
    private static final String HUB = "10.78.0.1";
    private static final int PEERS = 20;
    private static final int EACH = 10;

    /** Of each peer that does not listen, besides its first. */
    private static final int MORE_ADDRESSES = 50;

    private static final int DIALS = Integer.getInteger("ports.dials", 5_000);
    private static final Duration OPEN_INTERVAL = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String HOLD_ALL_PORTS = "use IO::Socket::INET; my @held = map {"
            + " IO::Socket::INET->new(LocalAddr => '" + HUB + "', LocalPort => $_, Listen => 1) or die $! }"
            + " 40000..40031; $| = 1; print qq(held\\n); <STDIN>;";

    /** Of those that do not listen, the ones that refuse by a DR TPDU: X.224 13.5.3, reason 1, congestion. */
    private static final List<Integer> REFUSING_BY_DR = List.of(1, 3, 5, 7, 9);

    private static final String REFUSE = "use IO::Socket::INET; use IO::Select; my @at = map {"
            + " IO::Socket::INET->new(LocalAddr => $_, LocalPort => 102, Listen => 64, ReuseAddr => 1) or die $! } @ARGV;"
            + " $| = 1; print qq(held\n); my $ready = IO::Select->new(@at); while (1) { for ($ready->can_read) {"
            + " my $call = $_->accept or next; sysread($call, my $cr, 512); syswrite($call, pack('H*', '0300000b0680')"
            + " . substr($cr, 8, 2) . pack('H*', '000001')); close $call } }";

    @TempDir
    Path folder;

    @Test
    void noMessageIsLostForWantOfPortsAndNothingSpinsOrLeaks() throws Exception {
        try (NetworkLab lab = new NetworkLab()) {
            NetworkHost lan = lab.lan("lan");
            NetworkHost hubHost = lab.host("hub");
            lab.join(lan, hubHost, HUB + "/16");
            hubHost.run("sysctl", "-q", "-w", "net.ipv4.ip_local_port_range=40000 40031");
            NetworkHost peers = lab.host("peers");
            String device = lab.join(lan, peers, "10.78.9.9/16").device();
            for (int peer = 0; peer < PEERS; peer++) {
                peers.address(device, address(peer) + "/16");
            }
            peers.run("ip", "route", "add", "local", "10.78.128.0/17", "dev", "lo");
            Files.writeString(folder.resolve("secret"), "secret");
            Path hub = hub();
            Events events = Events.of(folder.resolve("hub"));
            try (LogTruth truth = LogTruth.of(hubHost, folder.resolve("hub.pcapng"));
                    MtaProcess mta = MtaProcess.start(hubHost, hub, "-Xmx256m");
                    LoadProcess half = LoadProcess.start(peers, peer("half", 0), sources())) {
                Process holder = held(hubHost, "perl", "-e", HOLD_ALL_PORTS);
                held(peers, refusing());
                half.send(EACH);
                await().atMost(SOON).until(() -> half.state().acknowledged() == PEERS * EACH);
                await().atMost(SOON)
                        .until(() -> events.named("LOCAL_PORTS_EXHAUSTED").size() == PEERS);
                await().atMost(SOON).untilAsserted(() -> assertScheduled(events));
                int retries = events.named("OPEN_RETRY_TIMER_STARTED").size();
                assertThat(half.state().received()).isZero();
                assertThat(events.named("LOCAL_PORTS_EXHAUSTED"))
                        .hasSize(PEERS)
                        .allMatch(event -> event.contains(" 32 are allowed"));
                holder.getOutputStream().close();
                holder.waitFor();
                await().atMost(SOON).until(() -> half.state().received() == PEERS / 2 * EACH);

                int before = dials(events);
                await().atMost(SOON).until(() -> dials(events) > before + DIALS / 5);
                long descriptors = descriptors(mta.pid());
                long heap = heap(mta.pid());
                await().atMost(Duration.ofMinutes(5).plusMillis(DIALS * 20L))
                        .until(() -> dials(events) > before + DIALS);
                long descriptorsAfter = descriptors(mta.pid());
                long heapAfter = heap(mta.pid());
                assertThat(descriptorsAfter).isLessThanOrEqualTo(descriptors + 5);
                assertThat(heapAfter).isLessThan(heap + 4 * 1024);
                assertThat(refusals(events)
                                .map(event -> Events.field(event, "connector").orElseThrow()))
                        .containsOnly(
                                REFUSING_BY_DR.stream().map(peer -> "p" + peer).toArray(String[]::new));
                long byDr = refusals(events).count();
                try (LoadProcess others = LoadProcess.start(peers, peer("others", 1), List.of())) {
                    await().atMost(SOON).until(() -> others.state().received() == PEERS / 2 * EACH);
                    assertThat(others.state().twice() + half.state().twice()).isZero();
                }
                assertThat(mta.stop()).isZero();
                LogTruth.tell("t-ports", truth.judge(events));
                System.out.println("t-ports: " + PEERS + " peers out of 32 ports, " + PEERS * EACH
                        + " messages arrived, 0 lost; " + retries + " dials without a port, on schedule; after "
                        + (dials(events) - before) + " refused dials and " + byDr + " refusals by DR descriptors "
                        + descriptors + " -> "
                        + descriptorsAfter + ", heap " + heap + " -> " + heapAfter + " KiB");
            }
        }
    }

    /** Each connector waits 0.2 s, doubling up to the open interval. */
    private static void assertScheduled(Events events) throws IOException {
        for (int peer = 0; peer < PEERS; peer++) {
            String connector = "\"connector\":\"p" + peer + "\"";
            List<String> waits = events.named("OPEN_RETRY_TIMER_STARTED").stream()
                    .filter(event -> event.contains(connector))
                    .map(event -> event.replaceAll(".*\"seconds\":\"?([0-9.]+).*", "$1"))
                    .toList();
            assertThat(waits).startsWith("0.2", "0.4", "0.8", "1.0", "1.0");
        }
    }

    private static int dials(Events events) throws IOException {
        return events.named("CONNECT_FAILED").size();
    }

    private static long descriptors(long pid) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return open.count();
        }
    }

    /** What is reachable at one instant, in KiB. */
    private static long heap(long pid) throws IOException {
        String histogram = jcmd(pid, "GC.class_histogram");
        return Long.parseLong(histogram.strip().replaceAll("(?s).*Total +\\d+ +(\\d+)$", "$1")) / 1024;
    }

    private static String jcmd(long pid, String command) throws IOException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(program.toString(), Long.toString(pid), command).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Stream<String> refusals(Events events) throws IOException {
        return events.named("ASSOCIATION_REFUSED_BY_REMOTE").stream().filter(event -> event.contains("DR reason 1"));
    }

    private static String[] refusing() {
        return Stream.concat(
                        Stream.of("perl", "-e", REFUSE),
                        REFUSING_BY_DR.stream().map(peer -> moreAddress(peer, MORE_ADDRESSES)))
                .toArray(String[]::new);
    }

    /** Has its ports when this returns. */
    private static Process held(NetworkHost host, String... command) throws IOException {
        Process process = host.command(List.of(command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).isEqualTo("held");
        return process;
    }

    private static String address(int peer) {
        return "10.78.1." + (peer + 1);
    }

    /** Where it is dialled; each refused address of an opening is a dial. */
    private static String addresses(int peer) {
        StringBuilder all = new StringBuilder(address(peer));
        for (int more = 1; peer % 2 == 1 && more <= MORE_ADDRESSES; more++) {
            all.append(", ").append(moreAddress(peer, more));
        }
        return all.toString();
    }

    private static String moreAddress(int peer, int more) {
        return "10.78." + (128 + peer) + "." + more;
    }

    private static List<LoadProcess.Source> sources() {
        List<LoadProcess.Source> sources = new ArrayList<>();
        for (int peer = 0; peer < PEERS; peer++) {
            sources.add(new LoadProcess.Source("hub", 1, "SINK" + peer));
        }
        return sources;
    }

    private Path hub() throws IOException {
        StringBuilder connectors = new StringBuilder();
        for (int peer = 0; peer < PEERS; peer++) {
            connectors.append("""
                      - name: p%d
                        remote: { addresses: [%s], port: 102 }
                        sourceAddress: %s
                        mta: { name: PEER, password: file:secret }
                        retry: { openInterval: %s, transferInterval: 1s }
                        addressSpace:
                          - { address: "C=US;A= ;P=SINK%d" }
                    """.formatted(peer, addresses(peer), HUB, OPEN_INTERVAL.toSeconds() + "s", peer));
        }
        return Files.writeString(folder.resolve("hub.yaml"), """
                mta:
                  name: HUB
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: HUB }
                  data: hub
                listen:
                  - { address: 10.78.0.1, port: 102 }
                connectors:
                  - name: source
                    remote: { addresses: [10.78.9.9], port: 102 }
                    mta: { name: PEER, password: file:secret }
                    addressSpace:
                      - { address: "C=US;A= ;P=%s" }
                """.formatted(LoadBed.SOURCE_DOMAIN) + connectors);
    }

    /** Those of the peers that have this remainder by two. */
    private Path peer(String name, int remainder) throws IOException {
        StringBuilder listen = new StringBuilder();
        for (int peer = remainder; peer < PEERS; peer += 2) {
            listen.append("  - { address: ").append(address(peer)).append(", port: 102 }\n");
        }
        return Files.writeString(
                folder.resolve(name + ".yaml"), """
                mta:
                  name: PEER
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: %s }
                  data: %s
                listen:
                """.formatted(LoadBed.SOURCE_DOMAIN, name) + listen + """
                connectors:
                  - name: hub
                    remote: { addresses: [10.78.0.1], port: 102 }
                    sourceAddress: 10.78.9.9
                    mta: { name: HUB, password: file:secret }
                    addressSpace:
                      - { address: "C=*" }
                """);
    }
}
