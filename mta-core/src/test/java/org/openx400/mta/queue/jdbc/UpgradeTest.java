package org.openx400.mta.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openx400.mta.queue.QueueSamples.NOW;
import static org.openx400.mta.queue.QueueSamples.message;
import static org.openx400.mta.queue.QueueSamples.read;
import static org.openx400.mta.queue.QueueSamples.to;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.queue.MessageQueueContract;
import org.openx400.mta.queue.PartialTransferContract;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueFault;
import org.openx400.mta.queue.Spool;
import org.openx400.mta.queue.TakenTransfer;

/** Stores that earlier versions wrote, see {@link UpgradeFixture}, opened by this one. */
class UpgradeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aStoreOfSqliteIsMigratedAndKeepsEveryMessage(int schema) throws Exception {
        Path fixture =
                Path.of(UpgradeTest.class.getResource("v" + schema + "/sqlite").toURI());
        try (Stream<Path> files = Files.walk(fixture)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(fixture.relativize(file).toString());
                if (!Files.isDirectory(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
        assertHasEveryMessage(schema, new QueueSettings("jdbc:sqlite:" + folder.resolve("queue.db"), folder));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aStoreOfPostgreSqlIsMigratedAndKeepsEveryMessage(int schema) throws Exception {
        try (PostgreSqlInstance server = new PostgreSqlInstance()) {
            String database = server.newDatabase();
            server.sql(database, dump(schema));
            assertHasEveryMessage(
                    schema,
                    new QueueSettings(
                            server.url(database), PostgreSqlInstance.USER, () -> PostgreSqlInstance.PASSWORD, folder));
        }
    }

    /** Without the lines that are for psql. */
    private static String dump(int schema) throws IOException {
        try (InputStream in = UpgradeTest.class.getResourceAsStream("v" + schema + "/postgresql.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("\\"))
                    .collect(Collectors.joining("\n"));
        }
    }

    private static void assertHasEveryMessage(int schema, QueueSettings settings) throws Exception {
        try (JdbcMessageQueue queue = JdbcMessageQueue.open(settings)) {
            assertThat(Integer.parseInt(queue.schemaVersion())).isGreaterThan(schema);
            assertThat(queue.orphans()).isZero();
            Map<String, Octets> contents = new TreeMap<>();
            for (QueueEntry entry : queue.list(0, 100)) {
                String local = entry.mtsIdentifier().replaceAll(".*;|]", "");
                contents.put(local, read(queue, entry.messageId(), 1000));
                assertThat(queue.message(entry.messageId()).orElseThrow().envelope())
                        .isEqualTo(Octets.utf8("envelope of " + local));
                assertIsInItsState(local, entry);
            }
            assertThat(queue.list(0, 100)).hasSize(2 * UpgradeFixture.CONTENTS.size());
            assertThat(contents).isEqualTo(UpgradeFixture.CONTENTS);
            // Both entries of each message in the fixture are for its one recipient.
            assertThat(StoreCheckContract.faults(settings))
                    .extracting(QueueFault::kind)
                    .containsOnly(QueueFault.Kind.RECIPIENT_TWICE);
            if (schema >= 3) {
                assertKnowsItsTransfers(queue);
            }
            assertWorks(queue);
        }
    }

    private static void assertIsInItsState(String local, QueueEntry entry) {
        boolean waits = local.equals("waiting");
        assertThat(entry.heldFor()).isEqualTo(local.equals("held") ? UpgradeFixture.REASON : null);
        assertThat(entry.attempts()).isEqualTo(waits ? 3 : 0);
        assertThat(entry.refusals()).isEqualTo(waits ? 1 : 0);
        assertThat(entry.lastProblem()).isEqualTo(waits ? UpgradeFixture.PROBLEM : null);
        Instant next = waits ? NOW.plusSeconds(60) : NOW;
        assertThat(entry.nextAttempt()).isEqualTo(next);
    }

    private static void assertKnowsItsTransfers(MessageQueue queue) throws Exception {
        assertThat(queue.acceptOnce(UpgradeFixture.TAKEN, List.of()).get()).isFalse();
        Spool partial = queue.takeUp(PartialTransferContract.KEY, NOW)
                .get()
                .orElseThrow()
                .content();
        Octets more = Octets.utf8("more");
        partial.write(more);
        long id = MessageQueueContract.accept(queue, message("resumed", partial, to("x")));
        assertThat(read(queue, id, 1000)).isEqualTo(Octets.concat(UpgradeFixture.PARTIAL, more));
    }

    /** What came with later schemas works, and the messages can leave. */
    private static void assertWorks(MessageQueue queue) throws Exception {
        TakenTransfer transfer = new TakenTransfer(Octets.utf8("key"), NOW);
        assertThat(queue.acceptOnce(transfer, List.of()).get()).isTrue();
        assertThat(queue.acceptOnce(transfer, List.of()).get()).isFalse();
        for (QueueEntry entry : queue.list(0, 100)) {
            MessageQueueContract.done(queue.delete(entry.id()));
        }
        assertThat(queue.list(0, 100)).isEmpty();
    }
}
