package org.openx400.mta.relay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
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
        CompletableFuture<?>[] changes = expired().stream()
                .filter(destinations::isOurs)
                .map(this::expire)
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(changes).whenComplete((nothing, failure) -> start());
    }

    private List<QueueEntry> expired() {
        try {
            return context.queue().expired(context.clock().instant(), PAGE);
        } catch (QueueException | RuntimeException e) {
            Event.of(EventId.STORE_PROBLEM).with("why", FailureText.of(e)).to(context.events());
            return List.of();
        }
    }

    private CompletableFuture<Void> expire(QueueEntry entry) {
        return destinations.change(entry, () -> settlement.expired(entry)).thenAccept(changed -> {});
    }
}
