package org.openx400.mta.event;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one thread that writes a log, so that who logs never waits for the disk. */
final class LogWriter<T> {
    static final int MOST_WAITING = 20_000;
    private static final long CLOSE_SECONDS = 10;
    private static final long LOOK_MILLIS = 100;

    private final Output<T> output;
    private final BlockingQueue<T> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private volatile boolean closed;

    /** Writes, on the thread. */
    @FunctionalInterface
    interface Output<T> {
        /**
         * @param first of what waits; null if nothing has come for a while
         */
        void write(@Nullable T first);
    }

    LogWriter(String name, Output<T> output) {
        this.output = output;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether it will be written. */
    boolean offer(T entry) {
        return waiting.offer(entry);
    }

    /** What waits behind the first; on the thread. */
    void drainTo(List<T> batch, int most) {
        waiting.drainTo(batch, most);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Writes what is waiting, then ends. */
    void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                T first = waiting.poll(closed ? 0 : LOOK_MILLIS, TimeUnit.MILLISECONDS);
                more = first != null || !closed;
                output.write(first);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
