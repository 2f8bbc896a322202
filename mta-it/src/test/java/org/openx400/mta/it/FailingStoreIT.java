package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.testkit.LoadBed;
import org.openx400.mta.testkit.LoadMessage;
import org.openx400.mta.testkit.LoadPeer;
import org.openx400.mta.testkit.LoadSource;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.PostgresInstance;

/**
 * t-fire: a relay whose store fails: a read-only file system, a device that fails to write, a database that another process
 * has locked, and one that loses its writer in the middle of commits.
 */
class FailingStoreIT {
    private static final int BEFORE = 20;
    private static final int MEANWHILE = 20;
    private static final int SMALL = 2048;
    private static final int INLINE = 30_000;
    private static final int LARGE = 300_000;
    private static final int LOAD = 1500;
    private static final int TERMINATIONS = 8;
    private static final String PASSWORD = "sesame";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    private static final LoadMessage MESSAGE = new LoadMessage(LoadBed.SOURCE_DOMAIN, LoadBed.SINK_DOMAIN, false);

    @TempDir
    Path folder;

    private LoadBed bed;
    private Path data;

    /** Begins or ends a failure. */
    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    @BeforeEach
    void writeFiles() throws IOException {
        bed = LoadBed.write(folder, Mode.NORMAL_1988, 2);
        data = Files.createDirectories(folder.resolve("relay"));
    }

    @Test
    void aReadOnlySpoolFolderLosesNothing() throws Exception {
        Path spool = Files.createDirectories(data.resolve("spool"));
        try (SmallDisk disk = SmallDisk.mount(spool, "100M");
                MtaProcess mta = MtaProcess.start(bed.relay())) {
            fails("a read-only spool folder", LARGE, () -> disk.writable(false), () -> disk.writable(true));
        }
    }

    /** Large contents fail when their file is synchronised, others with the commit. */
    @ParameterizedTest
    @ValueSource(ints = {INLINE, LARGE})
    void aDeviceThatFailsToWriteLosesNothing(int size) throws Exception {
        try (FailingDisk disk = FailingDisk.mount(data, folder.resolve("device"), "ext2");
                MtaProcess mta = MtaProcess.start(bed.relay())) {
            fails("a device that fails to write, contents of " + size + " octets", size, disk::fail, disk::work);
        }
    }

    /** Each read of the database and of the contents that there are. */
    @Test
    void aDeviceThatFailsToReadLosesNothing() throws Exception {
        Path nowhere = folder.resolve("nowhere.yaml");
        Files.writeString(nowhere, Files.readString(bed.peer()).replace("127.0.0.3", "127.0.0.4"));
        try (MtaProcess mta = MtaProcess.start(bed.relay());
                LoadPeer sender = LoadPeer.start(nowhere, event -> {});
                LoadSource source = sender.source("relay", id -> MESSAGE.apdu(id, LARGE, Instant.now()))) {
            Events events = Events.of(data);
            source.start(2);
            send(source, "m", BEFORE);
            await().atMost(PATIENCE).until(() -> source.acknowledged().size() == BEFORE);
            try (FailingReads reads = FailingReads.of(mta.pid(), storedFiles());
                    LoadPeer peer = LoadPeer.start(bed.peer(), event -> {})) {
                await().atMost(PATIENCE)
                        .until(() -> !events.named("STORE_PROBLEM").isEmpty());
                await().during(A_WHILE)
                        .atMost(A_WHILE.plus(PATIENCE))
                        .until(() -> peer.sink().received().isEmpty());
                reads.close();
                Instant ended = Instant.now();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(peer.sink().received()).containsAll(source.acknowledged()));
                Duration resumed = Duration.between(ended, Instant.now());
                assertThat(peer.sink().twice()).isZero();
                assertThat(events.named("STORED_MESSAGE_DAMAGED")).isEmpty();
                assertThat(events.named("UNEXPECTED_ERROR")).isEmpty();
                await().atMost(PATIENCE).untilAsserted(() -> {
                    MtaProcess.Outcome list = mta.run("queue", "list", "--json");
                    assertThat(list.output()).isBlank();
                });
                System.out.println("t-fire: a device that fails to read: " + BEFORE + " contents of " + LARGE
                        + " octets waited, STORE_PROBLEM: " + why(events) + "; all arrived " + resumed.toMillis()
                        + " ms after it ended; 0 lost, 0 twice, 0 held");
            }
        }
    }

    private List<Path> storedFiles() throws IOException {
        try (Stream<Path> contents = Files.list(data.resolve("spool"))) {
            return Stream.concat(contents, Stream.of(data.resolve("queue.db"), data.resolve("queue.db-wal")))
                    .toList();
        }
    }

    /** The journal keeps what was synchronised and nothing else, as after a loss of power. */
    @Test
    void whatWasAcknowledgedIsOnTheDeviceWhenTheFileSystemBecomesReadOnly() throws Exception {
        Path nowhere = folder.resolve("nowhere.yaml");
        Files.writeString(nowhere, Files.readString(bed.peer()).replace("127.0.0.3", "127.0.0.4"));
        try (FailingDisk disk = FailingDisk.mount(data, folder.resolve("device"), "ext4");
                LoadPeer sender = LoadPeer.start(nowhere, event -> {});
                LoadSource source = sender.source(
                        "relay", id -> MESSAGE.apdu(id, id.hashCode() % 2 == 0 ? LARGE : SMALL, Instant.now()))) {
            SmallDisk.mount(Files.createDirectories(data.resolve("log")), "50M");
            int before;
            try (MtaProcess mta = MtaProcess.start(bed.relay())) {
                source.start(2);
                send(source, "m", LOAD);
                await().atMost(PATIENCE).until(() -> source.acknowledged().size() > BEFORE);
                disk.abort();
                Events events = Events.of(data);
                await().atMost(PATIENCE)
                        .until(() -> !events.named("STORE_PROBLEM").isEmpty());
                assertThat(why(events)).isNotEqualTo("-");
                before = source.acknowledged().size();
                await().during(A_WHILE)
                        .atMost(A_WHILE.plus(PATIENCE))
                        .until(() -> source.acknowledged().size() == before);
                assertThat(mta.stop()).isZero();
            }
            MtaProcess.Outcome refused = MtaProcess.run(bed.relay(), "start", "--exit-when-ready");
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.output()).containsIgnoringCase("read-only").doesNotContain("\tat ");
            disk.replayJournal();
            try (MtaProcess mta = MtaProcess.start(bed.relay());
                    LoadPeer peer = LoadPeer.start(bed.peer(), event -> {})) {
                await().atMost(PATIENCE).until(() -> source.acknowledged().size() == LOAD);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(peer.sink().received()).containsAll(source.acknowledged()));
                assertThat(peer.sink().twice()).isZero();
                MtaProcess.Outcome check = mta.run("queue", "check");
                assertThat(check.exit()).as(check.output()).isZero();
            }
            System.out.println("t-fire: a file system that became read-only behind " + before + " of " + LOAD
                    + " messages and kept what was synchronised: a start on it is refused ("
                    + refused.output().lines().reduce((earlier, last) -> last).orElse("")
                    + "); with its journal replayed all arrived, 0 lost, 0 twice; mta queue check finds no fault");
        }
    }

    /** While the service runs no other process can lock it: its writer never lets go. */
    @Test
    void aDatabaseThatAnotherProcessHasLockedIsToldAtTheStart() throws Exception {
        assertThat(MtaProcess.run(bed.relay(), "store", "migrate").exit()).isZero();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("queue.db"));
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            MtaProcess.Outcome locked = MtaProcess.run(bed.relay(), "start", "--exit-when-ready");
            assertThat(locked.exit()).isEqualTo(1);
            assertThat(locked.output()).contains("database is locked").doesNotContain("\tat ");
            lock.execute("ROLLBACK");
        }
        MtaProcess.Outcome free = MtaProcess.run(bed.relay(), "start", "--exit-when-ready");
        assertThat(free.exit()).as(free.output()).isZero();
        System.out.println(
                "t-fire: SQLite locked by another process: the start is refused with the reason, exit 1; the next"
                        + " start works");
    }

    /** What is sent meanwhile is refused for the time being, and all goes on by itself. */
    private void fails(String what, int size, Step begin, Step end) throws Exception {
        Events events = Events.of(data);
        try (LoadPeer peer = LoadPeer.start(bed.peer(), event -> {});
                LoadSource source = peer.source(
                        "relay", id -> MESSAGE.apdu(id, id.startsWith("s") ? SMALL : size, Instant.now()))) {
            source.start(2);
            send(source, "s", BEFORE);
            await().atMost(PATIENCE).until(() -> peer.sink().received().size() == BEFORE);
            begin.run();
            send(source, "m", MEANWHILE);
            await().atMost(PATIENCE).until(() -> !events.named("STORE_PROBLEM").isEmpty());
            await().during(A_WHILE)
                    .atMost(A_WHILE.plus(PATIENCE))
                    .until(() -> source.acknowledged().size() < BEFORE + MEANWHILE);
            int refused = BEFORE + MEANWHILE - source.acknowledged().size();
            assertThat(source.lastFailure()).contains("refused");
            end.run();
            Instant ended = Instant.now();
            await().atMost(PATIENCE).until(() -> source.acknowledged().size() > BEFORE + MEANWHILE - refused);
            Duration resumed = Duration.between(ended, Instant.now());
            await().atMost(PATIENCE).until(() -> source.acknowledged().size() == BEFORE + MEANWHILE);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(peer.sink().received()).containsAll(source.acknowledged()));
            assertThat(peer.sink().twice()).isZero();
            assertThat(events.named("UNEXPECTED_ERROR")).isEmpty();
            System.out.println("t-fire: " + what + ": " + refused + " of " + MEANWHILE + " refused for now ("
                    + source.lastFailure()
                    + "), STORE_PROBLEM: " + why(events) + "; accepted again " + resumed.toMillis()
                    + " ms after it ended; 0 lost, 0 twice");
        }
    }

    private static String why(Events events) throws IOException {
        return Events.field(events.named("STORE_PROBLEM").get(0), "why").orElse("-");
    }

    @Test
    void commitsWhoseSessionIsTerminatedAreLookedUpAndNothingIsLostOrTwice() throws Exception {
        try (PostgresInstance server = PostgresInstance.primary(PASSWORD)) {
            bed = LoadBed.write(folder, Mode.NORMAL_1988, 2);
            Files.writeString(folder.resolve("store-secret"), PASSWORD);
            Files.writeString(
                    bed.relay(), """
                    store:
                      url: "jdbc:postgresql://%s/mta"
                      user: %s
                      password: file:store-secret
                    """.formatted(server.address(), PostgresInstance.USER), StandardOpenOption.APPEND);
            try (MtaProcess mta = MtaProcess.start(bed.relay());
                    LoadPeer peer = LoadPeer.start(bed.peer(), event -> {});
                    LoadSource source = peer.source("relay", id -> MESSAGE.apdu(id, SMALL, Instant.now()))) {
                source.start(2);
                send(source, "m", LOAD);
                int terminated = 0;
                while (terminated < TERMINATIONS) {
                    int before = source.acknowledged().size();
                    await().atMost(PATIENCE).until(() -> source.acknowledged().size() > before + 10);
                    String ended = server.query(
                            "mta",
                            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name LIKE 'mta-queue %'");
                    terminated += Integer.parseInt(ended.strip());
                }
                await().atMost(PATIENCE).until(() -> source.acknowledged().size() == LOAD);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(peer.sink().received()).containsAll(source.acknowledged()));
                assertThat(peer.sink().twice()).isZero();
                MtaProcess.Outcome check = mta.run("queue", "check");
                assertThat(check.exit()).as(check.output()).isZero();
                System.out.println(
                        "t-fire: the writer's PostgreSQL session terminated " + terminated + " times under load: "
                                + LOAD + " acknowledged and arrived, 0 twice, "
                                + Events.of(data).named("STORE_PROBLEM").size()
                                + " STORE_PROBLEM; mta queue check finds no fault");
            }
        }
    }

    private static void send(LoadSource source, String prefix, int count) {
        for (int i = 0; i < count; i++) {
            source.add(prefix + i);
        }
    }
}
