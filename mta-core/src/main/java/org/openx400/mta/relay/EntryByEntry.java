package org.openx400.mta.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.queue.QueueEntry;

/** A way out where entries do not wait for one another: a few are in work at a time, each until it is settled. */
final class EntryByEntry extends BackloggedDestination {
    /** What is done with an entry. */
    interface Work {
        /**
         * Begins at once, on a worker. Completes when the entry is settled: with the time of another attempt if it is still
         * in the queue; exceptionally only when another node has it now.
         */
        CompletableFuture<Optional<Instant>> on(QueueEntry entry);
    }

    private final String name;
    private final RelayContext context;
    private int atOnce;
    private Work work;
    private int underWay;
    private @Nullable CompletableFuture<Void> stopped;

    /**
     * @param atOnce entries in work, 1..
     * @param longestRetry no other attempt is put off for longer
     */
    EntryByEntry(String name, int atOnce, Duration longestRetry, RelayContext context, Work work) {
        super(name, "work for " + name, longestRetry, context);
        this.name = name;
        this.atOnce = atOnce;
        this.context = context;
        this.work = work;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isUp() {
        return true;
    }

    /** What begins from now on is done like this, also after {@link #end}; what is under way ends as it began. */
    void goOnWith(int atOnce, Work work) {
        serial.execute(() -> {
            this.atOnce = atOnce;
            this.work = work;
            stopped = null;
            proceed();
        });
    }

    /** Begins nothing more. Completes when nothing is under way; never if it goes on before that. */
    CompletableFuture<Void> end() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        serial.execute(() -> {
            stopped = ended;
            proceed();
        });
        return ended;
    }

    @Override
    public CompletableFuture<Void> stop(Duration deadline) {
        CompletableFuture<Void> done = end();
        context.timers().after(deadline, () -> done.complete(null));
        return done;
    }

    /** Entries that wait in memory, and those in work. */
    CompletableFuture<Integer> waiting() {
        return CompletableFuture.supplyAsync(() -> backlog.waiting() + underWay, serial);
    }

    @Override
    void proceed() {
        if (stopped != null) {
            if (underWay == 0) {
                stopped.complete(null);
            }
            return;
        }
        while (underWay < atOnce) {
            QueueEntry entry = backlog.take(false);
            if (entry == null) {
                return;
            }
            underWay++;
            Work present = work;
            context.workers().execute(() -> begin(entry, present));
        }
    }

    private void begin(QueueEntry entry, Work present) {
        begun(entry, present)
                .whenCompleteAsync(
                        (again, fenced) -> {
                            underWay--;
                            if (fenced == null) {
                                backlog.done(entry.id(), again.orElse(null));
                            }
                            proceed();
                        },
                        serial);
    }

    /** Work for which memory does not suffice is not tried again before the next start, and the next entry has its place. */
    private CompletableFuture<Optional<Instant>> begun(QueueEntry entry, Work present) {
        try {
            return present.on(entry);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            context.unexpected(name + " with " + entry.mtsIdentifier(), e);
            return CompletableFuture.failedFuture(e);
        }
    }
}
