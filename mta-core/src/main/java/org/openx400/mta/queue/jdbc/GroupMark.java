package org.openx400.mta.queue.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Tells whether a transaction was committed whose answer was lost with the connection: each transaction writes its number
 * into the row of its writer. Used by one thread.
 */
final class GroupMark {
    private static final String WRITE = """
            INSERT INTO change_group (writer, number, written) VALUES (?, ?, now())
            ON CONFLICT (writer) DO UPDATE SET number = excluded.number, written = excluded.written""";
    /** A write, whose commit waits for the standby, if there is one, and so for all that was committed before. */
    private static final String READ = "UPDATE change_group SET written = now() WHERE writer = ? RETURNING number";
    /** Long enough for every writer to have asked. */
    private static final String FORGET = "DELETE FROM change_group WHERE written < now() - INTERVAL '30 days'";

    private final UUID writer = UUID.randomUUID();
    private long number;

    /** Marks the transaction that is open. */
    void write(WriterSession session) throws SQLException {
        if (number == 0) {
            session.prepare(FORGET).executeUpdate();
        }
        number++;
        PreparedStatement write = session.prepare(WRITE);
        write.setObject(1, writer);
        write.setLong(2, number);
        write.executeUpdate();
    }

    /**
     * Whether the transaction that was marked last is committed. To be asked when the session that wrote it has ended, so
     * that the answer cannot change any more.
     */
    boolean isCommitted(WriterSession session) throws SQLException {
        PreparedStatement read = session.prepare(READ);
        read.setObject(1, writer);
        boolean committed;
        try (ResultSet row = read.executeQuery()) {
            committed = row.next() && row.getLong(1) == number;
        }
        session.commit();
        return committed;
    }
}
