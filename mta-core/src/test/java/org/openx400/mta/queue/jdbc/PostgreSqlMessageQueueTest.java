package org.openx400.mta.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.openx400.mta.queue.MessageQueueContract.accept;
import static org.openx400.mta.queue.MessageQueueContract.done;
import static org.openx400.mta.queue.QueueSamples.NOW;
import static org.openx400.mta.queue.QueueSamples.message;
import static org.openx400.mta.queue.QueueSamples.random;
import static org.openx400.mta.queue.QueueSamples.read;
import static org.openx400.mta.queue.QueueSamples.spooled;
import static org.openx400.mta.queue.QueueSamples.to;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.queue.MessageQueueContract;
import org.openx400.mta.queue.QueueCopy;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.Spool;
import org.openx400.mta.queue.TakenTransfer;

class PostgreSqlMessageQueueTest extends OwnPostgreSql implements MessageQueueContract {
    private static final String CHUNKS = "SELECT octet_length(octets) FROM content_chunk ORDER BY content, number";

    @Override
    public JdbcMessageQueue open() throws QueueException {
        return open(server.url(database));
    }

    private JdbcMessageQueue open(String url) throws QueueException {
        return JdbcMessageQueue.open(settings(url, folder.resolve("data")));
    }

    @Test
    void largeContentHasRowsOf256KibThatGoWithTheLastEntryAndNothingIsOnDisk() throws Exception {
        Octets content = random(1, 600_000);
        try (MessageQueue queue = open()) {
            accept(queue, message("small", spooled(queue, random(1, GatheredOctets.LARGEST), 8192), to("x")));
            assertThat(server.numbers(database, CHUNKS)).isEmpty();
            Spool spool = spooled(queue, content.slice(0, 300_000), 8192);
            done(spool.sync());
            assertThat(server.numbers(database, CHUNKS)).containsExactly(262_144L, 300_000L - 262_144);
            spool.write(content.from(300_000));
            long id = accept(queue, message("large", spool, to("y")));
            assertThat(server.numbers(database, CHUNKS)).containsExactly(262_144L, 262_144L, 600_000L - 524_288);
            assertThat(read(queue, id, 100_000)).isEqualTo(content);
            QueueEntry entry = queue.list(0, 10).get(1);
            done(queue.finish(entry.id(), List.of()));
            assertThat(server.numbers(database, CHUNKS)).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void sweepsChunksWithoutAMessageWhenItOpens() throws Exception {
        long id;
        try (MessageQueue queue = open()) {
            id = accept(queue, message("large", spooled(queue, random(1, 300_000), 8192), to("x")));
            done(spooled(queue, random(2, 300_000), 8192).sync());
        }
        try (JdbcMessageQueue queue = open()) {
            assertThat(queue.orphans()).isEqualTo(1);
            assertThat(server.numbers(database, CHUNKS)).containsExactly(262_144L, 300_000L - 262_144);
            assertThat(read(queue, id, 9000)).isEqualTo(random(1, 300_000));
        }
    }

    @Test
    void refusesContentWhoseChunksWereTakenAway() throws Exception {
        try (MessageQueue queue = open()) {
            Spool spool = spooled(queue, random(1, 300_000), 8192);
            done(spool.sync());
            server.sql(database, "DELETE FROM content_chunk WHERE number = 0");
            assertThatThrownBy(() -> accept(queue, message("m", spool, to("x"))))
                    .isInstanceOf(QueueException.class)
                    .hasMessageContaining("37856 octets");
            assertThat(queue.list(0, 10)).isEmpty();
        }
    }

    @Test
    void secondOneIsKeptOutAndToldWhoIsIn() throws Exception {
        try (MessageQueue queue = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(QueueException.class)
                    .hasMessageContaining("in use by mta-queue ")
                    .hasMessageContaining("127.0.0.1");
            accept(queue, message("m", null, to("x")));
        }
        open().close();
    }

    @Test
    void refusesServersThatCannotKeepWhatIsAcknowledged() throws Exception {
        server.sql(database, "ALTER DATABASE " + database + " SET synchronous_commit = off");
        assertThatThrownBy(this::open).hasMessageContaining("synchronous_commit is off");
        server.sql(database, "ALTER DATABASE " + database + " SET synchronous_commit = on");
        server.sql(database, "ALTER DATABASE " + database + " SET default_transaction_read_only = on");
        assertThatThrownBy(this::open).isInstanceOf(QueueException.class).hasMessageContaining("read-only");
        server.restartAsStandby(true);
        try {
            assertThatThrownBy(this::open).isInstanceOf(QueueException.class).hasMessageContaining("is a standby");
        } finally {
            server.restartAsStandby(false);
        }
    }

    @Test
    void refusesPasswordsInTheUrlAndShowsNone() {
        assertThatThrownBy(() -> open(server.url(database) + "?password=tell-nobody"))
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("store.password")
                .hasMessageNotContaining("tell-nobody");
        assertThatThrownBy(() -> JdbcMessageQueue.open(
                        new QueueSettings(server.url(database), PostgreSqlInstance.USER, () -> "tell-nobody", folder)))
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("tell-nobody");
    }

    @Test
    void findsThePrimaryAmongSeveralHosts() throws Exception {
        int nobody = 1;
        try (MessageQueue queue =
                open("jdbc:postgresql://127.0.0.1:" + nobody + ",127.0.0.1:" + server.port() + "/" + database)) {
            accept(queue, message("m", null, to("x")));
            assertThat(queue.list(0, 10)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_COMMIT", "BEHIND_COMMIT"})
    void aCommitWhoseAnswerIsLostCompletesOnlyWhenItIsKnown(CuttingProxy.Cut where) throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server.port());
                MessageQueue queue = open(PostgreSqlInstance.url(proxy.port(), database))) {
            proxy.cut(where);
            CompletableFuture<List<Long>> doubtful =
                    queue.accept(List.of(message("m", spooled(queue, random(1, 300_000), 8192), to("x"))));
            await().until(() -> proxy.refused() >= 3);
            assertThat(doubtful).isNotDone();
            List<Long> there = server.numbers(database, "SELECT id FROM message");
            assertThat(there).hasSize(where == CuttingProxy.Cut.BEHIND_COMMIT ? 1 : 0);

            proxy.admit();
            long id = done(doubtful).get(0);
            assertThat(server.numbers(database, "SELECT id FROM message")).containsExactly(id);
            assertThat(read(queue, id, 9000)).isEqualTo(random(1, 300_000));
            accept(queue, message("next", null, to("x")));
            assertThat(queue.list(0, 10)).hasSize(2);
        }
    }

    @Test
    void aQueueIsCopiedFromSqliteWithAllThatItsEntriesMet() throws Exception {
        Path original = folder.resolve("sqlite");
        try (MessageQueue from = JdbcMessageQueue.open(new QueueSettings("jdbc:sqlite:queue.db", original));
                MessageQueue to = open()) {
            accept(from, message("large", spooled(from, random(1, 600_000), 8192), to("a"), to("b")));
            accept(from, message("small", spooled(from, random(2, 100), 8192), to("a")));
            long tried = from.list(0, 10).get(1).id();
            done(from.reschedule(tried, 3, 1, NOW.plusSeconds(60), "no answer"));
            done(from.hold(tried, "wait"));
            TakenTransfer taken = new TakenTransfer(random(3, 16), NOW);
            done(from.acceptOnce(taken, List.of()));

            assertThat(QueueCopy.all(from, to)).isEqualTo(2);
            assertThat(to.list(0, 10))
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id", "messageId")
                    .isEqualTo(from.list(0, 10));
            assertThat(read(to, to.list(0, 10).get(0).messageId(), 8192)).isEqualTo(random(1, 600_000));
            assertThat(to.transfers(Octets.NONE, 10)).containsExactly(taken);
            assertThatThrownBy(() -> QueueCopy.all(from, to)).hasMessageContaining("not empty");
        }
    }

    @Test
    void closingInDoubtAnswersNothing() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server.port())) {
            MessageQueue queue = open(PostgreSqlInstance.url(proxy.port(), database));
            proxy.cut(CuttingProxy.Cut.BEHIND_COMMIT);
            CompletableFuture<List<Long>> doubtful = queue.accept(List.of(message("m", null, to("x"))));
            await().until(() -> proxy.refused() >= 1);
            queue.close();
            assertThat(doubtful).isNotDone();
        }
        try (MessageQueue queue = open()) {
            assertThat(queue.list(0, 10)).hasSize(1);
        }
    }

    @Test
    void whileTheServerIsAwayChangesFailAndThenItGoesOnByItself() throws Exception {
        try (MessageQueue queue = open()) {
            accept(queue, message("before", null, to("x")));
            server.stop();
            try {
                assertThatThrownBy(() -> accept(queue, message("meanwhile", null, to("x"))))
                        .isInstanceOf(QueueException.class);
                assertThatThrownBy(() -> queue.list(0, 10)).isInstanceOf(QueueException.class);
            } finally {
                server.start();
            }
            await().ignoreExceptionsInstanceOf(QueueException.class)
                    .until(() -> accept(queue, message("after", null, to("x"))) > 0);
            await().ignoreExceptionsInstanceOf(QueueException.class)
                    .until(() -> queue.list(0, 10).size() == 2);
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAfterTheServerIsKilledUnderLoad() throws Exception {
        QueueLoad load = new QueueLoad();
        try (MessageQueue queue = open()) {
            load.start(queue);
            load.awaitAccepted(300);
            server.kill();
            server.start();
            load.awaitAccepted(load.accepted().size() + 200);
            load.stop();
            assertThat(queue.list(0, 100_000)).hasSize(load.accepted().size());
        }
        try (MessageQueue queue = open()) {
            assertThat(queue.list(0, 100_000))
                    .extracting(QueueEntry::destination)
                    .containsExactlyInAnyOrderElementsOf(load.accepted());
            for (QueueEntry entry : queue.list(0, 100_000)) {
                assertThat(read(queue, entry.messageId(), 100_000)).isEqualTo(QueueLoad.content(entry.destination()));
            }
        }
    }
}
