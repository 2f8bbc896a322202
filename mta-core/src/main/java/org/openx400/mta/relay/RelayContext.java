package org.openx400.mta.relay;

import java.time.Clock;
import java.util.concurrent.Executor;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.queue.MessageQueue;

/**
 * What every part of the relay works with.
 *
 * @param workers threads that may block
 * @param store where failures of the queue are told
 */
public record RelayContext(
        RelaySettings settings,
        MessageQueue queue,
        EventLog events,
        Clock clock,
        Timers timers,
        Executor workers,
        StoreProblems store) {

    public RelayContext(
            RelaySettings settings, MessageQueue queue, EventLog events, Clock clock, Timers timers, Executor workers) {
        this(settings, queue, events, clock, timers, workers, new StoreProblems(events, System::nanoTime));
    }

    /** A serial executor on the workers; what fails there becomes an event. */
    SerialExecutor serial(String where) {
        return new SerialExecutor(workers, e -> unexpected(where, e));
    }

    /** Tells of a failure that nobody foresaw. */
    void unexpected(String where, Throwable failure) {
        Event.of(EventId.UNEXPECTED_ERROR)
                .with("where", where)
                .with("why", failure.toString())
                .to(events);
    }
}
