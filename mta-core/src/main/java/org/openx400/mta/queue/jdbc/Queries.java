package org.openx400.mta.queue.jdbc;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.DamagedMessageException;
import org.openx400.mta.queue.QueueCount;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.StoredMessage;
import org.openx400.mta.queue.TakenTransfer;

/** The statements that read the queue. */
final class Queries {
    /** Up to so many due entries are sorted; of more, the first are found in the order of their ids. */
    private static final int FEW = 2_000;

    private static final String ENTRIES = """
            SELECT e.id, e.message_id, e.destination, e.recipients, e.attempts, e.refusals, e.next_attempt, e.held_for,
                e.last_problem, e.routes_tried, e.expiry, m.kind, m.mts_id, m.rank, m.originator, m.arrival, m.source,
                m.content_length
            FROM entry e LEFT JOIN message m ON m.id = e.message_id
            """;
    private static final String DUE = "destination = ? AND rank = ? AND held_for IS NULL AND next_attempt <= ?";
    static final String COUNT_DUE =
            "SELECT COUNT(*) FROM (SELECT 1 FROM entry WHERE " + DUE + " LIMIT " + FEW + ") AS few";
    static final String FEW_DUE =
            ENTRIES + "WHERE e.id IN (SELECT id FROM entry WHERE " + DUE + ") AND e.id > ? ORDER BY e.id LIMIT ?";
    static final String FIRST_DUE = ENTRIES + """
            WHERE e.id IN (SELECT id FROM entry WHERE destination = ? AND rank = ? AND held_for IS NULL
                AND +next_attempt <= ? AND id > ? ORDER BY id LIMIT ?) ORDER BY e.id""";
    static final String NEXT_DUE =
            "SELECT MIN(next_attempt) FROM entry WHERE destination = ? AND rank = ? AND held_for IS NULL AND next_attempt > ?";
    static final String EXPIRED = ENTRIES + """
            WHERE e.held_for IS NULL AND e.expiry <= ? AND (e.expiry, e.id) > (?, ?) ORDER BY e.expiry, e.id LIMIT ?""";
    static final String LIST = ENTRIES + "WHERE e.id > ? ORDER BY e.id LIMIT ?";
    private static final String ENTRY = ENTRIES + "WHERE e.id = ?";
    private static final String ENTRIES_OF = ENTRIES + "WHERE e.message_id = ? ORDER BY e.id";
    private static final String MESSAGE = """
            SELECT kind, mts_id, rank, envelope, originator, arrival, expiry, source, content_length, envelope_crc
            FROM message WHERE id = ?""";
    private static final String CONTENT =
            "SELECT content_length, content_file, content, content_crc FROM message WHERE id = ?";
    private static final String LARGE_IN_USE = """
            SELECT 1 FROM message WHERE content_file = ?
            UNION ALL SELECT 1 FROM partial_transfer WHERE content_file = ?""";
    private static final String COUNT_READY =
            "SELECT destination, COUNT(*) FROM entry WHERE held_for IS NULL GROUP BY destination";
    private static final String COUNT_HELD =
            "SELECT destination, COUNT(*) FROM entry WHERE held_for IS NOT NULL GROUP BY destination";

    private static final String COUNT_FROM = "SELECT COUNT(*) FROM message WHERE source = ?";
    private static final String TRANSFERS = "SELECT key, taken FROM taken_transfer WHERE key > ? ORDER BY key LIMIT ?";

    private final Readers readers;

    Queries(Readers readers) {
        this.readers = readers;
    }

    /** Where a content is; its octets when they are in the row; its sums when it has any. */
    record ContentPlace(
            long length,
            Optional<String> large,
            Octets inline,
            @Nullable Octets sums) {
        /** Fails when it is not there, or has another length. */
        ContentReader open(LargeContents contents) throws IOException {
            return CheckedContent.of(
                    large.isPresent() ? contents.open(large.get(), length) : StoredContent.inline(inline, length),
                    sums);
        }
    }

    /** A message with the checksum of its envelope, if it has one. */
    private record SummedMessage(StoredMessage message, OptionalLong sum) {
        boolean isAsWritten() {
            return sum.isEmpty() || sum.getAsLong() == BlockSums.of(message.envelope());
        }
    }

    /** One row of what was asked for. */
    interface Reading<T> {
        T from(ResultSet rows) throws SQLException;
    }

    List<EntryRow> due(String destination, Priority priority, Instant now, long afterId, int limit)
            throws QueueException {
        long millis = now.toEpochMilli();
        long due = read(COUNT_DUE, row -> row.getLong(1), destination, priority.rank(), millis)
                .orElse(0L);
        if (due == 0) {
            return List.of();
        }
        return entries(due < FEW ? FEW_DUE : FIRST_DUE, destination, priority.rank(), millis, afterId, limit);
    }

    Optional<Instant> nextDue(String destination, Instant after) throws QueueException {
        Optional<Instant> first = Optional.empty();
        for (Priority priority : Priority.values()) {
            Optional<Instant> next = read(
                            NEXT_DUE, Queries::instantOrNone, destination, priority.rank(), after.toEpochMilli())
                    .orElseThrow();
            if (first.isEmpty() || next.isPresent() && next.get().isBefore(first.get())) {
                first = next;
            }
        }
        return first;
    }

    List<EntryRow> expired(Instant now, Instant after, long afterId, int limit) throws QueueException {
        return entries(EXPIRED, now.toEpochMilli(), after.toEpochMilli(), afterId, limit);
    }

    List<EntryRow> list(long afterId, int limit) throws QueueException {
        return entries(LIST, afterId, limit);
    }

    /** Of a message, in order of their id. */
    List<EntryRow> entriesOf(long messageId) throws QueueException {
        return entries(ENTRIES_OF, messageId);
    }

    Optional<EntryRow> entry(long entryId) throws QueueException {
        return read(ENTRY, EntryRow::read, entryId);
    }

    Optional<StoredMessage> message(long messageId) throws QueueException {
        Optional<SummedMessage> found = read(MESSAGE, row -> summed(messageId, row), messageId);
        if (found.isPresent() && !found.get().isAsWritten()) {
            throw new DamagedMessageException(
                    "the envelope: its " + found.get().message().envelope().length()
                            + " octets have not the checksum with which they were written");
        }
        return found.map(SummedMessage::message);
    }

    Optional<ContentPlace> content(long messageId) throws QueueException {
        return read(CONTENT, Queries::contentPlace, messageId);
    }

    List<TakenTransfer> transfers(Octets afterKey, int limit) throws QueueException {
        return readAll(
                TRANSFERS,
                row -> new TakenTransfer(Octets.wrap(row.getBytes(1)), Instant.ofEpochMilli(row.getLong(2))),
                afterKey.toArray(),
                limit);
    }

    boolean isLargeInUse(String name) throws QueueException {
        return read(LARGE_IN_USE, row -> true, name, name).orElse(false);
    }

    List<PartialRow> partialTransfers() throws QueueException {
        return readAll(PartialRow.LIST, PartialRow::read);
    }

    long messagesFrom(String source) throws QueueException {
        return read(COUNT_FROM, row -> row.getLong(1), source).orElse(0L);
    }

    List<QueueCount> counts() throws QueueException {
        Map<String, QueueCount> counts = new LinkedHashMap<>();
        readAll(COUNT_READY, row -> new QueueCount(row.getString(1), row.getLong(2), 0))
                .forEach(count -> counts.put(count.destination(), count));
        readAll(COUNT_HELD, row -> new QueueCount(row.getString(1), 0, row.getLong(2)))
                .forEach(held -> counts.merge(
                        held.destination(), held, (a, b) -> new QueueCount(a.destination(), a.ready(), b.held())));
        return List.copyOf(counts.values());
    }

    private List<EntryRow> entries(String sql, Object... parameters) throws QueueException {
        return readAll(sql, EntryRow::read, parameters);
    }

    private static SummedMessage summed(long id, ResultSet row) throws SQLException {
        StoredMessage message = message(id, row);
        long sum = row.getLong(10);
        return new SummedMessage(message, row.wasNull() ? OptionalLong.empty() : OptionalLong.of(sum));
    }

    private static StoredMessage message(long id, ResultSet row) throws SQLException {
        return new StoredMessage(
                id,
                ApduKind.valueOf(row.getString(1)),
                row.getString(2),
                Columns.priority(row.getInt(3)),
                Octets.wrap(row.getBytes(4)),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getString(8),
                row.getLong(9));
    }

    private static ContentPlace contentPlace(ResultSet row) throws SQLException {
        byte[] inline = row.getBytes(3);
        byte[] sums = row.getBytes(4);
        return new ContentPlace(
                row.getLong(1),
                Optional.ofNullable(row.getString(2)),
                inline == null ? Octets.NONE : Octets.wrap(inline),
                sums == null ? null : Octets.wrap(sums));
    }

    private static Optional<Instant> instantOrNone(ResultSet row) throws SQLException {
        long millis = row.getLong(1);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private <T> Optional<T> read(String sql, Reading<T> reading, Object... parameters) throws QueueException {
        return readAll(sql, reading, parameters).stream().findFirst();
    }

    <T> List<T> readAll(String sql, Reading<T> reading, Object... parameters) throws QueueException {
        try {
            return readers.read(statements -> {
                PreparedStatement statement = statements.prepare(sql);
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                List<T> found = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(reading.from(rows));
                    }
                }
                return found;
            });
        } catch (SQLException | RuntimeException e) {
            throw new QueueException("The queue could not be read: " + e.getMessage(), e);
        }
    }
}
