package org.openx400.mta.queue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.octets.Octets;

/**
 * Where messages are while this MTA is responsible for them.
 *
 * <p>Guarantees: a change is on stable storage before its future completes; each change is one transaction, whole or not
 * at all; changes that are asked for at the same time are committed together. A message is there as long as it has an
 * entry; the last entry to go takes it along with its content.
 *
 * <p>On failure: the future completes exceptionally with {@link QueueException} and nothing has changed.
 *
 * <p>Reading methods may block and are not for I/O threads.
 */
public interface MessageQueue extends AutoCloseable {
    /** A place for content that comes in; must be given to {@link #accept} or discarded. */
    Spool newSpool() throws IOException;

    /** Takes responsibility for all of these messages, or for none. Completes with their ids. */
    CompletableFuture<List<Long>> accept(List<NewMessage> messages);

    /**
     * Takes responsibility for all of these messages, and remembers the transfer that brought them; but when a transfer with
     * this key was taken before, nothing changes. Completes with whether they were taken; if not, their contents are the
     * caller's still.
     *
     * @param messages may be none
     */
    CompletableFuture<Boolean> acceptOnce(TakenTransfer transfer, List<NewMessage> messages);

    /** Forgets transfers that were taken before an instant, the oldest first. Completes with how many. */
    CompletableFuture<Integer> forgetTransfers(Instant before, int limit);

    /**
     * Takes the content up again of a transfer that was {@link Spool#secure secured} not before an instant; what was written
     * behind that is gone. Completes with none when there is none, or when its content is being written just now.
     */
    CompletableFuture<Optional<PartialTransfer.TakenUp>> takeUp(PartialTransfer.Key key, Instant notBefore);

    /**
     * Forgets transfers that were secured before an instant, and the oldest of those that this process left behind when
     * they have more octets together. Those under way are not touched. Completes with how many.
     */
    CompletableFuture<Integer> forgetPartial(Instant before, long mostOctets);

    /** The entry is done with: removes it and takes responsibility for what follows from it (reports). */
    CompletableFuture<Void> finish(long entryId, List<NewMessage> followUps);

    /** The entry is replaced by others of the same message (another route, or a split), and follow-ups are taken. */
    CompletableFuture<Void> replace(long entryId, List<NewEntry> entries, List<NewMessage> followUps);

    /** Another attempt at the given time. */
    CompletableFuture<Void> reschedule(long entryId, int attempts, int refusals, Instant nextAttempt, String reason);

    /**
     * Entries of a destination that were attempted before, and are to be attempted again later than {@code latest}, are due
     * then. Completes with how many these are. Deferred ones stay as they are.
     */
    CompletableFuture<Integer> hasten(String destination, Instant latest);

    /** Sets the entry aside until it is released. */
    CompletableFuture<Void> hold(long entryId, String reason);

    /** Held or waiting entries may be attempted at once. */
    CompletableFuture<Void> release(long entryId, Instant now);

    /** Removes an entry and makes no report. */
    CompletableFuture<Void> delete(long entryId);

    /**
     * Entries of a destination and priority that are READY, not held, and whose next attempt is not after {@code now},
     * in order of their id, beginning behind {@code afterId}. One whose row is damaged is set aside with this, and comes as a
     * held one that says why.
     */
    List<QueueEntry> due(String destination, Priority priority, Instant now, long afterId, int limit)
            throws QueueException;

    /** The earliest time after {@code after} at which an entry of this destination that is not held becomes due. */
    Optional<Instant> nextDue(String destination, Instant after) throws QueueException;

    /**
     * Entries that are not held and whose message's expiry is not after {@code now}, in order of expiry and id, beginning
     * behind {@code last}, or with the first. Damaged ones as in {@link #due}.
     */
    List<QueueEntry> expired(Instant now, @Nullable QueueEntry last, int limit) throws QueueException;

    /** For looking: all entries, in order of their id, beginning behind {@code afterId}. */
    List<QueueEntry> list(long afterId, int limit) throws QueueException;

    Optional<QueueEntry> entry(long entryId) throws QueueException;

    Optional<StoredMessage> message(long messageId) throws QueueException;

    /** The content of a message, from its first octet. The caller closes it. */
    ContentReader content(long messageId) throws IOException, QueueException;

    /** The transfers that are remembered, in the order of their keys, beginning behind {@code afterKey}. */
    List<TakenTransfer> transfers(Octets afterKey, int limit) throws QueueException;

    /** Number of messages that came from this source. Reads every message, so that it may take long. */
    long messagesFrom(String source) throws QueueException;

    /** The transfers that are secured, those under way among them, without their octets. */
    List<PartialTransfer> partialTransfers() throws QueueException;

    /** Number of entries per destination and state. */
    List<QueueCount> counts() throws QueueException;

    @Override
    void close();
}
