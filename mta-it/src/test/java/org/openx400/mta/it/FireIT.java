package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
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
import org.openx400.mta.connector.Mode;
import org.openx400.mta.testkit.LoadBed;
import org.openx400.mta.testkit.LoadMessage;
import org.openx400.mta.testkit.LoadPeer;
import org.openx400.mta.testkit.LoadSource;
import org.openx400.mta.testkit.MtaProcess;

/**
 * t-fire: a relay whose disk becomes short and full, and that finds damaged messages and a newer database.
 */
class FireIT {
    private static final int ASSOCIATIONS = 4;
    private static final int QUEUED = 200;
    private static final int MORE = 50;
    private static final int SIZE = 2048;
    private static final int LARGE = 300_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofSeconds(3);
    private static final LoadMessage MESSAGE = new LoadMessage(LoadBed.SOURCE_DOMAIN, LoadBed.SINK_DOMAIN, false);

    @TempDir
    Path folder;

    private LoadBed bed;
    private Path sourceOnly;
    private Path data;

    @BeforeEach
    void writeFiles() throws IOException {
        bed = LoadBed.write(folder, Mode.NORMAL_1988, ASSOCIATIONS);
        sourceOnly = folder.resolve("source.yaml");
        // It listens where nobody calls, so that the relay finds no sink until there is one.
        Files.writeString(sourceOnly, Files.readString(bed.peer()).replace("127.0.0.3", "127.0.0.4"));
        data = Files.createDirectories(folder.resolve("relay"));
    }

    @Test
    void aShortDiskStopsAcceptingAndAFullOneLosesNothing() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(data, "160M");
                MtaProcess mta = MtaProcess.start(bed.relay());
                LoadPeer sender = LoadPeer.start(sourceOnly, event -> {});
                LoadSource source = sender.source("relay", id -> MESSAGE.apdu(id, SIZE, Instant.now()))) {
            source.start(ASSOCIATIONS);
            send(source, 0, QUEUED);
            await().atMost(PATIENCE).until(() -> source.acknowledged().size() == QUEUED);

            disk.size("40M");
            send(source, QUEUED, MORE);
            Events events = Events.of(data);
            await().atMost(PATIENCE).until(() -> events.named("DISK_SHORT").size() == 1);
            disk.leave(0);
            try (LoadPeer sink = LoadPeer.start(bed.peer(), event -> {})) {
                await().during(A_WHILE)
                        .atMost(A_WHILE.plus(PATIENCE))
                        .until(() -> source.acknowledged().size() == QUEUED);
                int whileFull = sink.sink().received().size();
                disk.size("40M");
                await().atMost(PATIENCE).until(() -> sink.sink().received().size() == QUEUED);
                assertThat(source.acknowledged()).hasSize(QUEUED);
                assertThat(source.lastFailure()).contains("refused");

                Instant enough = Instant.now();
                disk.size("160M");
                await().atMost(PATIENCE).until(() -> source.acknowledged().size() == QUEUED + MORE);
                Duration resumed = Duration.between(enough, Instant.now());
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(sink.sink().received()).containsAll(source.acknowledged()));
                assertThat(events.named("DISK_SHORT"))
                        .hasSize(1)
                        .first()
                        .asString()
                        .contains("\"free\":");
                await().atMost(PATIENCE)
                        .until(() -> events.named("DISK_SUFFICES").size() == 1);
                assertThat(events.named("STORE_PROBLEM").size()).isLessThanOrEqualTo(1);
                assertThat(sink.sink().twice()).isZero();
                System.out.println("t-fire: disk short: " + MORE + " refused for now, " + QUEUED
                        + " drained (" + whileFull + " of them with 0 octets free), all accepted "
                        + resumed.toMillis() + " ms after there was space; 0 lost, 0 twice, "
                        + events.named("STORE_PROBLEM").size() + " STORE_PROBLEM");
            }
        }
    }

    @Test
    void damagedMessagesAreHeldAndNamedAndTheOthersGo() throws Exception {
        try (MtaProcess mta = MtaProcess.start(bed.relay());
                LoadPeer sender = LoadPeer.start(sourceOnly, event -> {});
                LoadSource source = sender.source("relay", id -> MESSAGE.apdu(id, LARGE, Instant.now()))) {
            source.start(1);
            send(source, 0, 10);
            await().atMost(PATIENCE).until(() -> source.acknowledged().size() == 10);
            assertThat(mta.stop()).isZero();
        }
        List<Path> contents;
        try (Stream<Path> files = Files.list(data.resolve("spool"))) {
            contents = files.sorted().toList();
        }
        Files.delete(contents.get(0));
        try (FileChannel cut = FileChannel.open(contents.get(1), StandardOpenOption.WRITE)) {
            cut.truncate(LARGE / 2);
        }
        flip(contents.get(4), 70_000);
        sql("UPDATE message SET envelope = x'00', envelope_crc = NULL WHERE content_file = '"
                + contents.get(2).getFileName() + "'");
        sql("UPDATE entry SET recipients = 'x' WHERE message_id = (SELECT id FROM message WHERE content_file = '"
                + contents.get(3).getFileName() + "')");
        MtaProcess.Outcome check = MtaProcess.run(bed.relay(), "queue", "check");
        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.output())
                .contains(
                        "content " + contents.get(0).getFileName() + ": octet 0 of the content: its file is missing",
                        "content " + contents.get(1).getFileName() + ": octet " + LARGE / 2 + " of the content",
                        "content " + contents.get(4).getFileName() + ": octet 65536 of the content: the 65536 ",
                        "the envelope: ",
                        "10 messages, 10 entries",
                        "its row cannot be read",
                        "5 faults, 0 of them repaired");

        try (MtaProcess mta = MtaProcess.start(bed.relay());
                LoadPeer sink = LoadPeer.start(bed.peer(), event -> {})) {
            Events events = Events.of(data);
            await().atMost(PATIENCE).until(() -> sink.sink().received().size() == 5);
            await().atMost(PATIENCE)
                    .until(() -> events.named("STORED_MESSAGE_DAMAGED").size() == 5);
            assertThat(events.named("STORED_MESSAGE_DAMAGED").toString()).contains("octet 65536 of the content");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    mta.run("queue", "list", "--json").output().lines())
                            .hasSize(5)
                            .allMatch(line -> line.contains("\"HELD\"") || line.contains("\"held\"")));
            assertThat(events.named("STORE_PROBLEM")).isEmpty();
            MtaProcess.Outcome held = mta.run("queue", "check");
            assertThat(held.exit()).isEqualTo(1);
            assertThat(held.output()).contains("5 messages, 5 entries", "(held)", "5 faults, 0 of them repaired");
            MtaProcess.Outcome repaired = mta.run("queue", "check", "--repair", "delete-damaged");
            assertThat(repaired.exit()).as(repaired.output()).isZero();
            assertThat(events.named("MESSAGE_DELETED")).hasSize(5);
            MtaProcess.Outcome sound = mta.run("queue", "check");
            assertThat(sound.exit()).as(sound.output()).isZero();
        }
        sql("INSERT INTO schema_history (installed_rank, version, description, type, script, checksum, installed_by,"
                + " execution_time, success) VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1, 1)");
        MtaProcess.Outcome newer = MtaProcess.run(bed.relay(), "start");
        assertThat(newer.exit()).isNotZero();
        assertThat(newer.output())
                .contains("version 99, which is newer than this program")
                .doesNotContain("\tat ");
        System.out.println(
                "t-fire: of 10 messages 5 damaged (a content missing, a content cut, one with an octet changed, an envelope and an entry overwritten): "
                        + "named by mta queue check, held, 5 arrived, the 5 deleted by it while the relay ran; a database of version 99 is refused, exit "
                        + newer.exit());
    }

    private static void flip(Path file, int octet) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(octet);
            int before = content.read();
            content.seek(octet);
            content.write(before ^ 1);
        }
    }

    private static void send(LoadSource source, int from, int count) {
        for (int i = from; i < from + count; i++) {
            source.add("m" + i);
        }
    }

    private void sql(String change) throws Exception {
        Path database;
        try (Stream<Path> files = Files.list(data)) {
            database = files.filter(file -> file.toString().endsWith(".db"))
                    .findFirst()
                    .orElseThrow();
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(change)).isEqualTo(1);
        }
    }
}
