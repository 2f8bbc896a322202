package org.openx400.mta.relay;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Timers of a scheduled executor. */
public final class ScheduledTimers implements Timers {
    private final ScheduledExecutorService executor;

    public ScheduledTimers(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    @Override
    public Pending after(Duration delay, Runnable task) {
        ScheduledFuture<?> future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }
}
