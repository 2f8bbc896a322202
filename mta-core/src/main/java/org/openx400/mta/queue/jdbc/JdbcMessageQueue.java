package org.openx400.mta.queue.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.Lease;
import org.openx400.mta.queue.LeaseStore;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.queue.NewEntry;
import org.openx400.mta.queue.NewMessage;
import org.openx400.mta.queue.PartialTransfer;
import org.openx400.mta.queue.QueueCount;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.Spool;
import org.openx400.mta.queue.StoredMessage;
import org.openx400.mta.queue.TakenTransfer;
import org.openx400.mta.queue.jdbc.Queries.ContentPlace;

/**
 * The queue in a database; {@link LargeContents} says where its large contents are. All changes go through one {@link GroupCommitter};
 * readers have connections of their own and never wait for it.
 */
public final class JdbcMessageQueue implements MessageQueue {
    private final Closeable lock;
    private final LargeContents contents;
    private final GatheredOctets gathered;
    private final Readers readers;
    private final Queries queries;
    private final GroupCommitter committer;
    private final PartialTransfers partial;
    private final int orphans;
    private final String schemaVersion;
    private final @Nullable Sharing sharing;
    private final @Nullable LeaseTable leases;
    private final @Nullable Lease lease;

    private JdbcMessageQueue(
            Closeable lock,
            String version,
            LargeContents contents,
            Readers readers,
            GroupCommitter committer,
            @Nullable Sharing sharing)
            throws QueueException, IOException {
        this.lock = lock;
        this.schemaVersion = version;
        this.contents = contents;
        this.gathered = new GatheredOctets();
        this.readers = readers;
        this.queries = new Queries(readers);
        this.committer = committer;
        this.partial = new PartialTransfers(contents, gathered, queries, committer);
        this.orphans = contents.sweep(queries::isLargeInUse);
        this.sharing = sharing;
        this.leases = sharing == null ? null : new LeaseTable(sharing.leases());
        this.lease = null;
    }

    private JdbcMessageQueue(JdbcMessageQueue whole, Lease lease) {
        this.lock = () -> {};
        this.schemaVersion = whole.schemaVersion;
        this.contents = whole.contents;
        this.gathered = whole.gathered;
        this.readers = whole.readers;
        this.queries = whole.queries;
        this.committer = whole.committer;
        this.partial = whole.partial;
        this.orphans = whole.orphans;
        this.sharing = whole.sharing;
        this.leases = whole.leases;
        this.lease = lease;
    }

    /**
     * Opens the queue, making it when it is not there yet.
     *
     * @throws QueueException when another process has it open, its schema is newer than this program, or the disk fails
     */
    public static JdbcMessageQueue open(QueueSettings settings) throws QueueException {
        return open(settings.dataDirectory(), Dialect.of(settings));
    }

    static JdbcMessageQueue open(Path dataDirectory, Dialect dialect) throws QueueException {
        try {
            Closeable lock = dialect.claim(dataDirectory);
            try {
                String version = Schema.migrate(dialect);
                return open(lock, version, dataDirectory, dialect);
            } catch (QueueException | IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new QueueException(
                    "The queue in " + dialect.place(dataDirectory) + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static JdbcMessageQueue open(Closeable lock, String version, Path dataDirectory, Dialect dialect)
            throws QueueException, IOException {
        LargeContents contents = dialect.contents(dataDirectory);
        Readers readers = new Readers(dialect.readers(), dialect.hasPool());
        Sharing sharing = dialect.sharing().orElse(null);
        GroupCommitter committer = new GroupCommitter(
                dialect.writer(), dialect.groupMark().orElse(null), sharing == null ? null : sharing.node());
        try {
            return new JdbcMessageQueue(lock, version, contents, readers, committer, sharing);
        } catch (QueueException | IOException | RuntimeException e) {
            committer.close();
            readers.close();
            contents.close();
            throw e;
        }
    }

    /** Version of the tables, which is that of this program. */
    public String schemaVersion() {
        return schemaVersion;
    }

    /** How many large contents without a message were removed at opening. */
    public int orphans() {
        return orphans;
    }

    /**
     * The leases of the groups of the cluster.
     *
     * @throws IllegalStateException when the queue was not opened for a node of a cluster
     */
    public LeaseStore leases() {
        if (leases == null) {
            throw notShared();
        }
        return leases;
    }

    /**
     * The same queue, but each change is committed only while the lease is held; else it fails with {@link
     * org.openx400.mta.queue.FencedException} and nothing is changed. Closing the view closes nothing.
     */
    public MessageQueue under(Lease held) {
        return new JdbcMessageQueue(this, held);
    }

    /**
     * Tells when other nodes have put entries into the queue, until it is closed. Some may go untold while the database
     * is away, so the queue is to be looked at from time to time all the same.
     *
     * @param destination is told of each destination; must not block
     * @throws IllegalStateException when the queue was not opened for a node of a cluster
     */
    public AutoCloseable arrivals(Consumer<String> destination) {
        if (sharing == null) {
            throw notShared();
        }
        return new Arrivals(sharing.arrivals(), sharing.node(), destination);
    }

    private static IllegalStateException notShared() {
        return new IllegalStateException("The queue was opened for one process alone");
    }

    @Override
    public Spool newSpool() {
        return new SpooledContent(contents, gathered, partial, lease);
    }

    @Override
    public CompletableFuture<List<Long>> accept(List<NewMessage> messages) {
        return change(messages, false, Changes::accept, ids -> true, (ids, result) -> result.complete(ids));
    }

    @Override
    public CompletableFuture<Boolean> acceptOnce(TakenTransfer transfer, List<NewMessage> messages) {
        return change(
                messages,
                false,
                (session, spooled) -> Changes.acceptOnce(session, transfer, spooled),
                isNew -> isNew,
                (isNew, result) -> result.complete(isNew));
    }

    @Override
    public CompletableFuture<Integer> forgetTransfers(Instant before, int limit) {
        return change(
                List.of(),
                false,
                (session, none) -> Changes.forgetTransfers(session, before, limit),
                number -> true,
                (number, result) -> result.complete(number));
    }

    @Override
    public CompletableFuture<Optional<PartialTransfer.TakenUp>> takeUp(PartialTransfer.Key key, Instant notBefore) {
        return partial.takeUp(key, notBefore, lease);
    }

    @Override
    public CompletableFuture<Integer> forgetPartial(Instant before, long mostOctets) {
        return partial.forget(before, mostOctets, lease);
    }

    @Override
    public CompletableFuture<Void> finish(long entryId, List<NewMessage> followUps) {
        return replace(entryId, List.of(), followUps);
    }

    @Override
    public CompletableFuture<Void> replace(long entryId, List<NewEntry> entries, List<NewMessage> followUps) {
        return change(
                followUps,
                entries.isEmpty() && followUps.isEmpty(),
                (session, taken) -> Changes.replace(session, entryId, entries, taken),
                large -> true,
                (large, result) -> {
                    large.ifPresent(contents::remove);
                    result.complete(null);
                });
    }

    @Override
    public CompletableFuture<Void> reschedule(
            long entryId, int attempts, int refusals, Instant nextAttempt, String reason) {
        return update(session -> Changes.reschedule(session, entryId, attempts, refusals, nextAttempt, reason));
    }

    @Override
    public CompletableFuture<Integer> hasten(String destination, Instant latest) {
        return change(
                List.of(),
                false,
                (session, none) -> Changes.hasten(session, destination, latest),
                number -> true,
                (number, result) -> result.complete(number));
    }

    @Override
    public CompletableFuture<Void> hold(long entryId, String reason) {
        return update(session -> Changes.hold(session, entryId, reason));
    }

    @Override
    public CompletableFuture<Void> release(long entryId, Instant now) {
        return update(session -> Changes.release(session, entryId, now));
    }

    @Override
    public CompletableFuture<Void> delete(long entryId) {
        return finish(entryId, List.of());
    }

    @Override
    public List<QueueEntry> due(String destination, Priority priority, Instant now, long afterId, int limit)
            throws QueueException {
        return settingDamagedAside(queries.due(destination, priority, now, afterId, limit));
    }

    @Override
    public Optional<Instant> nextDue(String destination, Instant after) throws QueueException {
        return queries.nextDue(destination, after);
    }

    @Override
    public List<QueueEntry> expired(Instant now, @Nullable QueueEntry last, int limit) throws QueueException {
        Instant after = last == null ? Instant.EPOCH : last.expiry();
        return settingDamagedAside(queries.expired(now, after, last == null ? 0 : last.id(), limit));
    }

    @Override
    public List<QueueEntry> list(long afterId, int limit) throws QueueException {
        return queries.list(afterId, limit).stream().map(EntryRow::entry).toList();
    }

    @Override
    public Optional<QueueEntry> entry(long entryId) throws QueueException {
        return queries.entry(entryId).map(EntryRow::entry);
    }

    @Override
    public Optional<StoredMessage> message(long messageId) throws QueueException {
        return queries.message(messageId);
    }

    @Override
    public ContentReader content(long messageId) throws IOException, QueueException {
        Optional<ContentPlace> place = queries.content(messageId);
        if (place.isEmpty()) {
            throw new QueueException("The queue has no message " + messageId);
        }
        return place.get().open(contents);
    }

    @Override
    public List<TakenTransfer> transfers(Octets afterKey, int limit) throws QueueException {
        return queries.transfers(afterKey, limit);
    }

    @Override
    public long messagesFrom(String source) throws QueueException {
        return queries.messagesFrom(source);
    }

    @Override
    public List<PartialTransfer> partialTransfers() throws QueueException {
        return queries.partialTransfers().stream().map(PartialRow::transfer).toList();
    }

    @Override
    public List<QueueCount> counts() throws QueueException {
        return queries.counts();
    }

    /** Commits what was asked for, then closes. */
    @Override
    public void close() {
        if (lease != null) {
            return;
        }
        if (leases != null) {
            leases.close();
        }
        contents.close();
        readers.close();
        // The last one to close must be able to write: it puts the log away into the database.
        committer.close();
        try {
            lock.close();
        } catch (IOException e) {
            // It is released when the process ends.
        }
    }

    /** A change that takes these messages. */
    private interface ChangeWith<T> {
        T apply(WriterSession session, List<SpooledMessage> messages) throws SQLException, QueueException;
    }

    /** A change of an entry that is there. */
    private interface Update {
        void apply(WriterSession session) throws SQLException, QueueException;
    }

    private CompletableFuture<Void> update(Update update) {
        return change(
                List.of(),
                false,
                (session, none) -> {
                    update.apply(session);
                    return true;
                },
                done -> true,
                (done, result) -> result.complete(null));
    }

    /**
     * Commits a change that takes messages: their content is on stable storage before it.
     *
     * @param patient whether it may wait a little for others to be committed with
     * @param took tells of a committed change whether it has taken the messages
     * @param afterCommit does what is still to be done, and completes what the caller waits for
     */
    private <T, R> CompletableFuture<R> change(
            List<NewMessage> messages,
            boolean patient,
            ChangeWith<T> change,
            Predicate<T> took,
            BiConsumer<T, CompletableFuture<R>> afterCommit) {
        List<SpooledContent> given = new ArrayList<>();
        CompletableFuture<R> result = new CompletableFuture<>();
        try {
            List<CompletableFuture<Void>> synced = new ArrayList<>();
            List<SpooledMessage> taken = new ArrayList<>();
            for (NewMessage message : messages) {
                SpooledContent content = contentOf(message);
                taken.add(new SpooledMessage(message, content));
                if (content != null) {
                    synced.add(content.give());
                    given.add(content);
                }
            }
            CompletableFuture.allOf(synced.toArray(CompletableFuture[]::new))
                    .thenCompose(all -> committer.submit(session -> change.apply(session, taken), lease, patient))
                    .whenComplete((value, failure) -> {
                        if (failure == null) {
                            given.forEach(took.test(value) ? SpooledContent::keep : SpooledContent::giveBack);
                            afterCommit.accept(value, result);
                        } else {
                            given.forEach(SpooledContent::giveBack);
                            result.completeExceptionally(unwrapped(failure));
                        }
                    });
        } catch (QueueException e) {
            given.forEach(SpooledContent::giveBack);
            result.completeExceptionally(e);
        }
        return result;
    }

    private @Nullable SpooledContent contentOf(NewMessage message) throws QueueException {
        if (message.entries().isEmpty()) {
            throw new QueueException("Message " + message.mtsIdentifier() + " goes nowhere: it has no entry");
        }
        Spool content = message.content();
        if (content == null) {
            return null;
        }
        if (content instanceof SpooledContent spooled && spooled.isIn(contents)) {
            return spooled;
        }
        throw new QueueException("The content of " + message.mtsIdentifier() + " is not from this queue's newSpool()");
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Damaged entries are set aside, so that they are seen in lists and tried no more; they come with the reason. */
    private List<QueueEntry> settingDamagedAside(List<EntryRow> rows) {
        for (EntryRow row : rows) {
            if (row.damage() != null) {
                hold(row.entry().id(), "damaged: " + row.damage());
            }
        }
        return rows.stream().map(EntryRow::entry).toList();
    }
}
