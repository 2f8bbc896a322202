package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.testkit.CuttingProxy;
import org.openx400.mta.testkit.FreePorts;
import org.openx400.mta.testkit.LiveCapture;
import org.openx400.mta.testkit.LoadMessage;
import org.openx400.mta.testkit.LoadPeer;
import org.openx400.mta.testkit.LoadSource;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.Tshark;

/** Large transfers from one MTA to another over a line that breaks in the middle of each. */
class LinksIT {
    private static final int SIZE = 5_000_000;
    /** A confirmation takes some 14 octets; there is one for each 60 KB, or for a window of three of them. */
    private static final int ANSWERED = 350;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void eachTransferGoesOnBehindItsLastConfirmedCheckpoint(Mode mode) throws Exception {
        int transfers = Integer.getInteger("mta.links.transfers", 6) / Mode.values().length;
        long seed = Long.getLong("mta.links.seed", System.nanoTime());
        System.out.println("links: " + mode + ", seed " + seed);
        Random random = new Random(seed);
        Bed bed = Bed.write(folder, mode);
        LoadMessage message = new LoadMessage("SOURCE", "SINK", false);
        TreeMap<CuttingProxy.Kind, Integer> cuts = new TreeMap<>();
        try (MtaProcess near = MtaProcess.start(bed.near());
                MtaProcess far = MtaProcess.start(bed.far());
                CuttingProxy proxy = new CuttingProxy(bed.proxyPort(), "127.0.0.4", bed.farAddress());
                LoadPeer peer = LoadPeer.start(bed.peer(), event -> {});
                LoadSource source = peer.source("near", id -> message.apdu(id, SIZE, Instant.now()));
                LiveCapture capture = LiveCapture.start(folder.resolve("links.pcap"), "lo", List.of(bed.proxyPort()))) {
            source.start(1);
            for (int i = 0; i < transfers; i++) {
                CuttingProxy.Kind kind = CuttingProxy.Kind.values()[i % CuttingProxy.Kind.values().length];
                boolean toServer = i == 0 || random.nextBoolean();
                int octets = i == 0 ? SIZE / 2 : 20 + random.nextInt(toServer ? SIZE : ANSWERED);
                proxy.arm(new CuttingProxy.Cut(kind, toServer, octets));
                int expected = i + 1;
                source.add("m" + i);
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(20))
                        .untilAsserted(() -> assertThat(peer.sink().received())
                                .as("cut %s %s, %s", kind, proxy.hasCut(), far.output())
                                .hasSize(expected));
                assertThat(proxy.hasCut()).isTrue();
                cuts.merge(kind, 1, Integer::sum);
            }
            assertThat(peer.sink().received()).containsAll(source.acknowledged());
            assertThat(peer.sink().twice()).isZero();
            Events sender = Events.of(folder.resolve("near"));
            Events receiver = Events.of(folder.resolve("far"));
            assertThat(receiver.named("MESSAGE_ACCEPTED")).hasSize(transfers);
            List<String> resumed = receiver.named("TRANSFER_RESUMED");
            int resumptions = Tshark.fields(capture.finish(), bed.proxyPort(), "ses.type == 29", "frame.number")
                    .size();
            assertThat(sender.named("TRANSFER_RESUMED")).hasSize(resumptions);
            assertThat(resumed).isNotEmpty();
            System.out.println("t-links: " + mode + ", " + transfers + " transfers of " + SIZE
                    + " octets, each cut once "
                    + cuts + ": 0 lost, 0 delivered twice; " + resumptions + " activities resumed in the capture, "
                    + resumed.size() + " taken up by the receiver, "
                    + resumed.stream().mapToLong(LinksIT::octets).sum() + " octets not sent again; "
                    + receiver.named("DUPLICATE_RECOGNISED").size() + " repeats recognised");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aTransferGoesOnBehindItsLastConfirmedCheckpointAfterTheReceiverWasKilled(Mode mode) throws Exception {
        long seed = Long.getLong("mta.links.seed", System.nanoTime());
        System.out.println("links: " + mode + ", receiver killed, seed " + seed);
        int cutAt = 1_500_000 + new Random(seed).nextInt(3_000_000);
        Bed bed = Bed.write(folder, mode);
        LoadMessage message = new LoadMessage("SOURCE", "SINK", false);
        try (MtaProcess near = MtaProcess.start(bed.near());
                CuttingProxy proxy = new CuttingProxy(bed.proxyPort(), "127.0.0.4", bed.farAddress());
                LoadPeer peer = LoadPeer.start(bed.peer(), event -> {});
                LoadSource source = peer.source("near", id -> message.apdu(id, SIZE, Instant.now()));
                LiveCapture capture =
                        LiveCapture.start(folder.resolve("killed.pcap"), "lo", List.of(bed.proxyPort()))) {
            try (MtaProcess far = MtaProcess.start(bed.far())) {
                proxy.arm(new CuttingProxy.Cut(CuttingProxy.Kind.HALF_OPEN, true, cutAt));
                source.start(1);
                source.add("m");
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(5))
                        .until(proxy::hasCut);
                far.kill();
            }
            try (MtaProcess again = MtaProcess.start(bed.far())) {
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(20))
                        .untilAsserted(() -> assertThat(peer.sink().received())
                                .as("%s, %s", near.output(), again.output())
                                .hasSize(1));
            }
            assertThat(peer.sink().twice()).isZero();
            Events receiver = Events.of(folder.resolve("far"));
            assertThat(receiver.named("MESSAGE_ACCEPTED")).hasSize(1);
            assertThat(receiver.named("TRANSFER_RESUMED")).hasSize(1);
            long kept = octets(receiver.named("TRANSFER_RESUMED").get(0));
            assertThat(kept).isBetween(1L << 20, (long) cutAt);
            long sent = sentWhereResumed(capture.finish(), bed.proxyPort());
            assertThat(sent).isBetween(SIZE - kept, SIZE - kept + SIZE / 100);
            System.out.println("t-links: " + mode + ", receiver killed after " + cutAt + " octets of " + SIZE
                    + " and restarted: 0 lost, 0 delivered twice; " + kept + " octets not sent again, " + sent
                    + " octets of TCP on the connection that resumed");
        }
    }

    /** Octets from the caller on the connection that has an S-ACTIVITY-RESUME. */
    private static long sentWhereResumed(Path capture, int port) {
        List<List<String>> resumed = Tshark.fields(capture, port, "ses.type == 29", "tcp.stream");
        assertThat(resumed).hasSize(1);
        String filter = "tcp.stream == " + resumed.get(0).get(0) + " && tcp.dstport == " + port
                + " && tcp.len > 0 && !tcp.analysis.retransmission";
        return Tshark.fields(capture, port, filter, "tcp.len").stream()
                .mapToLong(frame -> Long.parseLong(frame.get(0)))
                .sum();
    }

    private static long octets(String event) {
        return Long.parseLong(event.replaceFirst(".*\"octets\":\"?([0-9]+).*", "$1"));
    }

    private record Bed(Path near, Path far, Path peer, int proxyPort, InetSocketAddress farAddress) {
        static Bed write(Path folder, Mode mode) throws IOException {
            List<Integer> ports = FreePorts.find(4);
            int nearPort = ports.get(0);
            int farPort = ports.get(1);
            int proxyPort = ports.get(2);
            int peerPort = ports.get(3);
            Files.writeString(folder.resolve("secret"), "secret");
            String near = mta("NEAR", "127.0.0.1", nearPort)
                    + connector("source", "127.0.0.2", 1, null, "PEER", mode, "SOURCE")
                    + connector("far", "127.0.0.1", proxyPort, "127.0.0.1", "FAR", mode, "SINK");
            String far = mta("FAR", "127.0.0.5", farPort)
                    + connector("near", "127.0.0.4", 1, null, "NEAR", mode, "SOURCE")
                    + connector("sink", "127.0.0.3", peerPort, "127.0.0.5", "PEER", mode, "SINK");
            String peer = mta("PEER", "127.0.0.3", peerPort)
                    + connector("near", "127.0.0.1", nearPort, "127.0.0.2", "NEAR", mode, "*")
                    + connector("far", "127.0.0.5", farPort, null, "FAR", mode, "NONE");
            return new Bed(
                    Files.writeString(folder.resolve("near.yaml"), near),
                    Files.writeString(folder.resolve("far.yaml"), far),
                    Files.writeString(folder.resolve("peer.yaml"), peer),
                    proxyPort,
                    new InetSocketAddress("127.0.0.5", farPort));
        }

        private static String mta(String name, String address, int port) {
            return """
                    mta:
                      name: %1$s
                      password: file:secret
                      domain: { country: US, admd: " ", prmd: %1$s }
                      data: %2$s
                    listen:
                      - { address: %3$s, port: %4$d }
                    connectors:
                    """.formatted(name, name.toLowerCase(Locale.ROOT), address, port);
        }

        private static String connector(
                String name,
                String address,
                int port,
                @Nullable String source,
                String mtaName,
                Mode mode,
                String domain) {
            return """
                      - name: %1$s
                        remote: { addresses: [%2$s], port: %3$d }
                    %4$s    mta: { name: %5$s, password: file:secret }
                        mode: %6$s
                        rts: { windowSize: 3, checkpointSize: 60KB }
                        retry: { openInterval: 1s, transferInterval: 1s }
                        association: { maximum: 1, reservedForUrgent: 0, transferTimeout: 2s }
                        addressSpace:
                          - { address: "%7$s" }
                    """.formatted(
                            name,
                            address,
                            port,
                            source == null ? "" : "    sourceAddress: " + source + "\n",
                            mtaName,
                            mode,
                            domain.equals("*") ? "C=*" : "C=US;A= ;P=" + domain);
        }
    }
}
