package org.openx400.mta.queue.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.PartialTransfer;

/**
 * A row of the transfers that may go on.
 *
 * @param content the large content that it has
 * @param sums of the content so far, null when they were not read or it was written before there were any
 */
record PartialRow(
        PartialTransfer transfer, String content, @Nullable Octets sums) {
    private static final String SHORT_COLUMNS = """
            content_file, connector, session_connection, activity, serial, octets, content_length, checkpoint_size,
                window_size, secured""";
    private static final int STATE = 11;
    private static final int HEAD = 12;
    private static final int SUMS = 13;

    /** All, the latest first. */
    static final String LIST = "SELECT " + SHORT_COLUMNS + " FROM partial_transfer ORDER BY secured DESC, content_file";

    private static final String FIND = "SELECT " + SHORT_COLUMNS + """
            , state, head, content_crc FROM partial_transfer
            WHERE connector = ? AND session_connection = ? AND activity = ? AND secured >= ?
                AND NOT EXISTS (SELECT 1 FROM message WHERE message.content_file = partial_transfer.content_file)
            ORDER BY secured DESC""";
    private static final String WRITE = "INSERT INTO partial_transfer (" + SHORT_COLUMNS + """
            , state, head, content_crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (content_file) DO UPDATE SET session_connection = excluded.session_connection,
                activity = excluded.activity, serial = excluded.serial, octets = excluded.octets,
                content_length = excluded.content_length, checkpoint_size = excluded.checkpoint_size,
                window_size = excluded.window_size, secured = excluded.secured, state = excluded.state,
                content_crc = excluded.content_crc""";

    /** Without the octets of state, head and sums. */
    static PartialRow read(ResultSet row) throws SQLException {
        return read(row, Octets.NONE, Octets.NONE, null);
    }

    private static PartialRow read(ResultSet row, Octets state, Octets head, @Nullable Octets sums)
            throws SQLException {
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
                row.getString(1),
                sums);
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
        byte[] sums = row.getBytes(SUMS);
        return read(
                row,
                Octets.wrap(row.getBytes(STATE)),
                Octets.wrap(row.getBytes(HEAD)),
                sums == null ? null : Octets.wrap(sums));
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
        write.setBytes(SUMS, sums == null ? null : sums.toArray());
        write.executeUpdate();
    }
}
