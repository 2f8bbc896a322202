package org.openx400.mta.queue.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.EntryGoneException;
import org.openx400.mta.queue.NewEntry;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.TakenTransfer;

/** The statements that change the queue. Each method runs within one change of {@link GroupCommitter}. */
final class Changes {
    private static final String REMEMBER =
            "INSERT INTO taken_transfer (key, taken) VALUES (?, ?) ON CONFLICT (key) DO NOTHING";
    private static final String FORGET = """
            DELETE FROM taken_transfer WHERE key IN
                (SELECT key FROM taken_transfer WHERE taken < ? ORDER BY taken LIMIT ?)""";
    private static final String INSERT_MESSAGE = """
            INSERT INTO message (kind, mts_id, rank, originator, arrival, expiry, source, content_length, content_file,
                envelope, content, envelope_crc, content_crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""";
    private static final String INSERT_ENTRY = """
            INSERT INTO entry (message_id, destination, rank, next_attempt, expiry, attempts, refusals, held_for,
                routes_tried, recipients) VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?, ?)""";
    private static final String DELETE_ENTRY = "DELETE FROM entry WHERE id = ? RETURNING message_id, rank, expiry";
    private static final String DELETE_MESSAGE_WITHOUT_ENTRY = """
            DELETE FROM message WHERE id = ? AND NOT EXISTS (SELECT 1 FROM entry WHERE message_id = message.id)
                RETURNING content_file""";
    private static final String LOCK_MESSAGE = "SELECT 1 FROM message WHERE id = ? FOR UPDATE";
    private static final String RESCHEDULE =
            "UPDATE entry SET attempts = ?, refusals = ?, next_attempt = ?, last_problem = ? WHERE id = ?";
    private static final String HASTEN = """
            UPDATE entry SET next_attempt = ? WHERE destination = ? AND rank = ? AND held_for IS NULL AND next_attempt > ?
                AND last_problem IS NOT NULL""";
    private static final String HOLD = "UPDATE entry SET held_for = ? WHERE id = ?";
    private static final String REALIGN = """
            UPDATE entry SET rank = (SELECT rank FROM message WHERE message.id = entry.message_id),
                expiry = (SELECT expiry FROM message WHERE message.id = entry.message_id) WHERE id = ?""";
    private static final String RELEASE = "UPDATE entry SET held_for = NULL, next_attempt = ? WHERE id = ?";

    private Changes() {}

    /** What the entries of a message have from it. */
    private record Owner(long messageId, int rank, long expiry) {}

    static List<Long> accept(WriterSession session, List<SpooledMessage> messages) throws SQLException, QueueException {
        List<Long> ids = new ArrayList<>();
        for (SpooledMessage message : messages) {
            Owner owner = insert(session, message);
            insertEntries(session, owner, message.message().entries());
            ids.add(owner.messageId());
        }
        return ids;
    }

    /** Returns whether the transfer is a new one and its messages were taken. */
    static boolean acceptOnce(WriterSession session, TakenTransfer transfer, List<SpooledMessage> messages)
            throws SQLException, QueueException {
        PreparedStatement remember = session.prepare(REMEMBER);
        remember.setBytes(1, transfer.key().toArray());
        remember.setLong(2, transfer.at().toEpochMilli());
        if (remember.executeUpdate() == 0) {
            return false;
        }
        accept(session, messages);
        return true;
    }

    /** Returns how many were forgotten. */
    static int forgetTransfers(WriterSession session, Instant before, int limit) throws SQLException {
        PreparedStatement forget = session.prepare(FORGET);
        forget.setLong(1, before.toEpochMilli());
        forget.setInt(2, limit);
        return forget.executeUpdate();
    }

    /** Returns the large content that nobody needs any more, if there is one. */
    static Optional<String> replace(
            WriterSession session, long entryId, List<NewEntry> entries, List<SpooledMessage> followUps)
            throws SQLException, QueueException {
        Owner owner = deleteEntry(session, entryId);
        insertEntries(session, owner, entries);
        accept(session, followUps);
        return entries.isEmpty() ? deleteMessageWithoutEntry(session, owner.messageId()) : Optional.empty();
    }

    static void reschedule(
            WriterSession session, long entryId, int attempts, int refusals, Instant nextAttempt, String problem)
            throws SQLException, QueueException {
        PreparedStatement update = session.prepare(RESCHEDULE);
        update.setInt(1, attempts);
        update.setInt(2, refusals);
        update.setLong(3, nextAttempt.toEpochMilli());
        update.setString(4, Columns.text(problem));
        update.setLong(5, entryId);
        updateOne(update, entryId);
    }

    /** Returns how many are due earlier now. */
    static int hasten(WriterSession session, String destination, Instant latest) throws SQLException {
        PreparedStatement update = session.prepare(HASTEN);
        int number = 0;
        for (Priority priority : Priority.values()) {
            update.setLong(1, latest.toEpochMilli());
            update.setString(2, destination);
            update.setInt(3, priority.rank());
            update.setLong(4, latest.toEpochMilli());
            number += update.executeUpdate();
        }
        return number;
    }

    static void hold(WriterSession session, long entryId, String reason) throws SQLException, QueueException {
        PreparedStatement update = session.prepare(HOLD);
        update.setString(1, Columns.text(reason));
        update.setLong(2, entryId);
        updateOne(update, entryId);
    }

    static void release(WriterSession session, long entryId, Instant now) throws SQLException, QueueException {
        PreparedStatement update = session.prepare(RELEASE);
        update.setLong(1, now.toEpochMilli());
        update.setLong(2, entryId);
        updateOne(update, entryId);
    }

    /** Gives the entry the priority and expiry of its message. */
    static void realign(WriterSession session, long entryId) throws SQLException, QueueException {
        PreparedStatement update = session.prepare(REALIGN);
        update.setLong(1, entryId);
        updateOne(update, entryId);
    }

    private static Owner insert(WriterSession session, SpooledMessage spooled) throws SQLException, QueueException {
        var message = spooled.message();
        var content = spooled.content();
        int rank = message.priority().rank();
        long expiry = message.expiry().toEpochMilli();
        if (content != null) {
            content.confirm(session);
        }
        PreparedStatement insert = session.prepare(INSERT_MESSAGE);
        insert.setString(1, message.kind().name());
        insert.setString(2, Columns.text(message.mtsIdentifier()));
        insert.setInt(3, rank);
        insert.setString(4, Columns.text(message.originator()));
        insert.setLong(5, message.arrival().toEpochMilli());
        insert.setLong(6, expiry);
        insert.setString(7, message.source());
        insert.setLong(8, content == null ? 0 : content.length());
        insert.setString(9, content == null ? null : content.largeName());
        insert.setBytes(10, message.envelope().asArray());
        Octets inline = content == null ? null : content.inline();
        insert.setBytes(11, inline == null ? null : inline.asArray());
        insert.setLong(12, BlockSums.of(message.envelope()));
        insert.setBytes(13, content == null ? null : content.sums().toArray());
        try (ResultSet id = insert.executeQuery()) {
            id.next();
            return new Owner(id.getLong(1), rank, expiry);
        }
    }

    private static void insertEntries(WriterSession session, Owner owner, List<NewEntry> entries) throws SQLException {
        PreparedStatement insert = session.prepare(INSERT_ENTRY);
        for (NewEntry entry : entries) {
            insert.setLong(1, owner.messageId());
            insert.setString(2, entry.destination());
            insert.setInt(3, owner.rank());
            insert.setLong(4, entry.nextAttempt().toEpochMilli());
            insert.setLong(5, owner.expiry());
            insert.setString(6, entry.heldFor() == null ? null : Columns.text(entry.heldFor()));
            insert.setString(7, Columns.names(entry.routesTried()));
            insert.setString(8, Columns.recipients(entry.recipients()));
            insert.executeUpdate();
            session.arrived(entry.destination());
        }
    }

    private static Owner deleteEntry(WriterSession session, long entryId) throws SQLException, QueueException {
        PreparedStatement delete = session.prepare(DELETE_ENTRY);
        delete.setLong(1, entryId);
        try (ResultSet row = delete.executeQuery()) {
            if (!row.next()) {
                throw noEntry(entryId);
            }
            return new Owner(row.getLong(1), row.getInt(2), row.getLong(3));
        }
    }

    /** Returns its large content, if it has one and was deleted. */
    static Optional<String> deleteMessageWithoutEntry(WriterSession session, long messageId) throws SQLException {
        if (session.isShared()) {
            // Of two nodes that delete the last two entries, the second sees what the first did.
            PreparedStatement lock = session.prepare(LOCK_MESSAGE);
            lock.setLong(1, messageId);
            lock.executeQuery().close();
        }
        PreparedStatement delete = session.prepare(DELETE_MESSAGE_WITHOUT_ENTRY);
        delete.setLong(1, messageId);
        try (ResultSet row = delete.executeQuery()) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }

    private static void updateOne(PreparedStatement update, long entryId) throws SQLException, QueueException {
        if (update.executeUpdate() == 0) {
            throw noEntry(entryId);
        }
    }

    private static EntryGoneException noEntry(long entryId) {
        return new EntryGoneException(entryId);
    }
}
