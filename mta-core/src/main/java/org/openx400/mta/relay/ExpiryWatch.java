package org.openx400.mta.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;

/** Finds entries whose time is over, every {@link #INTERVAL}, and has them reported. One that is in work now is left. */
final class ExpiryWatch {
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final int PAGE = 500;

    private final RelayContext context;
    private final Destinations destinations;
    private final Settlement settlement;
    private volatile boolean stopped;

    ExpiryWatch(RelayContext context, Destinations destinations, Settlement settlement) {
        this.context = context;
        this.destinations = destinations;
        this.settlement = settlement;
    }

    void start() {
        context.timers().after(INTERVAL, () -> context.workers().execute(this::look));
    }

    void stop() {
        stopped = true;
    }

    private void look() {
        if (stopped) {
            return;
        }
        look(context.clock().instant(), null);
    }

    /** Goes on behind {@code last}, page by page: one may be full of entries that are not ours. */
    private void look(Instant now, @Nullable QueueEntry last) {
        List<QueueEntry> page = expired(now, last);
        if (page.isEmpty() || stopped) {
            start();
            return;
        }
        CompletableFuture<?>[] changes = page.stream()
                .filter(destinations::isOurs)
                .filter(this::isSound)
                .filter(settlement::isOver)
                .map(this::expire)
                .toArray(CompletableFuture[]::new);
        QueueEntry behind = page.get(page.size() - 1);
        CompletableFuture.allOf(changes)
                .whenComplete((nothing, failure) -> context.workers().execute(() -> look(now, behind)));
    }

    private List<QueueEntry> expired(Instant now, @Nullable QueueEntry last) {
        try {
            return context.queue().expired(now, last, PAGE);
        } catch (QueueException | RuntimeException e) {
            context.store().failed(FailureText.of(e));
            return List.of();
        }
    }

    private boolean isSound(QueueEntry entry) {
        if (entry.heldFor() != null) {
            context.setAside(entry);
        }
        return entry.heldFor() == null;
    }

    private CompletableFuture<Void> expire(QueueEntry entry) {
        return destinations.change(entry, () -> settlement.expired(entry)).thenAccept(changed -> {});
    }
}
