package org.openx400.mta.queue.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The connection that changes the queue, with its statements prepared once. Used by one thread. */
final class WriterSession implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    WriterSession(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
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
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        statements.clear();
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** Rolls back what is not committed. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
