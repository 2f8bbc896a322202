package org.openx400.mta.relay;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;

/**
 * Tells that the store fails, for all parts of the relay together: when it begins, every {@link #REPEAT} while it lasts,
 * and when it is over. It is over with the first change that is committed {@link #CALM} after the last failure, so that a
 * store which fails now and then is one problem.
 */
public final class StoreProblems {
    static final Duration REPEAT = Duration.ofMinutes(1);
    static final Duration CALM = Duration.ofSeconds(5);

    private final EventLog events;
    private final LongSupplier nanoTime;
    private volatile boolean failing;
    private long failures;
    private long lastFailure;
    private long lastTold;

    /** @param nanoTime a monotonic time in nanoseconds */
    StoreProblems(EventLog events, LongSupplier nanoTime) {
        this.events = events;
        this.nanoTime = nanoTime;
    }

    /** Something could not be written or read. */
    synchronized void failed(String why) {
        long now = nanoTime.getAsLong();
        failures++;
        lastFailure = now;
        if (!failing || now - lastTold >= REPEAT.toNanos()) {
            failing = true;
            lastTold = now;
            Event.of(EventId.STORE_PROBLEM)
                    .with("why", why)
                    .with("failures", failures)
                    .to(events);
        }
    }

    /** A change was committed. */
    void committed() {
        if (failing) {
            perhapsOver();
        }
    }

    private synchronized void perhapsOver() {
        if (failing && nanoTime.getAsLong() - lastFailure >= CALM.toNanos()) {
            failing = false;
            Event.of(EventId.STORE_WORKS).with("failures", failures).to(events);
            failures = 0;
        }
    }
}
