package org.openx400.mta.relay;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.queue.QueueException;

/** Asks the queue for an answer once a second: one event when it ceases to answer, and one when it is back. */
public final class StoreWatch implements AutoCloseable {
    private static final long INTERVAL_SECONDS = 1;
    /** No entry has it. */
    private static final long NO_ENTRY = 0;

    private final MessageQueue queue;
    private final EventLog events;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "store-watch");
        thread.setDaemon(true);
        return thread;
    });
    private boolean lost;

    public StoreWatch(MessageQueue queue, EventLog events) {
        this.queue = queue;
        this.events = events;
        timer.scheduleWithFixedDelay(this::look, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void look() {
        try {
            queue.entry(NO_ENTRY);
            if (lost) {
                lost = false;
                Event.of(EventId.STORE_BACK).to(events);
            }
        } catch (QueueException | RuntimeException e) {
            if (!lost && !timer.isShutdown()) {
                lost = true;
                Event.of(EventId.STORE_LOST).with("why", FailureText.of(e)).to(events);
            }
        }
    }
}
