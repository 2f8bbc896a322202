package org.openx400.mta.queue.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.PartialTransfer;

/** A row of the transfers that may go on: the transfer, and the large content that it has. */
record PartialRow(PartialTransfer transfer, String content) {
    private static final String SHORT_COLUMNS = """
            content_file, connector, session_connection, activity, serial, octets, content_length, checkpoint_size,
                window_size, secured""";
    private static final int STATE = 11;
    private static final int HEAD = 12;

    /** All, the latest first. */
    static final String LIST = "SELECT " + SHORT_COLUMNS + " FROM partial_transfer ORDER BY secured DESC, content_file";

    private static final String FIND = "SELECT " + SHORT_COLUMNS + """
            , state, head FROM partial_transfer
            WHERE connector = ? AND session_connection = ? AND activity = ? AND secured >= ?
                AND NOT EXISTS (SELECT 1 FROM message WHERE message.content_file = partial_transfer.content_file)
            ORDER BY secured DESC""";
    private static final String WRITE = "INSERT INTO partial_transfer (" + SHORT_COLUMNS + """
            , state, head) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (content_file) DO UPDATE SET session_connection = excluded.session_connection,
                activity = excluded.activity, serial = excluded.serial, octets = excluded.octets,
                content_length = excluded.content_length, checkpoint_size = excluded.checkpoint_size,
                window_size = excluded.window_size, secured = excluded.secured, state = excluded.state""";

    /** Without the octets of state and head. */
    static PartialRow read(ResultSet row) throws SQLException {
        return read(row, Octets.NONE, Octets.NONE);
    }

    private static PartialRow read(ResultSet row, Octets state, Octets head) throws SQLException {
        PartialTransfer.Key key =
                new PartialTransfer.Key(row.getString(2), Octets.wrap(row.getBytes(3)), Octets.wrap(row.getBytes(4)));
        return new PartialRow(
                new PartialTransfer(
                        key,
                        row.getInt(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getInt(8),
                        row.getInt(9),
                        Instant.ofEpochMilli(row.getLong(10)),
                        state,
                        head),
                row.getString(1));
    }

    /** The rows of a transfer that were written at this instant or later, the latest first; for one use. */
    static ResultSet find(WriterSession session, PartialTransfer.Key key, Instant notBefore) throws SQLException {
        PreparedStatement find = session.prepare(FIND);
        find.setString(1, key.connector());
        find.setBytes(2, key.connection().toArray());
        find.setBytes(3, key.activity().toArray());
        find.setLong(4, notBefore.toEpochMilli());
        return find.executeQuery();
    }

    /** A row of {@link #find}. */
    static PartialRow whole(ResultSet row) throws SQLException {
        return read(row, Octets.wrap(row.getBytes(STATE)), Octets.wrap(row.getBytes(HEAD)));
    }

    void write(WriterSession session) throws SQLException {
        PreparedStatement write = session.prepare(WRITE);
        write.setString(1, content);
        write.setString(2, transfer.key().connector());
        write.setBytes(3, transfer.key().connection().toArray());
        write.setBytes(4, transfer.key().activity().toArray());
        write.setInt(5, transfer.serial());
        write.setLong(6, transfer.octets());
        write.setLong(7, transfer.contentLength());
        write.setInt(8, transfer.checkpointSize());
        write.setInt(9, transfer.windowSize());
        write.setLong(10, transfer.at().toEpochMilli());
        write.setBytes(STATE, transfer.state().toArray());
        write.setBytes(HEAD, transfer.head().toArray());
        write.executeUpdate();
    }
}
