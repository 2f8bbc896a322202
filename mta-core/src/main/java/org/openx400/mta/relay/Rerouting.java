package org.openx400.mta.relay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.event.EventId;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.queue.NewEntry;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.StoredMessage;
import org.openx400.mta.routing.Router;

/**
 * Finds another way for entries whose connector cannot be reached: the next route of the same pattern length whose
 * connector works; for those whose connector is gone, any. Recipients that have none stay where they are.
 */
final class Rerouting {
    private final RelayContext context;
    private final Router router;
    private final Destinations destinations;
    private final Settlement settlement;

    Rerouting(RelayContext context, Router router, Destinations destinations, Settlement settlement) {
        this.context = context;
        this.router = router;
        this.destinations = destinations;
        this.settlement = settlement;
    }

    /** Completes with the ids of the entries that were replaced; never exceptionally. */
    CompletableFuture<Set<Long>> moveAway(List<QueueEntry> entries, String from) {
        return CompletableFuture.supplyAsync(() -> replacements(entries, from), context.workers())
                .thenCompose(this::replace);
    }

    private Map<QueueEntry, List<NewEntry>> replacements(List<QueueEntry> entries, String from) {
        Map<QueueEntry, List<NewEntry>> replacements = new LinkedHashMap<>();
        for (QueueEntry entry : entries) {
            try {
                otherWays(entry, from).ifPresent(ways -> replacements.put(entry, ways));
            } catch (QueueException | DecodeException | RuntimeException e) {
                context.unexpected("rerouting of " + entry.mtsIdentifier(), e);
            }
        }
        return replacements;
    }

    private Optional<List<NewEntry>> otherWays(QueueEntry entry, String from) throws QueueException, DecodeException {
        Optional<StoredMessage> message = context.queue().message(entry.messageId());
        if (message.isEmpty()) {
            return Optional.empty();
        }
        TransferEnvelope envelope = Envelopes.of(message.get());
        Map<Integer, ORName> names = Envelopes.names(envelope, entry.recipients());
        List<String> tried = new ArrayList<>(entry.routesTried());
        tried.add(from);
        List<NewEntry> ways = new ArrayList<>();
        RoutePlan plan = RoutePlan.of(names, router, Set.of(from));
        List<Integer> staying = new ArrayList<>();
        plan.unroutable().forEach(outcome -> staying.add(outcome.recipient()));
        boolean bygone = destinations.isBygone(from);
        Instant due = entry.attempts() == 0 ? entry.nextAttempt() : NewEntry.AT_ONCE;
        plan.byDestination().forEach((destination, recipients) -> {
            if (destination.equals(from) || !(bygone || destinations.isUp(destination))) {
                staying.addAll(recipients);
            } else {
                ways.add(new NewEntry(destination, recipients, due, entry.heldFor(), tried));
            }
        });
        if (ways.isEmpty()) {
            return Optional.empty();
        }
        if (!staying.isEmpty()) {
            ways.add(new NewEntry(from, staying, entry.nextAttempt(), entry.heldFor(), entry.routesTried()));
        }
        return Optional.of(ways);
    }

    private CompletableFuture<Set<Long>> replace(Map<QueueEntry, List<NewEntry>> replacements) {
        Set<Long> moved = new HashSet<>();
        List<CompletableFuture<Void>> changes = new ArrayList<>();
        replacements.forEach((entry, ways) -> {
            moved.add(entry.id());
            for (NewEntry way : ways) {
                if (!way.destination().equals(entry.destination())) {
                    Settlement.about(entry, EventId.MESSAGE_REROUTED)
                            .connector(way.destination())
                            .with("from", entry.destination())
                            .to(context.events());
                }
            }
            changes.add(settlement.replace(entry, ways, List.of()));
        });
        return CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new))
                .handle((done, fenced) -> moved);
    }
}
