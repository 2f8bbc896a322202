package org.openx400.mta.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * How fast peers may transfer: whoever is faster has its answers later, and cannot send more on the same association until
 * then. A peer that was slower before may be faster for {@link #CREDIT}. For any thread.
 */
final class PeerPace {
    static final Duration CREDIT = Duration.ofSeconds(1);

    private final IntSupplier perSecond;
    private final Timers timers;
    private final LongSupplier nanoTime;
    private final Map<String, Long> dueByPeer = new HashMap<>();
    private final Set<CompletableFuture<Void>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** @param nanoTime a monotonic time in nanoseconds */
    PeerPace(IntSupplier perSecond, Timers timers, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.timers = timers;
        this.nanoTime = nanoTime;
    }

    /** One more of this peer; its answer may be given when this completes. */
    CompletableFuture<Void> next(String peer) {
        long nanos = delay(peer);
        if (nanos <= 0 || stopped) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> turn = new CompletableFuture<>();
        waiting.add(turn);
        timers.after(Duration.ofNanos(nanos), () -> complete(turn));
        if (stopped) {
            complete(turn);
        }
        return turn;
    }

    /** Answers wait no more. */
    void stop() {
        stopped = true;
        waiting.forEach(this::complete);
    }

    private void complete(CompletableFuture<Void> turn) {
        if (waiting.remove(turn)) {
            turn.complete(null);
        }
    }

    /** Nanoseconds until it is this one's turn, 0 or less for at once. */
    private synchronized long delay(String peer) {
        long now = nanoTime.getAsLong();
        long earliest = now - CREDIT.toNanos();
        Long due = dueByPeer.get(peer);
        long from = due == null || due - earliest < 0 ? earliest : due;
        long next = from + Duration.ofSeconds(1).toNanos() / perSecond.getAsInt();
        dueByPeer.put(peer, next);
        return next - now;
    }
}
