package org.openx400.mta.queue.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.queue.QueueEntry;

/**
 * A row of entry with its message, read so that a damaged one harms no other: it comes as a held entry that says what is
 * wrong, and can be looked at and deleted.
 *
 * @param damage what is wrong with the row, or null
 * @param isHeld whether it is set aside in the store
 */
record EntryRow(QueueEntry entry, @Nullable String damage, boolean isHeld) {
    private static final String WITHOUT_MESSAGE = "its message is missing";

    // Positions in the columns of Queries: the SQLite driver is slow at finding a column by its name.
    private static final int ID = 1;
    private static final int MESSAGE_ID = 2;
    private static final int DESTINATION = 3;
    private static final int RECIPIENTS = 4;
    private static final int ATTEMPTS = 5;
    private static final int REFUSALS = 6;
    private static final int NEXT_ATTEMPT = 7;
    private static final int HELD_FOR = 8;
    private static final int LAST_PROBLEM = 9;
    private static final int ROUTES_TRIED = 10;
    private static final int EXPIRY = 11;
    private static final int KIND = 12;
    private static final int MTS_ID = 13;
    private static final int RANK = 14;
    private static final int ORIGINATOR = 15;
    private static final int ARRIVAL = 16;
    private static final int SOURCE = 17;
    private static final int CONTENT_LENGTH = 18;

    boolean isWithoutMessage() {
        return WITHOUT_MESSAGE.equals(damage);
    }

    static EntryRow read(ResultSet row) throws SQLException {
        if (row.getString(KIND) == null) {
            return damaged(row, WITHOUT_MESSAGE);
        }
        try {
            return new EntryRow(
                    entry(
                            row,
                            Columns.recipients(row.getString(RECIPIENTS)),
                            row.getString(HELD_FOR),
                            ApduKind.valueOf(row.getString(KIND)),
                            Columns.priority(row.getInt(RANK))),
                    null,
                    row.getString(HELD_FOR) != null);
        } catch (IllegalArgumentException | NullPointerException e) {
            return damaged(row, "its row cannot be read: " + e.getMessage());
        }
    }

    private static EntryRow damaged(ResultSet row, String damage) throws SQLException {
        return new EntryRow(
                entry(row, List.of(), "damaged: " + damage, ApduKind.MESSAGE, Priority.NORMAL),
                damage,
                row.getString(HELD_FOR) != null);
    }

    private static QueueEntry entry(
            ResultSet row, List<Integer> recipients, @Nullable String heldFor, ApduKind kind, Priority priority)
            throws SQLException {
        return new QueueEntry(
                row.getLong(ID),
                row.getLong(MESSAGE_ID),
                text(row, DESTINATION),
                recipients,
                row.getInt(ATTEMPTS),
                row.getInt(REFUSALS),
                Instant.ofEpochMilli(row.getLong(NEXT_ATTEMPT)),
                heldFor,
                row.getString(LAST_PROBLEM),
                Columns.names(text(row, ROUTES_TRIED)),
                kind,
                text(row, MTS_ID),
                priority,
                text(row, ORIGINATOR),
                Instant.ofEpochMilli(row.getLong(ARRIVAL)),
                Instant.ofEpochMilli(row.getLong(EXPIRY)),
                text(row, SOURCE),
                row.getLong(CONTENT_LENGTH));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }
}
