package org.openx400.mta.queue.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.queue.Lease;

/** The connection that changes the queue. Used by one thread. */
final class WriterSession implements AutoCloseable {
    private final Statements statements;

    private final @Nullable String node;
    private final Set<String> arrivals = new LinkedHashSet<>();

    /** @param node of a cluster whose nodes have the queue open together, else null */
    WriterSession(Connection connection, @Nullable String node) throws SQLException {
        this.node = node;
        connection.setAutoCommit(false);
        statements = new Statements(connection);
    }

    PreparedStatement prepare(String sql) throws SQLException {
        return statements.prepare(sql);
    }

    /** Begins what can be undone alone. */
    void begin() throws SQLException {
        prepare("SAVEPOINT change").execute();
    }

    void keep() throws SQLException {
        prepare("RELEASE SAVEPOINT change").execute();
    }

    /**
     * Takes back what was done since {@link #begin}. Fails when the whole transaction is lost. Statements are prepared
     * anew: the SQLite driver does not execute one again that failed.
     */
    void undo() throws SQLException {
        prepare("ROLLBACK TO SAVEPOINT change").execute();
        keep();
        statements.forget();
    }

    /** Takes back all that was done in this transaction. */
    void restart() throws SQLException {
        rollback();
        statements.forget();
        arrivals.clear();
    }

    /** Whether others change the queue at the same time. */
    boolean isShared() {
        return node != null;
    }

    /** There is a new entry for this destination. */
    void arrived(String destination) {
        arrivals.add(destination);
    }

    /** Has other nodes told of what arrived, when it is committed. */
    void announce() throws SQLException {
        if (node != null && !arrivals.isEmpty()) {
            Arrivals.announce(this, node, arrivals);
        }
        arrivals.clear();
    }

    void commit() throws SQLException {
        statements.connection().commit();
    }

    /** Commits when all of these are held. */
    void commit(Collection<Lease> leases) throws SQLException {
        if (leases.isEmpty()) {
            commit();
        } else {
            LeaseCheck.commit(this, leases);
        }
    }

    void rollback() throws SQLException {
        statements.connection().rollback();
    }

    /** Rolls back what is not committed. */
    @Override
    public void close() throws SQLException {
        statements.close();
    }
}
