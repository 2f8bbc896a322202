package org.openx400.mta.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, closed in the opposite order. */
final class Parts implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /**
     * When the process is told to end, its main thread is interrupted and waited for, so that what it has opened is closed;
     * else processes that it started would be left. Called by the main thread.
     */
    static void closeWhenTold() {
        Thread main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            main.interrupt();
                            try {
                                main.join(PATIENCE_SECONDS * 1000L);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "end"));
    }

    /** Closes all, whatever becomes of one of them. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                System.err.println("while closing: " + e);
            }
        }
    }
}
