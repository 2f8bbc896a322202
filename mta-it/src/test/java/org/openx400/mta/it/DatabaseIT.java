package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.testkit.LoadBed;
import org.openx400.mta.testkit.LoadMessage;
import org.openx400.mta.testkit.LoadPeer;
import org.openx400.mta.testkit.LoadSource;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.NetworkHost;
import org.openx400.mta.testkit.PostgresInstance;

/** t-database: the primary of two PostgreSQL servers is killed under load, and its synchronous standby takes its place. */
class DatabaseIT {
    private static final String PASSWORD = "sesame";
    private static final int SIZE = 2048;
    private static final int ASSOCIATIONS = 10;
    private static final int BEFORE = 300;
    private static final int MESSAGES = 3000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration OUTAGE = Duration.ofSeconds(4);

    @TempDir
    Path folder;

    @Test
    void goesOnWithTheStandbyAndEverythingAcknowledgedArrives() throws Exception {
        try (PostgresInstance primary = PostgresInstance.primary(PASSWORD)) {
            try (PostgresInstance standby = primary.synchronousStandby()) {
                await().atMost(PATIENCE).until(primary::isReplicated);
                relay(primary, standby);
            }
        }
    }

    private void relay(PostgresInstance primary, PostgresInstance standby) throws Exception {
        LoadBed bed = LoadBed.write(folder, Mode.X410_1988, ASSOCIATIONS);
        Files.writeString(folder.resolve("store-secret"), PASSWORD);
        Files.writeString(
                bed.relay(),
                """
                store:
                  url: "jdbc:postgresql://%s,%s/mta"
                  user: %s
                  password: file:store-secret
                """.formatted(primary.address(), standby.address(), PostgresInstance.USER),
                StandardOpenOption.APPEND);
        LoadMessage message = new LoadMessage(LoadBed.SOURCE_DOMAIN, LoadBed.SINK_DOMAIN, false);
        try (LogTruth truth = LogTruth.of(NetworkHost.machine(), folder.resolve("relay.pcapng"), bed.ports());
                MtaProcess mta = MtaProcess.start(bed.relay());
                LoadPeer peer = LoadPeer.start(bed.peer(), event -> {});
                LoadSource source = peer.source("relay", id -> message.apdu(id, SIZE, Instant.now()))) {
            for (int i = 0; i < MESSAGES; i++) {
                source.add("m" + i);
            }
            source.start(ASSOCIATIONS);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> source.acknowledged().size() >= BEFORE);

            primary.kill();
            Instant killed = Instant.now();
            Events events = Events.of(folder.resolve("relay"));
            await().atMost(PATIENCE).until(() -> events.named("STORE_LOST").size() == 1);
            int before = source.acknowledged().size();
            assertThat(before).as("the load was under way").isLessThan(MESSAGES);
            await().during(OUTAGE)
                    .atMost(OUTAGE.plus(PATIENCE))
                    .until(() -> source.acknowledged().size() == before);
            assertThat(events.named("STORE_BACK")).isEmpty();

            Instant promoted = Instant.now();
            standby.promote();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> source.acknowledged().size() > before);
            Duration recovery = Duration.between(promoted, Instant.now());
            await().atMost(PATIENCE).until(() -> source.acknowledged().size() == MESSAGES);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(peer.sink().received()).containsAll(source.acknowledged()));
            await().atMost(PATIENCE).until(() -> events.named("STORE_BACK").size() == 1);
            assertThat(peer.sink().twice()).isZero();
            assertThat(mta.stop()).isZero();
            LogTruth.tell("t-database", truth.judge(events));
            System.out.println("t-database: primary killed after " + before + " of " + MESSAGES
                    + " messages, nothing acknowledged in the "
                    + Duration.between(killed, promoted).toMillis() + " ms without a database, the next "
                    + recovery.toMillis() + " ms after its promotion began; all arrived, 0 twice ("
                    + peer.sink().recognised() + " transfers repeated and recognised)");
        }
    }
}
