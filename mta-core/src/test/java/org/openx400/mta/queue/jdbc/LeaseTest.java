package org.openx400.mta.queue.jdbc;

import static java.util.concurrent.TimeUnit.SECONDS;
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

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.FencedException;
import org.openx400.mta.queue.Lease;
import org.openx400.mta.queue.LeaseStore;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.queue.PartialTransfer;
import org.openx400.mta.queue.PartialTransferContract;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.Spool;

/** Two nodes of a cluster over one database. */
class LeaseTest extends OwnPostgreSql {
    private static final String GROUP = "EAST";
    private static final int TAKEOVERS = 25;
    /** A commit takes a millisecond for each message, behind the check of the lease. */
    private static final String SLOW_COMMIT = """
            CREATE FUNCTION slow() RETURNS TRIGGER LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.001); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON message DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION slow()""";

    private static final String WRITER_OF_A = """
            SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
            WHERE datname = current_database() AND locktype = 'advisory' AND objsubid = 2
                AND CAST(objid AS BIGINT) = (CAST(hashtext('node-a') AS BIGINT) & 4294967295)""";

    private JdbcMessageQueue a;
    private JdbcMessageQueue b;

    @BeforeEach
    void openBoth() throws Exception {
        a = open("node-a");
        b = open("node-b");
    }

    @AfterEach
    void closeBoth() {
        a.close();
        b.close();
    }

    @Test
    void takingRaisesTheEpochAndOnlyTheLastHolderCanRenew() throws Exception {
        Lease first = done(a.leases().take(GROUP, "node-a"));
        assertThat(first).isEqualTo(new Lease(GROUP, "node-a", 1));
        assertThat(done(a.leases().renew(first))).isTrue();
        Lease second = done(b.leases().take(GROUP, "node-b"));
        assertThat(second.epoch()).isEqualTo(2);
        assertThat(done(a.leases().renew(first))).isFalse();
        assertThat(done(b.leases().renew(second))).isTrue();
        assertThat(a.leases().states()).singleElement().satisfies(state -> {
            assertThat(state.lease()).isEqualTo(second);
            assertThat(state.remaining()).isPositive().isLessThanOrEqualTo(LeaseStore.TIME_TO_LIVE);
        });
    }

    @Test
    void onlyAFreeLeaseIsTakenByOneThatAsks() throws Exception {
        Lease held = done(a.leases().take(GROUP, "node-a"));
        assertThat(done(b.leases().takeIfFree(GROUP, "node-b"))).isEmpty();
        done(a.leases().release(held));
        assertThat(a.leases().states())
                .allSatisfy(state -> assertThat(state.remaining()).isLessThanOrEqualTo(Duration.ZERO));
        assertThat(done(b.leases().takeIfFree(GROUP, "node-b"))).contains(new Lease(GROUP, "node-b", 2));
        assertThat(done(a.leases().takeIfFree(GROUP, "node-a"))).isEmpty();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> done(a.leases().takeIfFree(GROUP, "node-a")).isPresent());
        assertThat(done(b.leases().takeIfFree("WEST", "node-b"))).contains(new Lease("WEST", "node-b", 1));
    }

    @Test
    void aLeaseThatLastsTooLongIsFreeSinceTheServersClockWasSetBack() throws Exception {
        done(a.leases().take(GROUP, "node-a"));
        server.sql(database, "UPDATE lease SET expiry = clock_timestamp() + INTERVAL '5 hours'");
        assertThat(done(b.leases().takeIfFree(GROUP, "node-b"))).contains(new Lease(GROUP, "node-b", 2));
    }

    @Test
    void aLateWriteIsRefusedAndNothingIsChanged() throws Exception {
        MessageQueue old = a.under(done(a.leases().take(GROUP, "node-a")));
        accept(old, message("m", spooled(old, random(1, 300_000), 8192), to("x"), to("y")));
        List<QueueEntry> before = b.list(0, 10);
        MessageQueue now = b.under(done(b.leases().take(GROUP, "node-b")));

        assertFenced(old.accept(List.of(message("late", null, to("x")))));
        assertFenced(old.hold(before.get(0).id(), "late"));
        assertFenced(old.finish(before.get(0).id(), List.of(message("report", null, to("z")))));
        assertThat(b.list(0, 10)).isEqualTo(before);

        done(now.finish(before.get(0).id(), List.of()));
        assertFenced(old.finish(before.get(0).id(), List.of()));
        done(now.finish(before.get(1).id(), List.of()));
        assertThat(server.numbers(database, "SELECT count(*) FROM message")).containsExactly(0L);
        assertThat(server.numbers(database, "SELECT count(*) FROM content_chunk"))
                .containsExactly(0L);
    }

    @Test
    void whatIsCommittedTogetherWithAFencedChangeIsCommittedWithoutIt() throws Exception {
        MessageQueue lost = a.under(done(a.leases().take(GROUP, "node-a")));
        MessageQueue held = a.under(done(a.leases().take("WEST", "node-a")));
        done(b.leases().take(GROUP, "node-b"));
        List<CompletableFuture<List<Long>>> late = new ArrayList<>();
        List<CompletableFuture<List<Long>>> good = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            late.add(lost.accept(List.of(message("late" + i, null, to("x")))));
            good.add((i % 2 == 0 ? held : a).accept(List.of(message("good" + i, null, to("y")))));
        }
        for (CompletableFuture<List<Long>> change : late) {
            assertFenced(change);
        }
        for (CompletableFuture<List<Long>> change : good) {
            done(change);
        }
        assertThat(b.list(0, 1000))
                .hasSize(200)
                .allMatch(entry -> entry.destination().equals("y"));
    }

    @Test
    void nothingOfAnEarlierHolderBecomesVisibleAfterTheLeaseWasTaken() throws Exception {
        long seed = 20261121;
        Random random = new Random(seed);
        server.sql(database, SLOW_COMMIT);
        Queue<String> accepted = new ConcurrentLinkedQueue<>();
        JdbcMessageQueue[] nodes = {a, b};
        Lease lease = done(a.leases().take(GROUP, "node-a"));
        int number = 0;
        for (int takeover = 0; takeover < TAKEOVERS; takeover++) {
            JdbcMessageQueue holder = nodes[takeover % 2];
            JdbcMessageQueue next = nodes[(takeover + 1) % 2];
            MessageQueue queue = holder.under(lease);
            String epoch = "e" + lease.epoch();
            List<CompletableFuture<?>> changes = new ArrayList<>();
            int burst = 1 + random.nextInt(150);
            for (int i = 0; i < burst; i++) {
                String name = epoch + "-" + number++;
                changes.add(
                        queue.accept(List.of(message(name, null, to(epoch)))).thenAccept(id -> accepted.add(name)));
            }
            Duration delay = Duration.ofMillis(random.nextInt(2 * burst));
            await().pollDelay(delay).until(() -> true);
            lease = done(next.leases().take(GROUP, nodes[0] == next ? "node-a" : "node-b"));
            long visible = count(epoch);
            for (CompletableFuture<?> change : changes) {
                assertDoneOrFenced(change);
            }
            assertThat(count(epoch)).as("takeover %d, seed %d", takeover, seed).isEqualTo(visible);
            assertThat(accepted.stream().filter(name -> name.startsWith(epoch + "-")))
                    .hasSize((int) visible);
        }
    }

    @Test
    void aSessionThatStoppedWithTheRowLockedKeepsNobodyWaiting() throws Exception {
        Lease lease = done(a.leases().take(GROUP, "node-a"));
        try (Connection stopped = DriverManager.getConnection(
                        server.url(database) + "?ApplicationName=mta-queue%20stopped",
                        PostgreSqlInstance.USER,
                        PostgreSqlInstance.PASSWORD);
                Statement statement = stopped.createStatement()) {
            stopped.setAutoCommit(false);
            statement.execute("INSERT INTO change_group VALUES ('00000000-0000-0000-0000-000000000001', 1, now())");
            statement.execute("SELECT confirm_lease('" + GROUP + "', " + lease.epoch() + ")");
            Lease next = b.leases().take(GROUP, "node-b").get(3, SECONDS);
            assertThat(next.epoch()).isEqualTo(2);
            assertThatThrownBy(stopped::commit).isInstanceOf(SQLException.class);
        }
        assertThat(server.numbers(
                        database,
                        "SELECT count(*) FROM change_group WHERE writer = '00000000-0000-0000-0000-000000000001'"))
                .containsExactly(0L);
    }

    @Test
    void aSessionThatIsSuspendedUnderLoadKeepsNobodyWaitingAndChangesNothingWhenItGoesOn() throws Exception {
        MessageQueue old = a.under(done(a.leases().take(GROUP, "node-a")));
        accept(old, message("m", null, to("x")));
        long writer = server.numbers(database, WRITER_OF_A).get(0);
        signal("STOP", writer);
        List<CompletableFuture<List<Long>>> late = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                late.add(old.accept(List.of(message("late" + i, null, to("x")))));
            }
            assertThat(b.leases().take(GROUP, "node-b").get(1, SECONDS).epoch()).isEqualTo(2);
        } finally {
            signal("CONT", writer);
        }
        for (CompletableFuture<List<Long>> change : late) {
            assertFenced(change);
        }
        assertThat(b.list(0, 200)).hasSize(1);
    }

    @Test
    void contentThatComesInAtOneNodeIsNotSweptByAnotherThatStarts() throws Exception {
        Spool coming = spooled(a, random(1, 300_000), 8192);
        done(coming.sync());
        b.close();
        b = open("node-b");
        assertThat(b.orphans()).isZero();
        long id = accept(a, message("m", coming, to("x")));
        assertThat(read(b, id, 65_536)).isEqualTo(random(1, 300_000));
        done(spooled(a, random(2, 300_000), 8192).sync());
        a.close();
        a = open("node-a");
        assertThat(a.orphans()).isEqualTo(1);
    }

    @Test
    void theNextHolderGoesOnWithATransferAndWhatTheEarlierOneStillWritesDoesNoHarm() throws Exception {
        MessageQueue old = a.under(done(a.leases().take(GROUP, "node-a")));
        PartialTransfer.Key key = PartialTransferContract.KEY;
        Octets content = PartialTransferContract.CONTENT;
        Spool early = spooled(old, content.slice(0, 700_001), 300_000);
        done(early.secure(PartialTransferContract.transfer(key, 700_001, NOW)));
        MessageQueue now = b.under(done(b.leases().take(GROUP, "node-b")));

        Spool taken = done(now.takeUp(key, NOW)).orElseThrow().content();
        early.write(random(5, 400_000));
        done(early.sync());
        assertFenced(early.secure(PartialTransferContract.transfer(key, 1_100_001, NOW)));
        assertFenced(old.takeUp(key, NOW));
        taken.write(content.from(700_001));
        done(taken.secure(PartialTransferContract.transfer(key, content.length(), NOW)));
        long id = accept(now, message("m", taken, to("x")));
        assertThat(read(now, id, 65_536)).isEqualTo(content);
        early.discard();
        assertThat(read(now, id, 65_536)).isEqualTo(content);
        assertThat(now.partialTransfers()).isEmpty();
    }

    @Test
    void twoNodesThatFinishTheLastEntriesOfAMessageLeaveNothing() throws Exception {
        for (int i = 0; i < 30; i++) {
            accept(a, message("m" + i, null, to("x"), to("y")));
        }
        List<CompletableFuture<Void>> changes = new ArrayList<>();
        for (QueueEntry entry : a.list(0, 100)) {
            changes.add((entry.destination().equals("x") ? a : b).finish(entry.id(), List.of()));
        }
        for (CompletableFuture<Void> change : changes) {
            done(change);
        }
        assertThat(server.numbers(database, "SELECT count(*) FROM message")).containsExactly(0L);
    }

    @Test
    void theOtherNodeIsToldOfNewEntriesAndNotOneself() throws Exception {
        Queue<String> atA = new ConcurrentLinkedQueue<>();
        Queue<String> atB = new ConcurrentLinkedQueue<>();
        try (AutoCloseable listeningA = a.arrivals(atA::add);
                AutoCloseable listeningB = b.arrivals(atB::add)) {
            await().until(() -> {
                accept(a, message("m", null, to("connector x"), to("y")));
                return !atB.isEmpty();
            });
            assertThat(atB).contains("connector x", "y");
            await().until(() -> {
                accept(b, message("m", null, to("z")));
                return !atA.isEmpty();
            });
            assertThat(atA).containsOnly("z");
        }
    }

    @Test
    void eachNodeHasItsOwnNameAndNoProcessHasTheQueueAlone() {
        assertThatThrownBy(() -> open("node-a"))
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("another process has it open as node node-a");
        assertThatThrownBy(() -> JdbcMessageQueue.open(settings()))
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("in use by mta-queue");
    }

    private JdbcMessageQueue open(String node) throws QueueException {
        return JdbcMessageQueue.open(settings().sharedBy(node));
    }

    private QueueSettings settings() {
        return settings(server.url(database), folder.resolve("data"));
    }

    private static void signal(String name, long pid) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    private long count(String destination) throws SQLException {
        return server.numbers(database, "SELECT count(*) FROM entry WHERE destination = '" + destination + "'")
                .get(0);
    }

    private static void assertFenced(CompletableFuture<?> change) {
        assertThat(change)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(FencedException.class);
    }

    private static void assertDoneOrFenced(CompletableFuture<?> change) throws Exception {
        try {
            change.get(10, SECONDS);
        } catch (ExecutionException e) {
            assertThat(e).hasRootCauseInstanceOf(FencedException.class);
        }
    }
}
