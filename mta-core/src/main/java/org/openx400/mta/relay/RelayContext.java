package org.openx400.mta.relay;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.event.LimitEvents;
import org.openx400.mta.octets.Limit;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.queue.QueueEntry;

/**
 * What every part of the relay works with.
 *
 * @param present the settings as they are now
 * @param workers threads that may block
 * @param nanoTime a monotonic time in nanoseconds
 * @param store where failures of the queue are told
 * @param limits where limits are told
 * @param clockWatch knows whether the clock was set
 */
public record RelayContext(
        Supplier<RelaySettings> present,
        MessageQueue queue,
        EventLog events,
        Clock clock,
        LongSupplier nanoTime,
        Timers timers,
        Executor workers,
        StoreProblems store,
        LimitEvents limits,
        ClockWatch clockWatch) {

    public RelayContext(
            Supplier<RelaySettings> present,
            MessageQueue queue,
            EventLog events,
            Clock clock,
            LongSupplier nanoTime,
            Timers timers,
            Executor workers) {
        this(
                present,
                queue,
                events,
                clock,
                nanoTime,
                timers,
                workers,
                new StoreProblems(events, nanoTime),
                new LimitEvents(nanoTime),
                new ClockWatch(clock, nanoTime, events));
    }

    RelaySettings settings() {
        return present.get();
    }

    /** A serial executor on the workers; what fails there becomes an event. */
    SerialExecutor serial(String where) {
        return new SerialExecutor(workers, e -> unexpected(where, e));
    }

    /**
     * Tells, if it was not told a moment ago, that what this peer transfers reaches a limit.
     *
     * @param offset of the octet of the APDU where it does, or null
     */
    void limitReached(Limit limit, AssociationPort from, @Nullable Integer offset, String why) {
        limits.reached(EventId.LIMIT_REACHED, limit, from.connector().name())
                .ifPresent(event -> event.connector(from.connector().name())
                        .association(from.id())
                        .local(from.localAddress())
                        .remote(from.remoteAddress())
                        .with("layer", "p1")
                        .with("offset", offset)
                        .with("why", why)
                        .to(events));
    }

    /** Tells of an entry that the queue has set aside, since its row is damaged. */
    void setAside(QueueEntry damaged) {
        Event.of(EventId.STORED_MESSAGE_DAMAGED)
                .connector(damaged.destination())
                .mtsId(damaged.mtsIdentifier())
                .with("entry", damaged.id())
                .with("why", damaged.heldFor())
                .to(events);
    }

    /** Tells of a failure that nobody foresaw. */
    void unexpected(String where, Throwable failure) {
        Event.of(EventId.UNEXPECTED_ERROR)
                .with("where", where)
                .with("why", failure.toString())
                .to(events);
    }
}
