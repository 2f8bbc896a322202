package org.openx400.mta.queue.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections that hold the advisory lock of the queue, so that only one process changes it. The lock goes with its
 * session: who gets it knows that nothing of an earlier session is still being committed, and without it nobody writes.
 * The nodes of a cluster share that lock, and each has one more by its name.
 */
final class PostgreSqlWriter extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    /** How the sessions are called, before what tells them apart. */
    static final String NAME = "mta-queue ";

    /** "X400". */
    private static final int LOCK = 0x58343030;
    /** How long an earlier session may take to end. */
    private static final int LOCK_SECONDS = 3;

    /** SQLSTATE: another session has the lock. */
    static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String HOLDERS =
            " FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'advisory'"
                    + " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                    + " AND l.classid = 0 AND l.objid = " + LOCK + " AND l.objsubid = 1 AND l.granted";
    private static final String END_OWN =
            "SELECT pg_terminate_backend(a.pid)" + HOLDERS + " AND a.application_name = ?";
    private static final String LOCK_NODE = "SELECT pg_advisory_lock(" + LOCK + ", hashtext(?))";
    private static final String HOLDER =
            "SELECT a.pid, COALESCE(a.application_name, 'a process'), COALESCE(host(a.client_addr), 'an address that is not told')"
                    + HOLDERS;
    /** A server that is cut off from us ends our session, and with it the lock, within half a minute. */
    private static final String[] PREPARATIONS = {
        "SET lock_timeout = '" + LOCK_SECONDS + "s'",
        "SET tcp_keepalives_idle = 10",
        "SET tcp_keepalives_interval = 5",
        "SET tcp_keepalives_count = 4"
    };

    private static final String PATIENT = "SET idle_in_transaction_session_timeout = '60s'";
    /** A node that stopped keeps no other from the rows that it changed. */
    private static final String IMPATIENT = "SET idle_in_transaction_session_timeout = '1s'";

    private final String name;
    private final @Nullable String node;
    private transient @Nullable Connection claimed;

    /** @param node of a cluster, or null when no other process may have the queue open */
    PostgreSqlWriter(@Nullable String node) {
        this.node = node;
        this.name = NAME + UUID.randomUUID();
        setApplicationName(name);
    }

    /** Takes the lock, for the first connection that is asked for. */
    synchronized void claim() throws SQLException {
        claimed = connect();
    }

    /** Lets the lock go when no connection was asked for. */
    synchronized void release() {
        try {
            if (claimed != null) {
                claimed.close();
            }
        } catch (SQLException e) {
            // The server ends the session when it notices.
        }
        claimed = null;
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        Connection first = claimed;
        claimed = null;
        return first == null ? connect() : first;
    }

    private Connection connect() throws SQLException {
        Connection connection = super.getConnection();
        try {
            PostgreSqlServer.check(connection);
            lock(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void lock(Connection connection) throws SQLException {
        try (PreparedStatement endOwn = connection.prepareStatement(END_OWN);
                Statement statement = connection.createStatement()) {
            for (String preparation : PREPARATIONS) {
                statement.execute(preparation);
            }
            statement.execute(node == null ? PATIENT : IMPATIENT);
            endOwn.setString(1, name);
            endOwn.execute();
            statement.execute("SELECT pg_advisory_lock" + (node == null ? "" : "_shared") + "(" + LOCK + ")");
        } catch (SQLException e) {
            throw LOCK_NOT_AVAILABLE.equals(e.getSQLState())
                    ? new SQLException(
                            "it is in use by " + holder(connection) + ": only one process may have it open",
                            LOCK_NOT_AVAILABLE,
                            e)
                    : e;
        }
        if (node != null) {
            lockNode(connection, node);
        }
    }

    private static void lockNode(Connection connection, String node) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK_NODE)) {
            lock.setString(1, node);
            lock.execute();
        } catch (SQLException e) {
            throw LOCK_NOT_AVAILABLE.equals(e.getSQLState())
                    ? new SQLException(
                            "another process has it open as node " + node + ": each node needs its own name",
                            LOCK_NOT_AVAILABLE,
                            e)
                    : e;
        }
    }

    private static String holder(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(HOLDER)) {
            return row.next()
                    ? row.getString(2) + " at " + row.getString(3) + ", session " + row.getInt(1)
                    : "another process";
        }
    }
}
