package org.openx400.mta.net;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Timers on the monotonic clock, all on one thread: what they run must not block. */
public final class Scheduler implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Scheduler.class);

    private final ScheduledThreadPoolExecutor executor;

    public Scheduler() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "mta-timers");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true); // most timers are cancelled long before they are due
    }

    /** Runs the task once after the delay; after {@link #close()} never. */
    public Timer schedule(Duration delay, Runnable task) {
        try {
            Future<?> future = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("timer task failed", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** A task that is to run later. */
    @FunctionalInterface
    public interface Timer {
        /** Without effect when it has run. */
        void cancel();
    }
}
