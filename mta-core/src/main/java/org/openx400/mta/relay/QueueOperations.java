package org.openx400.mta.relay;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.openx400.mta.event.EventId;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;

/**
 * What an administrator may change in the queue. Changes complete when they are durable, or fail with
 * {@link QueueException}: no such entry, in transfer just now, or the store fails.
 */
public final class QueueOperations {
    private final RelayContext context;
    private final Destinations destinations;

    QueueOperations(RelayContext context, Destinations destinations) {
        this.context = context;
        this.destinations = destinations;
    }

    /** Sets an entry aside; it does not go, and does not expire, until it is released. */
    public CompletableFuture<Void> hold(long entryId, String reason) {
        return change(
                entryId,
                entry -> context.queue()
                        .hold(entryId, reason)
                        .thenRun(() -> Settlement.about(entry, EventId.MESSAGE_HELD)
                                .connector(entry.destination())
                                .with("why", reason)
                                .to(context.events())));
    }

    /** A held entry goes on at once. */
    public CompletableFuture<Void> release(long entryId) {
        return change(
                entryId,
                entry -> goAtOnce(entry)
                        .thenRun(() -> Settlement.about(entry, EventId.MESSAGE_RELEASED)
                                .connector(entry.destination())
                                .to(context.events())));
    }

    /** An entry that waits for its next attempt is tried at once, and its connector dialled if it waits too. */
    public CompletableFuture<Attempt> retry(long entryId) {
        return changed(entryId, this::goAtOnce)
                .thenCompose(entry -> destinations
                        .named(entry.destination())
                        .map(Destination::attemptNow)
                        .orElse(CompletableFuture.completedFuture(Attempt.NO_DESTINATION)));
    }

    /** Removes an entry; nobody is told. */
    public CompletableFuture<Void> delete(long entryId) {
        return change(
                entryId,
                entry -> context.queue()
                        .delete(entryId)
                        .thenRun(() -> Settlement.about(entry, EventId.MESSAGE_DELETED)
                                .connector(entry.destination())
                                .to(context.events())));
    }

    private CompletableFuture<Void> goAtOnce(QueueEntry entry) {
        return context.queue().release(entry.id(), context.clock().instant());
    }

    private CompletableFuture<Void> change(long entryId, Function<QueueEntry, CompletableFuture<Void>> change) {
        return changed(entryId, change).thenAccept(entry -> {});
    }

    /** The entry as it was before. */
    private CompletableFuture<QueueEntry> changed(long entryId, Function<QueueEntry, CompletableFuture<Void>> change) {
        return CompletableFuture.supplyAsync(() -> find(entryId), context.workers())
                .thenCompose(found -> found)
                .thenCompose(entry -> destinations
                        .change(entry, () -> change.apply(entry))
                        .thenCompose(changed -> changed
                                ? CompletableFuture.completedFuture(entry)
                                : CompletableFuture.failedFuture(
                                        new QueueException("entry " + entryId + " is in transfer just now"))));
    }

    private CompletableFuture<QueueEntry> find(long entryId) {
        try {
            Optional<QueueEntry> entry = context.queue().entry(entryId);
            return entry.map(CompletableFuture::completedFuture)
                    .orElseGet(() ->
                            CompletableFuture.failedFuture(new QueueException("the queue has no entry " + entryId)));
        } catch (QueueException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
