package org.openx400.mta.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openx400.mta.queue.PartialTransfer;
import org.openx400.mta.queue.PartialTransfer.TakenUp;

/**
 * Finds transfers that an earlier run of this MTA, or of the node that had this group before, has secured. Every {@link
 * #INTERVAL} it forgets those that are too old or too many.
 */
final class Resumptions {
    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** How long a peer that wants to resume may have to wait for the store. */
    private static final long SECONDS = 10;

    private final RelayContext context;
    private volatile boolean stopped;

    Resumptions(RelayContext context) {
        this.context = context;
    }

    void start() {
        context.timers().after(INTERVAL, () -> context.workers().execute(this::forget));
    }

    void stop() {
        stopped = true;
    }

    /** Waits for the store. None also when the store does not answer or fails: the peer sends it from its start. */
    Optional<TakenUp> find(PartialTransfer.Key key) {
        CompletableFuture<Optional<TakenUp>> found = context.queue().takeUp(key, oldest());
        try {
            return found.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            found.thenAccept(late -> late.ifPresent(there -> there.content().leave()));
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private void forget() {
        if (!stopped) {
            start();
            context.queue()
                    .forgetPartial(oldest(), context.settings().resumption().octets());
        }
    }

    private Instant oldest() {
        return context.clockWatch()
                .nowFor(Instant.MIN)
                .minus(context.settings().resumption().age());
    }
}
