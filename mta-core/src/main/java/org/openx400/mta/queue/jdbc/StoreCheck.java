package org.openx400.mta.queue.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.DamagedMessageException;
import org.openx400.mta.queue.EnvelopeTest;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.QueueFault;
import org.openx400.mta.queue.QueueFault.Kind;
import org.openx400.mta.queue.StoreInUseException;
import org.openx400.mta.queue.StoredMessage;
import org.openx400.mta.queue.TakenTransfer;
import org.openx400.mta.queue.jdbc.Queries.ContentPlace;

/**
 * Reads all of a stored queue and names what is wrong. Changes nothing: no migration, no sweeping.
 *
 * <p>A store that no other process has open is kept so until this is closed. Of one that is in use, only what is wrong at
 * one instant is told: entries and contents come and go meanwhile, and contents without a message may be coming in.
 */
public final class StoreCheck implements AutoCloseable {
    private static final int PAGE = 500;
    private static final int PIECE = 256 * 1024;

    private static final String DIFFERENT = """
            SELECT e.id, e.message_id FROM entry e JOIN message m ON m.id = e.message_id
            WHERE (e.rank <> m.rank OR e.expiry <> m.expiry) AND e.id > ? ORDER BY e.id LIMIT ?""";
    private static final String MESSAGES = "SELECT id FROM message WHERE id > ? ORDER BY id LIMIT ?";
    private static final String IS_WITHOUT_ENTRY =
            "SELECT 1 FROM message WHERE id = ? AND NOT EXISTS (SELECT 1 FROM entry WHERE message_id = message.id)";
    private static final String SHARED = """
            SELECT content_file, MIN(id), COUNT(*) FROM message WHERE content_file IS NOT NULL
            GROUP BY content_file HAVING COUNT(*) > 1""";

    private final Dialect dialect;
    private final Closeable hold;
    private final boolean alone;
    private final String schemaVersion;
    private final Readers readers;
    private final Queries queries;
    private final LargeContents contents;

    /**
     * How much there was.
     *
     * @param contentOctets of all contents that were read to their end
     * @param transfers that are remembered, to recognise repeated ones
     * @param partial transfers that have come in up to a checkpoint and may go on
     * @param unclaimed contents without a message that may be coming in just now
     */
    public record Counts(
            long messages, long entries, long contentOctets, long transfers, long partial, long unclaimed) {}

    private StoreCheck(Dialect dialect, QueueSettings settings, Closeable hold, boolean alone, boolean resting)
            throws QueueException, IOException {
        this.dialect = dialect;
        this.hold = hold;
        this.alone = alone;
        DataSource source = resting ? dialect.restingReaders() : dialect.readers();
        this.schemaVersion = Schema.present(dialect, source);
        this.readers = new Readers(source, dialect.hasPool());
        this.queries = new Queries(readers);
        this.contents = dialect.existingContents(settings.dataDirectory());
    }

    /**
     * Opens the store to read it.
     *
     * @param changing whether {@link #repairs} are to be made
     * @throws QueueException when there is none, its schema is not that of this program, or it cannot be reached
     */
    public static StoreCheck open(QueueSettings settings, boolean changing) throws QueueException {
        Dialect dialect = Dialect.of(settings);
        try {
            Closeable claim = dialect.claim(settings.dataDirectory());
            return open(dialect, settings, claim, true, !changing);
        } catch (StoreInUseException e) {
            Dialect another = Dialect.of(settings);
            return open(another, settings, another.look(), false, false);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static StoreCheck open(
            Dialect dialect, QueueSettings settings, Closeable hold, boolean alone, boolean resting)
            throws QueueException {
        try {
            try {
                return new StoreCheck(dialect, settings, hold, alone, resting);
            } catch (QueueException | IOException | RuntimeException e) {
                hold.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Whether no other process of this node has the store open, so that {@link #repairs} may change it. */
    public boolean isAlone() {
        return alone;
    }

    /** Version of the tables. */
    public String schemaVersion() {
        return schemaVersion;
    }

    /**
     * For changes of the store while it is read.
     *
     * @throws QueueException when another process has the store open, or a node of the cluster works on it
     */
    public StoreRepairs repairs() throws QueueException {
        if (!alone) {
            throw new StoreInUseException("The queue is in use by a service: stop it first");
        }
        return StoreRepairs.open(dialect, contents);
    }

    /**
     * Reads everything.
     *
     * @param found is told of each fault at once; may repair it
     */
    public Counts check(EnvelopeTest envelopes, Consumer<QueueFault> found) throws QueueException {
        lookAtDatabase(found);
        long entries = entries(found);
        differences(found);
        Walk walk = new Walk(envelopes, found);
        walk.all();
        queries.readAll(
                        SHARED,
                        row -> new QueueFault(
                                Kind.CONTENT_SHARED,
                                List.of(),
                                row.getLong(2),
                                row.getString(1),
                                row.getInt(3) + " messages name it"))
                .forEach(found);
        return new Counts(
                walk.messages,
                entries,
                walk.octets,
                transfers(),
                queries.partialTransfers().size(),
                contentsWithoutMessage(found));
    }

    @Override
    public void close() {
        contents.close();
        readers.close();
        try {
            hold.close();
        } catch (IOException e) {
            // It was only read; a lock is released when the process ends.
        }
    }

    private void lookAtDatabase(Consumer<QueueFault> found) throws QueueException {
        Optional<String> selfCheck = dialect.selfCheck();
        if (selfCheck.isPresent()) {
            queries.readAll(selfCheck.get(), row -> row.getString(1)).stream()
                    .filter(line -> !line.equals("ok"))
                    .forEach(line -> found.accept(new QueueFault(Kind.DATABASE, List.of(), 0, null, line)));
        }
    }

    /** Returns how many there are. */
    private long entries(Consumer<QueueFault> found) throws QueueException {
        long number = 0;
        long last = 0;
        List<EntryRow> page = queries.list(last, PAGE);
        while (!page.isEmpty()) {
            for (EntryRow row : page) {
                entry(row, found);
                number++;
                last = row.entry().id();
            }
            page = queries.list(last, PAGE);
        }
        return number;
    }

    private void entry(EntryRow row, Consumer<QueueFault> found) {
        QueueEntry entry = row.entry();
        if (row.damage() == null) {
            return;
        }
        if (row.isWithoutMessage()) {
            found.accept(new QueueFault(
                    Kind.ENTRY_WITHOUT_MESSAGE,
                    List.of(entry.id()),
                    0,
                    null,
                    "message " + entry.messageId() + " is not there"));
        } else if (isReadable(entry.messageId())) {
            found.accept(new QueueFault(
                    Kind.DAMAGED, List.of(entry.id()), entry.messageId(), null, row.damage() + heldText(List.of(row))));
        }
    }

    /** One that is not is named with its message. */
    private boolean isReadable(long messageId) {
        try {
            return queries.message(messageId).isPresent();
        } catch (QueueException e) {
            return false;
        }
    }

    private void differences(Consumer<QueueFault> found) throws QueueException {
        long last = 0;
        List<QueueFault> page = differences(last);
        while (!page.isEmpty()) {
            page.forEach(found);
            last = page.get(page.size() - 1).entries().get(0);
            page = differences(last);
        }
    }

    private List<QueueFault> differences(long after) throws QueueException {
        return queries.readAll(
                DIFFERENT,
                row -> new QueueFault(
                        Kind.ENTRY_DIFFERS,
                        List.of(row.getLong(1)),
                        row.getLong(2),
                        null,
                        "it has another priority or expiry than its message"),
                after,
                PAGE);
    }

    private long transfers() throws QueueException {
        long number = 0;
        List<TakenTransfer> page = queries.transfers(Octets.NONE, PAGE);
        while (!page.isEmpty()) {
            number += page.size();
            page = queries.transfers(page.get(page.size() - 1).key(), PAGE);
        }
        return number;
    }

    /** Returns how many may be coming in just now. */
    private long contentsWithoutMessage(Consumer<QueueFault> found) throws QueueException {
        long unclaimed = 0;
        try {
            for (String name : contents.names()) {
                if (queries.isLargeInUse(name)) {
                    continue;
                }
                if (alone) {
                    found.accept(new QueueFault(
                            Kind.CONTENT_WITHOUT_MESSAGE,
                            List.of(),
                            0,
                            name,
                            "a transfer left it; the next start removes it"));
                } else {
                    unclaimed++;
                }
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        return unclaimed;
    }

    private static String heldText(List<EntryRow> rows) {
        boolean held = rows.stream().allMatch(EntryRow::isHeld);
        return held ? " (held)" : "";
    }

    private static QueueException unusable(IOException e) {
        return new QueueException("The store cannot be read: " + e.getMessage(), e);
    }

    /** All messages, each with its entries, envelope and content. */
    private final class Walk {
        private final EnvelopeTest envelopes;
        private final Consumer<QueueFault> found;
        private long messages;
        private long octets;

        Walk(EnvelopeTest envelopes, Consumer<QueueFault> found) {
            this.envelopes = envelopes;
            this.found = found;
        }

        void all() throws QueueException {
            List<Long> page = page(0);
            while (!page.isEmpty()) {
                for (long id : page) {
                    messages++;
                    message(id);
                }
                page = page(page.get(page.size() - 1));
            }
        }

        private List<Long> page(long after) throws QueueException {
            return queries.readAll(MESSAGES, row -> row.getLong(1), after, PAGE);
        }

        private void message(long id) throws QueueException {
            List<EntryRow> rows = queries.entriesOf(id);
            if (rows.isEmpty()) {
                if (!queries.readAll(IS_WITHOUT_ENTRY, row -> true, id).isEmpty()) {
                    found.accept(
                            new QueueFault(Kind.MESSAGE_WITHOUT_ENTRY, List.of(), id, null, "no entry leads to it"));
                }
                return;
            }
            List<Integer> recipients = recipients(id, rows);
            String damage = damage(id, recipients);
            // One that has gone meanwhile is not damaged.
            if (damage != null && !queries.entriesOf(id).isEmpty()) {
                found.accept(new QueueFault(Kind.DAMAGED, ids(rows), id, largeName(id), damage + heldText(rows)));
            }
        }

        private List<Integer> recipients(long id, List<EntryRow> rows) {
            Set<Integer> seen = new HashSet<>();
            for (EntryRow row : rows) {
                for (int position : row.entry().recipients()) {
                    if (!seen.add(position)) {
                        found.accept(new QueueFault(
                                Kind.RECIPIENT_TWICE,
                                ids(rows),
                                id,
                                null,
                                "more than one of them leads to recipient " + position + heldText(rows)));
                    }
                }
            }
            return List.copyOf(seen);
        }

        /** What is wrong with the message, or null. */
        private @Nullable String damage(long id, List<Integer> recipients) throws QueueException {
            StoredMessage message;
            try {
                Optional<StoredMessage> there = queries.message(id);
                if (there.isEmpty()) {
                    return null;
                }
                message = there.get();
            } catch (DamagedMessageException e) {
                return e.getMessage();
            } catch (QueueException e) {
                return "its row cannot be read: " + e.getMessage();
            }
            try {
                envelopes.check(message, recipients);
            } catch (DecodeException e) {
                return "the envelope: " + e.getMessage();
            }
            return contentDamage(id);
        }

        private @Nullable String contentDamage(long id) throws QueueException {
            Optional<ContentPlace> place = queries.content(id);
            if (place.isEmpty()) {
                return null;
            }
            try (ContentReader content = place.get().open(contents)) {
                Octets piece = content.next(PIECE);
                while (!piece.isEmpty()) {
                    octets += piece.length();
                    piece = content.next(PIECE);
                }
                return null;
            } catch (IOException e) {
                return e.getMessage();
            }
        }

        private @Nullable String largeName(long id) {
            try {
                return queries.content(id).flatMap(ContentPlace::large).orElse(null);
            } catch (QueueException e) {
                return null;
            }
        }

        private List<Long> ids(List<EntryRow> rows) {
            List<Long> ids = new ArrayList<>();
            rows.forEach(row -> ids.add(row.entry().id()));
            return List.copyOf(ids);
        }
    }
}
