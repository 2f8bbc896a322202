package org.openx400.mta.queue.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The connection that changes the queue. Used by one thread. */
final class WriterSession implements AutoCloseable {
    private final Statements statements;

    WriterSession(Connection connection) throws SQLException {
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

    void commit() throws SQLException {
        statements.connection().commit();
    }

    /** Rolls back what is not committed. */
    @Override
    public void close() throws SQLException {
        statements.close();
    }
}
