package org.openx400.mta.net;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time and in order, each with all that earlier ones did in sight. It owns no thread: whichever pool
 * thread finds it idle drains it, at most {@value #BATCH} tasks at a go, so that others get their turn.
 */
public final class Mailbox implements Executor {
    private static final Logger LOG = LogManager.getLogger(Mailbox.class);
    private static final int BATCH = 64;

    private final Executor pool;
    private final int capacity;
    private final Consumer<Throwable> onFailure;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean scheduled;

    /**
     * @param capacity waiting tasks, 1..; what fills a mailbox is bounded by budgets of its own, so more is a bug
     * @param onFailure told of what a task threw; the mailbox goes on
     */
    public Mailbox(Executor pool, int capacity, Consumer<Throwable> onFailure) {
        this.pool = pool;
        this.capacity = capacity;
        this.onFailure = onFailure;
    }

    /**
     * Queues a task.
     *
     * @throws RejectedExecutionException if the mailbox is full or the pool is closed
     */
    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            if (tasks.size() >= capacity) {
                throw new RejectedExecutionException("mailbox full: " + capacity + " tasks wait");
            }
            tasks.add(task);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        pool.execute(this::drain);
    }

    private void drain() {
        for (int n = 0; n < BATCH; n++) {
            Runnable task = next();
            if (task == null) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException | Error e) { // a stack that overflows, too, must not leave the mailbox stuck
                tell(e);
            }
        }
        pool.execute(this::drain);
    }

    private void tell(Throwable failure) {
        try {
            onFailure.accept(failure);
        } catch (RuntimeException e) {
            LOG.error("handling a failed task failed too", e);
        }
    }

    private @Nullable Runnable next() {
        synchronized (tasks) {
            Runnable task = tasks.poll();
            scheduled = task != null;
            return task;
        }
    }
}
