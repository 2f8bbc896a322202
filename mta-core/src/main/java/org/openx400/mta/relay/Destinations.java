package org.openx400.mta.relay;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.queue.NewEntry;
import org.openx400.mta.queue.NewMessage;
import org.openx400.mta.queue.QueueEntry;

/** The ways out of the queue that this relay works on, by name; of those of other relays only that there are some. */
final class Destinations {
    private final Map<String, Destination> byName = new ConcurrentHashMap<>();

    private final Runnable onBygone;
    private volatile Share share;

    /** @param onBygone is told of entries that came for a connector that is gone */
    Destinations(Share share, Runnable onBygone) {
        this.share = share;
        this.onBygone = onBygone;
    }

    void add(Destination destination) {
        byName.put(destination.name(), destination);
    }

    /** There is no such way out any more. */
    void remove(String name) {
        byName.remove(name);
    }

    void share(Share present) {
        share = present;
    }

    Optional<Destination> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Collection<Destination> all() {
        return byName.values();
    }

    /** Whether entries of this destination are ours to change. */
    boolean isOurs(QueueEntry entry) {
        return share.has(entry.destination(), byName.keySet());
    }

    /** Whether no relay has this destination: a connector that the configuration does not have any more. */
    boolean isBygone(String name) {
        return !byName.containsKey(name) && !share.others().contains(name);
    }

    /**
     * Changes an entry while it is kept out of work.
     *
     * @return false if it is in work now and nothing was changed
     */
    CompletableFuture<Boolean> change(QueueEntry entry, Supplier<CompletableFuture<Void>> change) {
        Destination destination = byName.get(entry.destination());
        if (destination == null) {
            return change.get().thenApply(nothing -> true);
        }
        return destination.withdraw(entry.id()).thenCompose(ours -> {
            if (!ours) {
                return CompletableFuture.completedFuture(false);
            }
            return change.get()
                    .whenComplete((nothing, failure) -> destination.giveBack(entry.id()))
                    .thenApply(nothing -> true);
        });
    }

    /** Whether a connector of this name may be used now: no failed opening is known of. */
    boolean isUp(String name) {
        Destination destination = byName.get(name);
        return destination == null ? !isBygone(name) : destination.isUp();
    }

    /** These messages are in the queue now: their destinations begin with them. */
    void arrived(List<NewMessage> messages) {
        for (NewMessage message : messages) {
            arrived(message.priority(), message.entries());
        }
    }

    /** These entries of a message of this priority are in the queue now. */
    void arrived(Priority priority, List<NewEntry> entries) {
        for (NewEntry entry : entries) {
            Destination destination = byName.get(entry.destination());
            if (destination != null && entry.heldFor() == null) {
                destination.arrived(priority, entry.nextAttempt());
            } else if (destination == null && isBygone(entry.destination())) {
                onBygone.run();
            }
        }
    }
}
