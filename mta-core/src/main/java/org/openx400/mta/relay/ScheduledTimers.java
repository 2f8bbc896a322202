package org.openx400.mta.relay;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Timers of a scheduled executor; once that is shut down, nothing runs any more. */
public final class ScheduledTimers implements Timers {
    private final ScheduledExecutorService executor;

    public ScheduledTimers(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    @Override
    public Pending after(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException shutDown) {
            return () -> {};
        }
    }
}
