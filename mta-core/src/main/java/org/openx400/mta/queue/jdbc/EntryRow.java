package org.openx400.mta.queue.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.queue.QueueEntry;

/**
 * A row of entry with its message, read so that a damaged one harms no other: it comes as a held entry that says what is
 * wrong, and can be looked at and deleted.
 *
 * @param damage what is wrong with the row, or null
 */
record EntryRow(QueueEntry entry, @Nullable String damage) {
    /** The entry, unless it is damaged. */
    Optional<QueueEntry> sound() {
        return damage == null ? Optional.of(entry) : Optional.empty();
    }

    static EntryRow read(ResultSet row) throws SQLException {
        if (row.getString("kind") == null) {
            return damaged(row, "its message is missing");
        }
        try {
            return new EntryRow(
                    entry(
                            row,
                            Columns.recipients(row.getString("recipients")),
                            row.getString("held_for"),
                            ApduKind.valueOf(row.getString("kind")),
                            Columns.priority(row.getInt("rank"))),
                    null);
        } catch (IllegalArgumentException | NullPointerException e) {
            return damaged(row, "its row cannot be read: " + e.getMessage());
        }
    }

    private static EntryRow damaged(ResultSet row, String damage) throws SQLException {
        return new EntryRow(entry(row, List.of(), "damaged: " + damage, ApduKind.MESSAGE, Priority.NORMAL), damage);
    }

    private static QueueEntry entry(
            ResultSet row, List<Integer> recipients, @Nullable String heldFor, ApduKind kind, Priority priority)
            throws SQLException {
        return new QueueEntry(
                row.getLong("id"),
                row.getLong("message_id"),
                text(row, "destination"),
                recipients,
                row.getInt("attempts"),
                row.getInt("refusals"),
                Instant.ofEpochMilli(row.getLong("next_attempt")),
                heldFor,
                row.getString("last_problem"),
                Columns.names(text(row, "routes_tried")),
                kind,
                text(row, "mts_id"),
                priority,
                text(row, "originator"),
                Instant.ofEpochMilli(row.getLong("arrival")),
                Instant.ofEpochMilli(row.getLong("expiry")),
                text(row, "source"),
                row.getLong("content_length"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }
}
