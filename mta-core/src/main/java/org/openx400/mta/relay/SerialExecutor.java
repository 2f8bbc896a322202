package org.openx400.mta.relay;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one after another, in the order in which they came, on threads of another executor: what only its tasks
 * touch needs no lock. A task that fails is told to the handler and does not stop the next.
 */
public final class SerialExecutor implements Executor {
    /** Tasks in a row before the thread is given back, so that one busy owner does not keep it. */
    private static final int BATCH = 64;

    private final Executor threads;
    private final Consumer<Throwable> onFailure;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    public SerialExecutor(Executor threads, Consumer<Throwable> onFailure) {
        this.threads = threads;
        this.onFailure = onFailure;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        threads.execute(this::drain);
    }

    private void drain() {
        for (int i = 0; i < BATCH; i++) {
            Runnable task = next();
            if (task == null) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
                onFailure.accept(e);
            }
        }
        threads.execute(this::drain);
    }

    private @Nullable Runnable next() {
        synchronized (tasks) {
            Runnable task = tasks.poll();
            running = task != null;
            return task;
        }
    }
}
