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

/** All ways out of the queue, by name. */
final class Destinations {
    private final Map<String, Destination> byName = new ConcurrentHashMap<>();

    void add(Destination destination) {
        byName.put(destination.name(), destination);
    }

    Optional<Destination> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Collection<Destination> all() {
        return byName.values();
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

    /** Whether a connector of this name may be used now: no failed opening is being waited for. */
    boolean isUp(String name) {
        Destination destination = byName.get(name);
        return destination != null && destination.isUp();
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
            }
        }
    }
}
