package org.openx400.mta.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openx400.mta.queue.MessageQueueContract.accept;
import static org.openx400.mta.queue.MessageQueueContract.done;
import static org.openx400.mta.queue.QueueSamples.NOW;
import static org.openx400.mta.queue.QueueSamples.message;
import static org.openx400.mta.queue.QueueSamples.random;
import static org.openx400.mta.queue.QueueSamples.read;
import static org.openx400.mta.queue.QueueSamples.spooled;
import static org.openx400.mta.queue.QueueSamples.to;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.queue.MessageQueueContract;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.Spool;
import org.sqlite.SQLiteDataSource;

class SqliteMessageQueueTest implements MessageQueueContract {
    @TempDir
    Path data;

    @Override
    public JdbcMessageQueue open() throws QueueException {
        return JdbcMessageQueue.open(settings());
    }

    @Test
    void largeContentHasAFileThatGoesWithTheLastEntry() throws Exception {
        try (MessageQueue queue = open()) {
            accept(queue, message("small", spooled(queue, random(1, GatheredOctets.LARGEST), 8192), to("x")));
            assertThat(spoolFiles()).isEmpty();
            accept(queue, message("large", spooled(queue, random(1, 262_145), 8192), to("y"), to("z")));
            assertThat(spoolFiles()).hasSize(1);
            done(queue.finish(entryTo(queue, "y").id(), List.of()));
            assertThat(spoolFiles()).hasSize(1);
            done(queue.finish(entryTo(queue, "z").id(), List.of()));
            assertThat(spoolFiles()).isEmpty();
        }
    }

    @Test
    void contentThatIsDiscardedLeavesNoFile() throws Exception {
        try (MessageQueue queue = open()) {
            Spool spool = spooled(queue, random(1, 300_000), 8192);
            assertThat(spoolFiles()).hasSize(1);
            spool.discard();
            assertThat(spoolFiles()).isEmpty();
        }
    }

    @Test
    void sweepsFilesWithoutAMessageWhenItOpens() throws Exception {
        long id;
        try (MessageQueue queue = open()) {
            id = accept(queue, message("large", spooled(queue, random(1, 300_000), 8192), to("x")));
            spooled(queue, random(2, 300_000), 8192);
            assertThat(spoolFiles()).hasSize(2);
        }
        try (JdbcMessageQueue queue = open()) {
            assertThat(queue.orphans()).isEqualTo(1);
            assertThat(spoolFiles()).hasSize(1);
            assertThat(read(queue, id, 9000)).isEqualTo(random(1, 300_000));
        }
    }

    @Test
    void secondOneIsKeptOutAndToldWhoIsIn() throws Exception {
        try (MessageQueue queue = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(QueueException.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
        open().close();
    }

    @Test
    void refusesASchemaNewerThanItKnows() throws Exception {
        open().close();
        sql("INSERT INTO schema_history (installed_rank, version, description, type, script, checksum, installed_by,"
                + " execution_time, success) VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1, 1)");
        assertThatThrownBy(this::open)
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("newer");
    }

    @Test
    void saysInOneLineThatTheDatabaseIsNone() throws Exception {
        Files.writeString(
                data.resolve("queue.db"), "this is no database, and long enough to be read as one".repeat(100));
        assertThatThrownBy(this::open)
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("not a database")
                .hasMessageContaining("move it away")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void removesTheNativeLibrariesOfKilledProcessesAndNothingElse() throws Exception {
        Path library = data.resolve("sqlite-3.50.3.0-7c2f-libsqlitejdbc.so");
        Path mark = data.resolve("sqlite-3.50.3.0-7c2f-libsqlitejdbc.so.lck");
        Path other = data.resolve("sqlite-notes.txt");
        for (Path file : List.of(library, mark, other)) {
            Files.createFile(file);
        }
        open().close();
        assertThat(library).doesNotExist();
        assertThat(mark).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void closingLeavesOneFileOfTheDatabase() throws Exception {
        try (MessageQueue queue = open()) {
            accept(queue, message("m", null, to("x")));
            assertThat(queue.list(0, 10)).hasSize(1);
        }
        assertThat(data.resolve("queue.db")).exists();
        assertThat(data.resolve("queue.db-wal")).doesNotExist();
    }

    @Test
    void refusesAnUnknownDatabase() {
        assertThatThrownBy(() -> JdbcMessageQueue.open(new QueueSettings("jdbc:other:x", data)))
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("jdbc:other:x");
    }

    @Test
    void damagedRowIsHeldAsideAndTheOthersGoOn() throws Exception {
        for (String damage : List.of(
                "UPDATE entry SET recipients = 'x,1' WHERE id = (SELECT MIN(id) FROM entry)",
                "UPDATE message SET kind = 'LETTER' WHERE mts_id LIKE '%bad%'",
                "UPDATE message SET rank = 9 WHERE mts_id LIKE '%bad%'",
                "DELETE FROM message WHERE mts_id LIKE '%bad%'")) {
            try (MessageQueue queue = open()) {
                accept(queue, message("bad", null, to("bad")));
                accept(queue, message("good", null, to("bad")));
            }
            sql(damage);
            try (MessageQueue queue = open()) {
                List<QueueEntry> due = queue.due("bad", Priority.NORMAL, NOW, 0, 10);
                assertThat(due.get(0).heldFor()).startsWith("damaged: ");
                assertThat(due.get(1).heldFor()).isNull();
                List<QueueEntry> all = queue.list(0, 10);
                assertThat(all).hasSize(2);
                assertThat(all.get(0).heldFor()).startsWith("damaged: ");
                for (QueueEntry entry : all) {
                    done(queue.delete(entry.id()));
                }
                assertThat(queue.list(0, 10)).isEmpty();
            }
        }
    }

    @Test
    void lostOrShortContentFileConcernsItsMessageOnly() throws Exception {
        try (MessageQueue queue = open()) {
            long id = accept(queue, message("large", spooled(queue, random(1, 300_000), 8192), to("x")));
            Path file = data.resolve("spool").resolve(spoolFiles().get(0));
            Files.write(file, random(1, 99_999).toArray());
            assertThatThrownBy(() -> queue.content(id)).hasMessageContaining("99999 octets");
            Files.delete(file);
            assertThatThrownBy(() -> queue.content(id)).isInstanceOf(IOException.class);
            done(queue.delete(entryTo(queue, "x").id()));
            assertThat(queue.list(0, 10)).isEmpty();
        }
    }

    @Test
    void fullStoreRefusesAndWorksAgainWhenThereIsRoom() throws Exception {
        int accepted = 0;
        try (MessageQueue queue = JdbcMessageQueue.open(data, new SmallDatabase())) {
            Throwable failure = null;
            while (failure == null) {
                try {
                    accept(queue, message("n" + accepted, spooled(queue, random(1, 20_000), 20_000), to("x")));
                    accepted++;
                } catch (QueueException e) {
                    failure = e;
                }
            }
            assertThat(failure).hasMessageContaining("could not be written");
            assertThat(accepted).isBetween(10, 100);
            assertThat(queue.list(0, 200)).hasSize(accepted);
            for (QueueEntry entry : queue.list(0, 5)) {
                done(queue.finish(entry.id(), List.of()));
            }
            accept(queue, message("again", spooled(queue, random(1, 20_000), 20_000), to("x")));
            assertThat(queue.list(0, 200)).hasSize(accepted - 5 + 1);
        }
    }

    @Test
    void everyStatementOfTheDispatcherFindsItsRowsByIndex() throws Exception {
        open().close();
        for (String query : List.of(
                Queries.COUNT_DUE,
                Queries.FEW_DUE,
                Queries.FIRST_DUE,
                Queries.NEXT_DUE,
                Queries.EXPIRED,
                Queries.LIST)) {
            assertThat(plan(query)).as(query).doesNotContain("SCAN entry", "SCAN e ", "SCAN m", "TEMP B-TREE");
        }
    }

    private QueueSettings settings() {
        return new QueueSettings("jdbc:sqlite:queue.db", data);
    }

    private List<String> spoolFiles() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("spool"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static QueueEntry entryTo(MessageQueue queue, String destination) throws QueueException {
        return queue.list(0, 100).stream()
                .filter(entry -> entry.destination().equals(destination))
                .findFirst()
                .orElseThrow();
    }

    private String plan(String query) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("queue.db"));
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("EXPLAIN QUERY PLAN " + query)) {
            while (rows.next()) {
                plan.append(rows.getString("detail")).append(" \n");
            }
        }
        return plan.toString();
    }

    private void sql(String change) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("queue.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(change);
        }
    }

    /** A database that is full with 250 pages of 4 KiB. */
    private final class SmallDatabase implements Dialect {
        private final Dialect dialect = new SqliteDialect(settings());

        @Override
        public DataSource writer() {
            SQLiteDataSource source = (SQLiteDataSource) dialect.writer();
            return new SQLiteDataSource(source.getConfig()) {
                @Override
                public Connection getConnection() throws SQLException {
                    Connection connection = source.getConnection();
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("PRAGMA max_page_count = 250");
                    }
                    return connection;
                }
            };
        }

        @Override
        public DataSource readers() {
            return dialect.readers();
        }

        @Override
        public String migrations() {
            return dialect.migrations();
        }
    }
}
