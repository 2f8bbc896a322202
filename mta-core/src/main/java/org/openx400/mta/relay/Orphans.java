package org.openx400.mta.relay;

import java.util.List;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.queue.QueueCount;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;

/**
 * Entries of connectors that the configuration does not have any more: at the start they go where their recipients are
 * routed now. Those that have no way wait, to be seen and to expire.
 */
final class Orphans {
    private static final int PAGE = 500;

    private final RelayContext context;
    private final Destinations destinations;
    private final Rerouting rerouting;

    Orphans(RelayContext context, Destinations destinations, Rerouting rerouting) {
        this.context = context;
        this.destinations = destinations;
        this.rerouting = rerouting;
    }

    /** Reads the queue: on a worker. */
    void reroute() {
        try {
            for (QueueCount count : context.queue().counts()) {
                if (destinations.named(count.destination()).isEmpty()) {
                    for (Priority priority : Priority.values()) {
                        reroute(count.destination(), priority);
                    }
                }
            }
        } catch (QueueException e) {
            Event.of(EventId.STORE_PROBLEM).with("why", e.getMessage()).to(context.events());
        }
    }

    private void reroute(String destination, Priority priority) throws QueueException {
        List<QueueEntry> page =
                context.queue().due(destination, priority, context.clock().instant(), 0, PAGE);
        while (!page.isEmpty()) {
            rerouting.moveAway(page, destination);
            long last = page.get(page.size() - 1).id();
            page = context.queue().due(destination, priority, context.clock().instant(), last, PAGE);
        }
    }
}
