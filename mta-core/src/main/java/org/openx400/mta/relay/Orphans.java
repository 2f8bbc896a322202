package org.openx400.mta.relay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;

/**
 * Entries of connectors that the configuration does not have any more: at the start they go where their recipients are
 * routed now, deferred ones at their time, held ones when they are released. Those that have no way wait, to be seen and
 * to expire.
 */
final class Orphans {
    private static final int PAGE = 500;

    private final RelayContext context;
    private final Destinations destinations;
    private final Rerouting rerouting;
    private final SerialExecutor serial;
    private final Set<Long> underWay = new HashSet<>();

    Orphans(RelayContext context, Destinations destinations, Rerouting rerouting) {
        this.context = context;
        this.destinations = destinations;
        this.rerouting = rerouting;
        this.serial = context.serial("rerouting of what waits for connectors that are gone");
    }

    /** Looks at the whole queue, behind an earlier look that has not ended. */
    void reroute() {
        serial.execute(this::look);
    }

    private void look() {
        try {
            List<QueueEntry> page = context.queue().list(0, PAGE);
            while (!page.isEmpty()) {
                reroute(page);
                page = context.queue().list(page.get(page.size() - 1).id(), PAGE);
            }
        } catch (QueueException e) {
            context.store().failed(FailureText.of(e));
        }
    }

    private void reroute(List<QueueEntry> page) {
        Map<String, List<QueueEntry>> orphans = new LinkedHashMap<>();
        for (QueueEntry entry : page) {
            if (destinations.isBygone(entry.destination()) && destinations.isOurs(entry) && underWay.add(entry.id())) {
                orphans.computeIfAbsent(entry.destination(), d -> new ArrayList<>())
                        .add(entry);
            }
        }
        orphans.forEach((destination, entries) -> rerouting
                .moveAway(entries, destination)
                .thenRunAsync(() -> entries.forEach(entry -> underWay.remove(entry.id())), serial));
    }
}
