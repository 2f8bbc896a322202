package org.openx400.mta.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gateways of a relay. Each has one work for its entries, however often it is defined anew, so that none is begun twice. */
final class Gateways {
    /** What a gateway may ask for at most, so that a retry further ahead is one of a wrong clock. */
    private static final Duration LONGEST_RETRY = Duration.ofDays(1);

    private record Service(Gateway gateway, EntryByEntry work) {}

    private final RelayContext context;
    private final Settlement settlement;
    private final Destinations destinations;
    private final Runnable onGone;
    private final Map<String, Service> services = new ConcurrentHashMap<>();

    /** @param onGone runs when there is no such destination any more as one of the gateways was */
    Gateways(RelayContext context, Settlement settlement, Destinations destinations, Runnable onGone) {
        this.context = context;
        this.settlement = settlement;
        this.destinations = destinations;
        this.onGone = onGone;
    }

    /** There is another one, which begins when its queue is looked at. */
    EntryByEntry add(Gateway gateway) {
        EntryByEntry work = new EntryByEntry(gateway.name(), gateway.atOnce(), LONGEST_RETRY, context, workOf(gateway));
        services.put(gateway.name(), new Service(gateway, work));
        destinations.add(work);
        return work;
    }

    /**
     * From now on there are these. One that is defined otherwise than before goes on at once, and what the old one has under
     * way ends there. Completes when nothing is under way at those that are gone, or at the deadline; what waits for them is
     * routed again only when nothing is under way.
     */
    synchronized CompletableFuture<Void> serve(List<? extends Gateway> present, Duration deadline) {
        for (Gateway gateway : present) {
            Service before = services.get(gateway.name());
            if (before == null) {
                add(gateway).lookAtQueue();
            } else if (before.gateway() != gateway) {
                services.put(gateway.name(), new Service(gateway, before.work()));
                before.work().goOnWith(gateway.atOnce(), workOf(gateway));
            }
        }
        Set<String> kept = present.stream().map(Gateway::name).collect(Collectors.toSet());
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        services.forEach((name, service) -> {
            if (!kept.contains(name)) {
                ends.add(end(service, deadline));
            }
        });
        return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    }

    private GatewayWork workOf(Gateway gateway) {
        return new GatewayWork(gateway, context, settlement);
    }

    private CompletableFuture<Void> end(Service gone, Duration deadline) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        gone.work().end().thenRun(() -> {
            forget(gone);
            done.complete(null);
        });
        context.timers().after(deadline, () -> done.complete(null));
        return done;
    }

    private synchronized void forget(Service gone) {
        String name = gone.gateway().name();
        if (services.remove(name, gone)) { // else there is one of this name again
            destinations.remove(name);
            onGone.run();
        }
    }

    /** How each does. */
    Stream<CompletableFuture<ConnectorStatus>> states() {
        return services.values().stream()
                .map(service -> service.work().waiting().thenApply(service.gateway()::status));
    }
}
