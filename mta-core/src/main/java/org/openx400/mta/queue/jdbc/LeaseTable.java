package org.openx400.mta.queue.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.queue.Lease;
import org.openx400.mta.queue.LeaseStore;
import org.openx400.mta.queue.QueueException;

/**
 * The leases as rows, on a connection and a thread of their own, so that a renewal waits for no commit of the queue but one
 * that holds its row just now.
 *
 * <p>A session that holds the row for longer is that of a node which stopped in the middle: it is ended. What it had sent
 * completely is committed before, the rest is not.
 */
final class LeaseTable implements LeaseStore, AutoCloseable {
    private static final String EXPIRY = "clock_timestamp() + INTERVAL '" + TIME_TO_LIVE.toMillis() + " ms'";
    private static final String TAKE =
            "INSERT INTO lease (group_name, holder, epoch, expiry) VALUES (?, ?, 1, " + EXPIRY
                    + ") ON CONFLICT (group_name) DO UPDATE SET holder = excluded.holder, epoch = lease.epoch + 1, expiry = "
                    + EXPIRY;
    private static final String TAKE_ALWAYS = TAKE + " RETURNING epoch";
    /** A lease that lasts longer than one can is of a server whose clock was ahead. */
    private static final String TAKE_IF_FREE =
            TAKE + " WHERE lease.expiry <= clock_timestamp() OR lease.expiry > " + EXPIRY + " RETURNING epoch";

    private static final String RENEW =
            "UPDATE lease SET expiry = " + EXPIRY + " WHERE group_name = ? AND holder = ? AND epoch = ?";
    private static final String RELEASE =
            "UPDATE lease SET expiry = clock_timestamp() WHERE group_name = ? AND holder = ? AND epoch = ?";
    private static final String STATES = """
            SELECT group_name, holder, epoch, CAST(EXTRACT(EPOCH FROM expiry - clock_timestamp()) * 1000 AS BIGINT)
            FROM lease ORDER BY group_name""";

    private static final long CLOSE_SECONDS = 10;
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String PREPARE = "SET lock_timeout = '400ms'; SET statement_timeout = '1500ms'";
    private static final String END_STOPPED_WRITERS = """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND usename = current_user AND xact_start < now() - INTERVAL '300 ms'
                AND starts_with(application_name, ?)""";

    private final DataSource source;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "queue-lease");
        made.setDaemon(true);
        return made;
    });
    private @Nullable Statements session;

    /** @param source of connections with short timeouts */
    LeaseTable(DataSource source) {
        this.source = source;
    }

    /** What is done with the connection. */
    private interface Work<T> {
        T in(Statements statements) throws SQLException;
    }

    @Override
    public CompletableFuture<Lease> take(String group, String node) {
        return run(statements -> take(statements, TAKE_ALWAYS, group, node).orElseThrow());
    }

    @Override
    public CompletableFuture<Optional<Lease>> takeIfFree(String group, String node) {
        return run(statements -> take(statements, TAKE_IF_FREE, group, node));
    }

    @Override
    public CompletableFuture<Boolean> renew(Lease lease) {
        return run(statements -> update(statements, RENEW, lease));
    }

    @Override
    public CompletableFuture<Void> release(Lease lease) {
        return run(statements -> update(statements, RELEASE, lease)).thenAccept(held -> {});
    }

    @Override
    public List<State> states() throws QueueException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STATES)) {
            List<State> states = new ArrayList<>();
            while (row.next()) {
                Lease lease = new Lease(row.getString(1), row.getString(2), row.getLong(3));
                states.add(new State(lease, Duration.ofMillis(row.getLong(4))));
            }
            return states;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Does what was asked for, then closes. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        dropSession();
    }

    private <T> CompletableFuture<T> run(Work<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    done.complete(attempt(work));
                } catch (SQLException | RuntimeException e) {
                    dropSession();
                    done.completeExceptionally(failure(e));
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new QueueException("The queue is closed", e));
        }
        return done;
    }

    private <T> T attempt(Work<T> work) throws SQLException {
        Statements open = session();
        try {
            return work.in(open);
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            PreparedStatement end = open.prepare(END_STOPPED_WRITERS);
            end.setString(1, PostgreSqlWriter.NAME);
            end.execute();
            return work.in(open);
        }
    }

    private Statements session() throws SQLException {
        Statements open = session;
        if (open == null) {
            Connection connection = source.getConnection();
            open = new Statements(connection);
            session = open;
            PostgreSqlServer.check(connection);
            try (Statement prepare = connection.createStatement()) {
                prepare.execute(PREPARE);
            }
        }
        return open;
    }

    private void dropSession() {
        Statements open = session;
        session = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It is given up anyway.
            }
        }
    }

    private static Optional<Lease> take(Statements statements, String how, String group, String node)
            throws SQLException {
        PreparedStatement take = statements.prepare(how);
        take.setString(1, group);
        take.setString(2, node);
        try (ResultSet row = take.executeQuery()) {
            return row.next() ? Optional.of(new Lease(group, node, row.getLong(1))) : Optional.empty();
        }
    }

    private static boolean update(Statements statements, String how, Lease lease) throws SQLException {
        PreparedStatement update = statements.prepare(how);
        update.setString(1, lease.group());
        update.setString(2, lease.holder());
        update.setLong(3, lease.epoch());
        return update.executeUpdate() == 1;
    }

    private static QueueException failure(Exception e) {
        return new QueueException("The leases cannot be reached: " + e.getMessage(), e);
    }
}
