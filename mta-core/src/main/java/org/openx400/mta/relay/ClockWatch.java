package org.openx400.mta.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;

/**
 * Notices that the clock was set, by comparing it with monotonic time. What waits in memory waits by monotonic time; this
 * is for the times in the queue, which are the clock's: what had arrived before the clock was set forward does not expire
 * sooner for that, and attempts that the clock has put off are made at once when it is set back.
 */
public final class ClockWatch {
    static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Smaller steps are let pass until they add up. */
    static final Duration SMALLEST = Duration.ofSeconds(10);

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final EventLog events;
    private Instant seen;
    private long seenNanos;
    private Duration ahead = Duration.ZERO;
    private Instant setAt = Instant.MIN;
    private volatile Consumer<Duration> onSet = by -> {};

    /** @param nanoTime a monotonic time in nanoseconds */
    ClockWatch(Clock clock, LongSupplier nanoTime, EventLog events) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.events = events;
        this.seen = clock.instant();
        this.seenNanos = nanoTime.getAsLong();
    }

    /** @param listener is told by how much the clock was set, forward or back; must not block */
    void whenSet(Consumer<Duration> listener) {
        onSet = listener;
    }

    /** Compares. To be called every {@link #INTERVAL}. */
    void look() {
        Duration by = step();
        if (!by.isZero()) {
            Event.of(EventId.CLOCK_SET)
                    .with("direction", by.isNegative() ? "back" : "forward")
                    .with("seconds", by.abs().toSeconds())
                    .to(events);
            onSet.accept(by);
        }
    }

    /** What the clock says now, without what it was set forward since this arrived. */
    Instant nowFor(Instant arrival) {
        look();
        return withoutSteps(arrival);
    }

    private synchronized Instant withoutSteps(Instant arrival) {
        Instant now = clock.instant();
        return arrival.isBefore(setAt) ? now.minus(ahead) : now;
    }

    private synchronized Duration step() {
        Instant now = clock.instant();
        long nanos = nanoTime.getAsLong();
        Duration by = Duration.between(seen, now).minusNanos(nanos - seenNanos);
        if (by.abs().compareTo(SMALLEST) < 0) {
            return Duration.ZERO;
        }
        seen = now;
        seenNanos = nanos;
        setAt = now;
        ahead = ahead.plus(by);
        if (ahead.isNegative()) {
            ahead = Duration.ZERO;
        }
        return by;
    }
}
