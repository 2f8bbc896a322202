package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.testkit.LiveCapture;
import org.openx400.mta.testkit.LoadBed;
import org.openx400.mta.testkit.LoadProcess;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.NetworkHost;
import org.openx400.mta.testkit.NetworkLab;
import org.openx400.mta.testkit.Tshark;

/**
 * Two sites with a firewall between them that lets through nothing but the group address of the first: mail flows both
 * ways, no packet comes from the address of the node, and the logs say what the wire says.
 */
class FirewallIT {
    private static final int X400 = 102;
    private static final int EACH_WAY = 500;
    private static final int LINES = 4;
    private static final int BEHIND_A_CLOSED_DOOR = 20;
    private static final String NODE = "10.77.0.11";
    private static final String GROUP = "10.77.0.100";
    private static final String SITE_B = "10.88.0.2";
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String RULES = """
            table inet wall {
              chain forward {
                type filter hook forward priority 0; policy drop;
                ct state established,related accept
                ip saddr 10.77.0.100 ip daddr 10.88.0.2 tcp dport 102 accept
                ip saddr 10.88.0.2 ip daddr 10.77.0.100 tcp dport 102 accept
                tcp dport 102 counter reject with tcp reset
              }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void mailFlowsFromTheGroupAddressAndFromNoOther() throws Exception {
        try (NetworkLab lab = new NetworkLab()) {
            NetworkHost lanA = lab.lan("lan-a");
            NetworkHost lanB = lab.lan("lan-b");
            NetworkHost siteA = lab.host("site-a");
            siteA.address(lab.join(lanA, siteA, NODE + "/24").device(), GROUP + "/24");
            NetworkHost siteB = lab.host("site-b");
            lab.join(lanB, siteB, SITE_B + "/24");
            NetworkHost wall = lab.host("wall");
            lab.join(lanA, wall, "10.77.0.1/24");
            lab.join(lanB, wall, "10.88.0.1/24");
            wall.run("sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
            wall.rules(RULES);
            siteA.defaultRoute("10.77.0.1");
            siteB.defaultRoute("10.88.0.1");
            NetworkHost peers = lab.host("peers");
            lab.join(lanA, peers, "10.77.0.50/24");
            lab.join(lanB, peers, "10.88.0.50/24");

            Files.writeString(folder.resolve("secret"), "secret");
            Path configA = site("A", GROUP, GROUP, "10.77.0.50", "SINKA", SITE_B, "SINKB");
            Path configB = site("B", SITE_B, SITE_B, "10.88.0.50", "SINKB", GROUP, "SINKA");
            try (LiveCapture capture = LiveCapture.start(siteB, folder.resolve("b.pcapng"), List.of(X400));
                    LogTruth truthOfA = LogTruth.of(siteA, folder.resolve("a-openings.pcapng"));
                    LogTruth truthOfB = LogTruth.of(siteB, folder.resolve("b-openings.pcapng"));
                    LoadProcess load = LoadProcess.start(
                            peers,
                            peersOfBoth(),
                            List.of(
                                    new LoadProcess.Source("a", LINES, "SINKB"),
                                    new LoadProcess.Source("b", LINES, "SINKA")))) {
                MtaProcess a = MtaProcess.start(siteA, configA);
                MtaProcess b = MtaProcess.start(siteB, configB);
                try {
                    load.send(EACH_WAY / 2);
                    allArrive(load, EACH_WAY);
                    b.stop();
                    b = MtaProcess.start(siteB, configB);
                    load.send(EACH_WAY / 2);
                    allArrive(load, 2 * EACH_WAY);

                    assertThat(refusals(wall)).isZero();
                    assertThat(a.stop()).isZero();
                    site("A", GROUP, NODE, "10.77.0.50", "SINKA", SITE_B, "SINKB");
                    a = MtaProcess.start(siteA, configA);
                    long before = load.state().received();
                    load.send(BEHIND_A_CLOSED_DOOR);
                    await().atMost(SOON).until(() -> refusals(wall) > 0);
                    await().atMost(SOON).until(() -> load.state().received() == before + BEHIND_A_CLOSED_DOOR);
                    await().atMost(SOON)
                            .until(() -> load.state().acknowledged() == 2 * EACH_WAY + 2 * BEHIND_A_CLOSED_DOOR);
                    assertThat(Events.of(folder.resolve("A")).named("CONNECTION_NOT_OPENED"))
                            .anyMatch(event -> event.contains("from " + NODE + " to " + SITE_B));
                    assertThat(load.state().missing()).isEqualTo(BEHIND_A_CLOSED_DOOR);

                    assertThat(a.stop()).isZero();
                    site("A", GROUP, GROUP, "10.77.0.50", "SINKA", SITE_B, "SINKB");
                    a = MtaProcess.start(siteA, configA);
                    allArrive(load, 2 * EACH_WAY + 2 * BEHIND_A_CLOSED_DOOR);
                    assertThat(a.stop()).isZero();
                    assertThat(b.stop()).isZero();
                } finally {
                    a.kill();
                    b.kill();
                }
                Path recorded = capture.finish();
                Set<String> toB = connections(recorded, "10.77.0.0/16", SITE_B);
                Set<String> toA = connections(recorded, SITE_B, "10.77.0.0/16");
                assertThat(Tshark.fields(recorded, X400, "ip.addr==" + NODE, "frame.number"))
                        .isEmpty();
                assertThat(toB).isNotEmpty().allMatch(connection -> connection.startsWith(GROUP + ":"));
                assertThat(toA).isNotEmpty().allMatch(connection -> connection.contains(">" + GROUP + ":"));
                LoadProcess.State end = load.state();
                System.out.println(
                        "t-firewall: " + end.received() + " messages through a wall that knows the group address, "
                                + end.missing() + " missing, " + end.twice() + " twice, " + refusals(wall)
                                + " dials from the node's address refused, 0 packets from it at the peer");
                int compared = truthOfA.judge(Events.of(folder.resolve("A")));
                compared += truthOfB.judge(Events.of(folder.resolve("B")));
                LogTruth.tell("t-firewall", compared);
            }
        }
    }

    private static void allArrive(LoadProcess load, int messages) {
        await().atMost(SOON).untilAsserted(() -> {
            LoadProcess.State state = load.state();
            assertThat(state.acknowledged()).as(state.toString()).isEqualTo(messages);
            assertThat(state.missing()).as(state.toString()).isZero();
        });
    }

    /** Source and destination of each connection that was opened. */
    private static Set<String> connections(Path capture, String from, String to) {
        return Tshark.fields(
                        capture,
                        X400,
                        "tcp.flags.syn==1 && tcp.flags.ack==0 && ip.src==" + from + " && ip.dst==" + to,
                        "ip.src",
                        "tcp.srcport",
                        "ip.dst",
                        "tcp.dstport")
                .stream()
                .map(row -> row.get(0) + ":" + row.get(1) + ">" + row.get(2) + ":" + row.get(3))
                .collect(Collectors.toSet());
    }

    private static long refusals(NetworkHost wall) throws IOException {
        return wall.run("nft", "list", "chain", "inet", "wall", "forward")
                .lines()
                .filter(line -> line.contains("counter packets"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*counter packets (\\d+).*", "$1")))
                .sum();
    }

    private Path site(String name, String listen, String source, String load, String ours, String other, String theirs)
            throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                mta:
                  name: %1$s
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: %1$s }
                  data: %1$s
                listen:
                  - { address: %2$s, port: 102 }
                connectors:
                  - name: load
                    remote: { addresses: [%4$s], port: 102 }
                    sourceAddress: %2$s
                    mta: { name: PEER, password: file:secret }
                    addressSpace:
                      - { address: "C=US;A= ;P=%5$s" }
                  - name: site
                    remote: { addresses: [%6$s], port: 102 }
                    sourceAddress: %3$s
                    mta: { name: %8$s, password: file:secret }
                    retry: { openInterval: 1s, transferInterval: 1s }
                    association: { lifetime: 2s, threshold: 10, maximum: 4, reservedForUrgent: 0 }
                    addressSpace:
                      - { address: "C=US;A= ;P=%7$s" }
                """.formatted(
                        name, listen, source, load, ours, other, theirs, name.equals("A") ? "B" : "A"));
    }

    private Path peersOfBoth() throws IOException {
        return Files.writeString(folder.resolve("peers.yaml"), """
                mta:
                  name: PEER
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: %s }
                  data: peer
                listen:
                  - { address: 10.77.0.50, port: 102 }
                  - { address: 10.88.0.50, port: 102 }
                connectors:
                  - name: a
                    remote: { addresses: [10.77.0.100], port: 102 }
                    sourceAddress: 10.77.0.50
                    mta: { name: A, password: file:secret }
                    addressSpace:
                      - { address: "C=US;A= ;P=SINKB" }
                  - name: b
                    remote: { addresses: [10.88.0.2], port: 102 }
                    sourceAddress: 10.88.0.50
                    mta: { name: B, password: file:secret }
                    addressSpace:
                      - { address: "C=US;A= ;P=SINKA" }
                """.formatted(LoadBed.SOURCE_DOMAIN));
    }
}
