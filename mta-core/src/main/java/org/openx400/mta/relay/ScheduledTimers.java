package org.openx400.mta.relay;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers of a scheduled executor; once that is shut down, nothing runs any more. */
public final class ScheduledTimers implements Timers {
    private final ScheduledThreadPoolExecutor executor;

    /** @param executor which from now on keeps nothing that was cancelled */
    public ScheduledTimers(ScheduledThreadPoolExecutor executor) {
        this.executor = executor;
        executor.setRemoveOnCancelPolicy(true); // each message cancels a timer that would be due minutes later
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
