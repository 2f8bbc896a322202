package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
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
 * t-reload: the configuration changes under load and nothing is lost. A connector gets another source address, one is added,
 * one with messages waiting is taken away; a faulty file changes nothing.
 */
class ReloadIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int LINES = 4;
    private static final int ENOUGH = 200;
    private static final int WAITING = 3;
    private static final String OLD_SOURCE = "10.80.0.1";
    private static final String NEW_SOURCE = "10.80.0.2";
    private static final String PEER = "10.80.0.50";

    private static final String SITE3 = """
              - name: site3
                remote: { addresses: [10.80.0.50], port: 102 }
                sourceAddress: 10.80.0.2
                mta: { name: PEER, password: file:secret }
                selectors: { incoming: { t: NEITHER } }
                addressSpace:
                  - { address: "C=US;A= ;P=SITE3" }
            """;
    private static final String NOBODY_THERE = """
              - name: site4
                remote: { addresses: [10.80.0.99], port: 102 }
                mta: { name: SITE4, password: file:secret }
                addressSpace:
                  - { address: "C=US;A= ;P=SITE4" }
            """;

    @TempDir
    Path folder;

    private Path config;
    private Events events;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("secret"), "secret");
        config = folder.resolve("hub.yaml");
        events = Events.of(folder.resolve("hub"));
    }

    @Test
    void changesTakeEffectUnderLoadAndNothingIsLost() throws Exception {
        try (NetworkLab lab = new NetworkLab()) {
            NetworkHost lan = lab.lan("lan");
            NetworkHost hubHost = lab.host("hub");
            String device = lab.join(lan, hubHost, OLD_SOURCE + "/24").device();
            hubHost.address(device, NEW_SOURCE + "/24");
            NetworkHost peers = lab.host("peers");
            peers.address(lab.join(lan, peers, PEER + "/24").device(), "10.80.0.51/24");
            write(OLD_SOURCE, "P=SITE2", NOBODY_THERE);
            try (LogTruth truth = LogTruth.of(hubHost, folder.resolve("hub.pcapng"));
                    LiveCapture capture = LiveCapture.start(peers, folder.resolve("peer.pcapng"), List.of(102));
                    MtaProcess hub = MtaProcess.start(hubHost, config);
                    LoadProcess load =
                            LoadProcess.start(peers, peer(), List.of(new LoadProcess.Source("hub", LINES, "SITE2")))) {
                load.keepSending(20);
                arrive(load, ENOUGH);

                write(NEW_SOURCE, "P=SITE2", NOBODY_THERE);
                assertThat(reload(hub, 0)).isEqualTo("connectors[site2].sourceAddress: 10.80.0.1 -> 10.80.0.2");
                Instant switched = Instant.now();
                arrive(load, ENOUGH);

                write(NEW_SOURCE, "P=SITE2", NOBODY_THERE + SITE3);
                assertThat(reload(hub, 0)).isEqualTo("connectors[site3] added");
                arrive(load, ENOUGH);

                Files.writeString(config, Files.readString(config).replace("    sourceAddress:", "    sourceAdress:"));
                assertThat(reload(hub, 2)).contains("hub.yaml:").contains("sourceAdress");
                hubHost.run("kill", "-HUP", Long.toString(hub.pid()));
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(events.named("CONFIGURATION_REFUSED"))
                                .hasSize(1)
                                .allMatch(event -> event.contains("sourceAdress")));
                arrive(load, ENOUGH);
                write(NEW_SOURCE, "P=SITE2", NOBODY_THERE + SITE3);
                assertThat(reload(hub, 0)).isEqualTo("no change");
                load.keepSending(0);
                await().atMost(SOON)
                        .until(() -> load.state().acknowledged() == load.state().sent()
                                && load.state().missing() == 0);

                long before = load.state().received();
                send(hub, "SITE3");
                await().atMost(SOON).until(() -> load.state().received() == before + 1);
                for (int i = 0; i < WAITING; i++) {
                    send(hub, "SITE4");
                }
                await().atMost(SOON)
                        .until(() -> hub.run("health").output().contains(" " + WAITING + " waiting, 0 held"));
                write(NEW_SOURCE, "P=SITE2\" }\n      - { address: \"C=US;A= ;P=SITE4", SITE3);
                hubHost.run("kill", "-HUP", Long.toString(hub.pid()));
                await().atMost(SOON).until(() -> load.state().received() == before + 1 + WAITING);
                assertThat(events.named("CONFIGURATION_RELOADED"))
                        .hasSize(4)
                        .last()
                        .satisfies(event -> assertThat(event).contains("connectors[site4] removed"));

                Files.writeString(config, Files.readString(config).replace("port: 102 }\nconn", "port: 103 }\nconn"));
                assertThat(reload(hub, 0)).startsWith("with a restart: listen removed");

                LoadProcess.State end = load.state();
                assertThat(end.twice()).as(end.toString()).isZero();
                Path recorded = capture.finish();
                List<Instant> fromOld = dials(recorded, OLD_SOURCE);
                List<Instant> fromNew = dials(recorded, NEW_SOURCE);
                assertThat(fromOld).isNotEmpty().allMatch(dial -> dial.isBefore(switched));
                assertThat(fromNew).isNotEmpty();
                assertThat(hub.stop()).isZero();
                LogTruth.tell("t-reload", truth.judge(events));
                System.out.println(
                        "t-reload: " + end.acknowledged() + " messages acknowledged and arrived, 0 lost, 0 twice"
                                + " while a connector was given another source address (" + fromOld.size()
                                + " dials from the old one, none after it; " + fromNew.size()
                                + " from the new one), one was added, and a faulty file was refused; " + WAITING
                                + " that waited for a connector that was taken away went another way");
            }
        }
    }

    private String reload(MtaProcess hub, int exit) throws IOException {
        MtaProcess.Outcome outcome = hub.run("reload");
        assertThat(outcome.exit()).as(outcome.output()).isEqualTo(exit);
        return outcome.output().strip();
    }

    private static void send(MtaProcess hub, String domain) throws IOException {
        MtaProcess.Outcome sent = hub.run("send", "--to", "C=US;A= ;P=" + domain + ";S=Load", "-s", "t", "-m", "t");
        assertThat(sent.exit()).as(sent.output()).isZero();
    }

    private static void arrive(LoadProcess load, int more) throws IOException {
        long before = load.state().received();
        await().atMost(SOON).until(() -> load.state().received() >= before + more);
    }

    private static List<Instant> dials(Path capture, String source) {
        return Tshark.fields(
                        capture,
                        102,
                        "tcp.flags.syn==1 && tcp.flags.ack==0 && ip.src==" + source + " && ip.dst==" + PEER,
                        "frame.time_epoch")
                .stream()
                .map(row -> row.get(0).split("\\."))
                .map(time -> Instant.ofEpochSecond(Long.parseLong(time[0]), Long.parseLong(time[1])))
                .toList();
    }

    private void write(String source, String domains, String more) throws IOException {
        Files.writeString(config, """
                mta:
                  name: HUB
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: HUB }
                  data: hub
                localUsers:
                  - { address: "C=US;A= ;P=HUB;S=Ops", mailbox: ops }
                listen:
                  - { address: 10.80.0.1, port: 102 }
                connectors:
                  - name: load
                    remote: { addresses: [10.80.0.51], port: 102 }
                    mta: { name: PEER, password: file:secret }
                  - name: site2
                    remote: { addresses: [10.80.0.50], port: 102 }
                    sourceAddress: %s
                    mta: { name: PEER, password: file:secret }
                    selectors: { incoming: { t: NONE } }
                    retry: { openInterval: 1s, transferInterval: 1s }
                    association: { threshold: 5, maximum: 4, reservedForUrgent: 0 }
                    addressSpace:
                      - { address: "C=US;A= ;%s" }
                """.formatted(source, domains) + more);
    }

    private Path peer() throws IOException {
        return Files.writeString(folder.resolve("peer.yaml"), """
                mta:
                  name: PEER
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: %s }
                  data: peer
                listen:
                  - { address: 10.80.0.50, port: 102 }
                connectors:
                  - name: hub
                    remote: { addresses: [10.80.0.1, 10.80.0.2], port: 102 }
                    sourceAddress: 10.80.0.51
                    mta: { name: HUB, password: file:secret }
                    addressSpace:
                      - { address: "C=*" }
                """.formatted(LoadBed.SOURCE_DOMAIN));
    }
}
