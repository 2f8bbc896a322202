package org.openx400.mta.queue.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Checks that a server can keep what we are responsible for. */
final class PostgreSqlServer {
    private static final String STATE = """
            SELECT pg_is_in_recovery(), current_setting('transaction_read_only'), current_setting('synchronous_commit'),
                current_setting('fsync'), current_setting('server_encoding')""";

    private PostgreSqlServer() {}

    /** Fails when the server is a standby, is read-only, or acknowledges what is not on stable storage. */
    static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STATE)) {
            row.next();
            require(
                    !row.getBoolean(1),
                    "the server is a standby, which cannot be written: give the address of the primary, or those of all"
                            + " servers, of which the primary is found");
            require(row.getString(2).equals("off"), "the server is read-only (default_transaction_read_only)");
            require(
                    !row.getString(3).equals("off"),
                    "synchronous_commit is off: what was acknowledged could be lost; set it to on");
            require(row.getString(4).equals("on"), "fsync is off: what was acknowledged could be lost; set it to on");
            require(row.getString(5).equals("UTF8"), "the database's encoding is " + row.getString(5) + ", not UTF8");
        }
    }

    private static void require(boolean met, String failure) throws SQLException {
        if (!met) {
            throw new SQLException(failure);
        }
    }
}
