package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.local.SubjectReader;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.jdbc.JdbcMessageQueue;
import org.openx400.mta.queue.jdbc.QueueSettings;
import org.openx400.mta.relay.ScriptedAssociator.ScriptedAssociation;

/** With the real store, threads and clock: what was accepted before the end goes out after the next start. */
class RestartTest {
    private static final int MESSAGES = 30;

    @TempDir
    Path folder;

    private final AtomicInteger transferred = new AtomicInteger();

    /** One process of the MTA. */
    private final class Process implements AutoCloseable {
        private final ExecutorService workers = Executors.newFixedThreadPool(4);
        private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
        private final JdbcMessageQueue queue;
        private final List<Connector> connectors;
        private final Relay relay;

        private Process(boolean peerIsThere) throws Exception {
            RelayFixture fixture = new RelayFixture(folder);
            connectors = List.of(
                    fixture.connector("from-origin", "ORIGIN").build(),
                    fixture.connector("to-site2", "SITE2").build());
            ScriptedAssociator associator = new ScriptedAssociator();
            if (peerIsThere) {
                associator.onOpen(association -> {
                    transferred.incrementAndGet();
                    association.user().opened(association.confirming(), true);
                });
            } else {
                associator.refuse();
            }
            queue = JdbcMessageQueue.open(new QueueSettings("jdbc:sqlite:queue.db", folder));
            RelaySettings settings = new RelaySettings(
                    RelayFixture.HUB,
                    "HUB-MTA",
                    priority -> Duration.ofDays(1),
                    1 << 20,
                    1 << 20,
                    1 << 16,
                    64,
                    100,
                    50,
                    true,
                    1 << 16,
                    1 << 16,
                    Duration.ofDays(1),
                    RelayFixture.RESUMPTION,
                    0,
                    1_000_000,
                    1_000_000);
            RelayContext context = new RelayContext(
                    () -> settings,
                    queue,
                    event -> {},
                    Clock.systemUTC(),
                    System::nanoTime,
                    new ScheduledTimers(timers),
                    workers);
            relay = new Relay(
                    context,
                    new Relay.Surroundings(connectors, List.of(), folder, SubjectReader.NONE, () -> Long.MAX_VALUE),
                    associator,
                    new Random(1));
            relay.start();
        }

        private Intake.Decision receive(Octets apdu) {
            Intake.IncomingTransfer transfer = relay.intake().begin(new ScriptedAssociation("in", connectors.get(0)));
            transfer.octets(apdu);
            return transfer.end().join();
        }

        @Override
        public void close() {
            relay.stop(Duration.ofSeconds(5)).join();
            workers.shutdown();
            timers.shutdownNow();
            queue.close();
        }
    }

    @Test
    void whatWasAcceptedIsTransferredAfterTheNextStart() throws Exception {
        try (Process first = new Process(false)) {
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(first.receive(Samples.message("m" + i)
                                .to("C=US;A= ;P=SITE2;S=Bob")
                                .apdu()))
                        .isEqualTo(new Intake.Decision.Accepted());
            }
            assertThat(first.queue.list(0, 100)).hasSize(MESSAGES);
        }
        try (Process second = new Process(true)) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(second.queue.list(0, 100)).isEmpty());
            assertThat(transferred.get()).isPositive();
        }
    }
}
