package org.openx400.mta.internet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Room for the mails that are in memory while they are mapped and carried: one that is large waits until those before it leave
 * enough. One that is larger than all the room has it alone. For any thread.
 */
final class MailMemory {
    /** Octets of a mail that needs no room: of these there are no more at once than threads or connections. */
    static final long SMALL = 256 * 1024;

    /** Octets of memory for one of a mail: as it came, decoded, as text, and what is made of it. */
    static final int FOR_EACH = 4;

    private final long room;
    private final Executor workers;
    private final Deque<Work> waiting = new ArrayDeque<>();
    private long taken;

    /** What is done with a mail, and the room that it needs. */
    private record Work(long room, Runnable begin) {}

    /**
     * @param room octets of memory
     * @param workers where what had to wait begins
     */
    MailMemory(long room, Executor workers) {
        this.room = room;
        this.workers = workers;
    }

    /**
     * Begins the work, at once or when there is room; its room is free when what it returns completes.
     *
     * @param octets of the mail
     */
    <T> CompletableFuture<T> within(long octets, Supplier<CompletableFuture<T>> work) {
        if (octets <= SMALL) {
            return work.get();
        }
        CompletableFuture<T> done = new CompletableFuture<>();
        long needed = Math.min(room, FOR_EACH * octets);
        Work its = new Work(
                needed,
                () -> work.get().whenComplete((value, failure) -> {
                    leave(needed);
                    if (failure == null) {
                        done.complete(value);
                    } else {
                        done.completeExceptionally(failure);
                    }
                }));
        if (enters(its)) {
            its.begin().run();
        }
        return done;
    }

    private synchronized boolean enters(Work work) {
        if (!waiting.isEmpty() || taken + work.room() > room) {
            waiting.add(work);
            return false;
        }
        taken += work.room();
        return true;
    }

    private void leave(long octets) {
        next(octets).forEach(work -> workers.execute(work.begin()));
    }

    /** Those that there is room for now. */
    private synchronized List<Work> next(long left) {
        taken -= left;
        List<Work> next = new ArrayList<>();
        for (Work first = waiting.peek(); first != null && taken + first.room() <= room; first = waiting.peek()) {
            taken += first.room();
            next.add(waiting.remove());
        }
        return next;
    }
}
