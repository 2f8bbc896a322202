package org.openx400.mta.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before an association is opened again. A peer that cannot be reached is tried every open interval.
 * One that was reached and lost is tried after 0.2 s, then after twice as long each time, up to the open interval, until
 * it has taken something again. So is one for which no local port was free, which says nothing of the peer.
 */
final class RedialSchedule {
    private static final Duration FIRST = Duration.ofMillis(200);

    private final Duration openInterval;
    private @Nullable Duration afterLoss;

    RedialSchedule(Duration openInterval) {
        this.openInterval = openInterval;
    }

    Duration lost() {
        Duration delay = shorter(afterLoss == null ? FIRST : afterLoss, openInterval);
        afterLoss = shorter(delay.multipliedBy(2), openInterval);
        return delay;
    }

    Duration openFailed() {
        return afterLoss == null ? openInterval : lost();
    }

    Duration portsExhausted() {
        return lost();
    }

    /** Something was transferred. */
    void progress() {
        afterLoss = null;
    }

    static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
