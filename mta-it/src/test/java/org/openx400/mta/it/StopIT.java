package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.event.EventId;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.testkit.LiveCapture;
import org.openx400.mta.testkit.LoadBed;
import org.openx400.mta.testkit.LoadMessage;
import org.openx400.mta.testkit.LoadPeer;
import org.openx400.mta.testkit.LoadSource;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.Tshark;

/** t-stop: a relay that is told to end under load, and in the middle of a transfer that comes in. */
class StopIT {
    private static final int ASSOCIATIONS = 4;
    private static final int LOAD = 2000;
    private static final int SIZE = 2048;
    private static final int LARGE = 2_000_000;
    /** S-RELEASE and S-U-ABORT, X.225 8.3: what RT-CLOSE and RT-U-ABORT are carried by. */
    private static final String FINISH = "ses.type == 9";

    private static final String ABORT = "ses.type == 25";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration A_MOMENT = Duration.ofMillis(500);
    private static final LoadMessage MESSAGE = new LoadMessage(LoadBed.SOURCE_DOMAIN, LoadBed.SINK_DOMAIN, false);

    @TempDir
    Path folder;

    private LoadBed bed;
    private Path sourceOnly;

    @BeforeEach
    void writeFiles() throws IOException {
        bed = LoadBed.write(folder, Mode.NORMAL_1988, ASSOCIATIONS);
        sourceOnly = folder.resolve("source.yaml");
        // It listens where nobody calls, so that the relay finds no sink until there is one.
        Files.writeString(sourceOnly, Files.readString(bed.peer()).replace("127.0.0.3", "127.0.0.4"));
    }

    @Test
    void underLoadTheAssociationsToThePeerAreReleasedAndARestartGoesOn() throws Exception {
        List<EventId> atSink = new CopyOnWriteArrayList<>();
        int sinkPort = bed.ports().get(1);
        try (LoadPeer sender = LoadPeer.start(sourceOnly, event -> {});
                LoadPeer sink = LoadPeer.start(bed.peer(), event -> atSink.add(event.id()));
                LoadSource source = sender.source("relay", id -> MESSAGE.apdu(id, SIZE, Instant.now()))) {
            Duration stopping;
            long opened;
            try (MtaProcess mta = MtaProcess.start(bed.relay());
                    LiveCapture capture = LiveCapture.start(folder.resolve("stop.pcap"), "lo", List.of(sinkPort))) {
                source.start(ASSOCIATIONS);
                for (int i = 0; i < LOAD; i++) {
                    source.add("m" + i);
                }
                await().atMost(PATIENCE).until(() -> sink.sink().received().size() > LOAD / 10);
                Instant told = Instant.now();
                assertThat(mta.stop()).isZero();
                stopping = Duration.between(told, Instant.now());
                opened = count(atSink, EventId.ASSOCIATION_ACCEPTED);
                Path captured = capture.finish();
                assertThat(streams(captured, sinkPort, FINISH))
                        .isEqualTo(opened)
                        .isPositive();
                assertThat(streams(captured, sinkPort, ABORT)).isZero();
            }
            int before = source.acknowledged().size();
            assertThat(before).as("the load was under way").isLessThan(LOAD);
            await().atMost(PATIENCE).until(() -> count(atSink, EventId.ASSOCIATION_CLOSED) == opened);
            assertThat(atSink).doesNotContain(EventId.ASSOCIATION_ENDED_ABNORMALLY);
            try (MtaProcess again = MtaProcess.start(bed.relay())) {
                await().atMost(PATIENCE).until(() -> source.acknowledged().size() == LOAD);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(sink.sink().received()).containsAll(source.acknowledged()));
            }
            assertThat(sink.sink().twice()).isZero();
            System.out.println("t-stop: SIGTERM under load: " + before + " of " + LOAD + " acknowledged, exit 0 after "
                    + stopping.toMillis() + " ms, " + opened
                    + " associations to the sink, each with its FINISH and none"
                    + " with an ABORT on the wire; all arrived after the restart, 0 twice");
        }
    }

    @Test
    void aTransferThatComesInEndsBeforeTheDeadlineAndIsAcknowledged() throws Exception {
        try (LoadPeer sender = LoadPeer.start(sourceOnly, event -> {});
                MtaProcess mta = MtaProcess.start(bed.relay())) {
            Slow slow = new Slow("slow");
            sender.open("relay", slow);
            slow.half.join();
            CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(mta::stop);
            await().during(A_MOMENT).atMost(A_MOMENT.multipliedBy(4)).until(() -> !exit.isDone());
            slow.goOn.countDown();
            assertThat(slow.end.join()).isEqualTo("acknowledged");
            Instant acknowledged = Instant.now();
            assertThat(exit.join()).isZero();
            Duration after = Duration.between(acknowledged, Instant.now());
            assertThat(MtaProcess.run(bed.relay(), "queue", "check").output()).contains("1 messages, 1 entries");
            System.out.println("t-stop: a transfer of " + LARGE
                    + " octets that was half in when SIGTERM came is acknowledged," + " exit 0 "
                    + after.toMillis() + " ms later");
        }
    }

    @Test
    void aTransferThatDoesNotEndIsInterruptedAtTheDeadlineAndNotAcknowledged() throws Exception {
        Files.writeString(
                bed.relay(), Files.readString(bed.relay()).replace("limits: {", "limits: { stopDeadline: 2s,"));
        try (LoadPeer sender = LoadPeer.start(sourceOnly, event -> {});
                MtaProcess mta = MtaProcess.start(bed.relay())) {
            Slow slow = new Slow("stuck");
            sender.open("relay", slow);
            slow.half.join();
            Instant told = Instant.now();
            assertThat(mta.stop()).isZero();
            Duration stopping = Duration.between(told, Instant.now());
            assertThat(stopping).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(12));
            slow.goOn.countDown();
            assertThat(slow.end.join()).startsWith("ended: ");
            MtaProcess.Outcome check = MtaProcess.run(bed.relay(), "queue", "check");
            assertThat(check.output()).contains("0 messages, 0 entries");
            System.out.println("t-stop: with stopDeadline 2s a transfer that does not end is interrupted, exit 0 after "
                    + stopping.toMillis() + " ms; the sender was told: " + slow.end.join());
        }
    }

    private static long count(List<EventId> events, EventId wanted) {
        return events.stream().filter(wanted::equals).count();
    }

    /** Connections on which something passed that fits. */
    private static long streams(Path capture, int port, String filter) {
        return Tshark.fields(capture, port, filter, "tcp.stream").stream()
                .map(row -> row.get(0))
                .distinct()
                .count();
    }

    /** Transfers one large message, and stops in the middle of it until it may go on. */
    private static final class Slow implements AssociationPort.User {
        private final CompletableFuture<Void> half = new CompletableFuture<>();
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final CompletableFuture<String> end = new CompletableFuture<>();
        private final Octets apdu;

        Slow(String identifier) {
            apdu = MESSAGE.apdu(identifier, LARGE, Instant.now());
        }

        @Override
        public void opened(AssociationPort association, boolean turnHere) {
            association.transfer(new Halting());
        }

        @Override
        public void openFailed(String layer, String why) {
            half.completeExceptionally(new IOException(why));
        }

        @Override
        public void transferred(AssociationPort association) {
            end.complete("acknowledged");
        }

        @Override
        public void transferRefused(AssociationPort association, int reason, String why) {
            end.complete("refused: " + why);
        }

        @Override
        public void turn(AssociationPort association) {}

        @Override
        public void turnWanted(AssociationPort association) {}

        @Override
        public void ended(AssociationPort association, boolean inOrder, String why) {
            end.complete("ended: " + why);
        }

        private final class Halting implements ApduSource {
            private int at;

            @Override
            public long length() {
                return apdu.length();
            }

            @Override
            public Octets next(int maximum) throws IOException {
                if (at > LARGE / 2) {
                    half.complete(null);
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new InterruptedIOException();
                    }
                }
                int from = at;
                at = Math.min(apdu.length(), at + maximum);
                return apdu.slice(from, at);
            }

            @Override
            public void close() {}
        }
    }
}
