package org.openx400.mta.relay;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Associator;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.WayOut;
import org.openx400.mta.local.LocalDelivery;
import org.openx400.mta.local.SubjectReader;
import org.openx400.mta.routing.LocalUser;
import org.openx400.mta.routing.Router;

/**
 * The relay of one MTA, put together: what comes in, what goes out, what is delivered, and what an administrator asks.
 * The queue, the threads and the timers belong to who made them.
 */
public final class Relay {
    /**
     * What this MTA serves and where it writes.
     *
     * @param connectors with unique names, those of other relays too: they have routes
     * @param gateways to other mail systems, of this relay
     * @param bystanders the gateways of other relays: they have routes
     * @param users with their mailboxes
     * @param mailboxes folder of the folders that are named like the mailboxes
     * @param subjects finds the subject of a content, for the summary of a delivery
     * @param freeDisk octets that the store may still use
     * @param share what of it this relay works on
     */
    public record Surroundings(
            List<Connector> connectors,
            List<? extends Gateway> gateways,
            List<? extends WayOut> bystanders,
            List<LocalUser> users,
            Path mailboxes,
            SubjectReader subjects,
            LongSupplier freeDisk,
            Share share) {

        /** Works on everything, without gateways. */
        public Surroundings(
                List<Connector> connectors,
                List<LocalUser> users,
                Path mailboxes,
                SubjectReader subjects,
                LongSupplier freeDisk) {
            this(connectors, List.of(), List.of(), users, mailboxes, subjects, freeDisk, Share.ALL);
        }

        /** The connectors that this relay works for. */
        private List<Connector> own() {
            return connectors.stream()
                    .filter(connector -> !share.others().contains(connector.name()))
                    .toList();
        }

        /** Whatever has routes. */
        private List<WayOut> routed() {
            return Stream.of(connectors, gateways, bystanders)
                    .<WayOut>flatMap(List::stream)
                    .toList();
        }
    }

    private final Destinations destinations;
    private final Map<String, Dispatcher> dispatchers = new ConcurrentHashMap<>();
    private final Function<Connector, Dispatcher> newDispatcher;
    private final Gateways gateways;
    private final OutgoingTransfers transfers;
    private volatile List<Connector> connectors;
    private final Router router;
    private final RelayEngine engine;
    private final Submission submission;
    private final GatewayIntake gatewayIntake;
    private final QueueOperations operations;
    private final ExpiryWatch expiry;
    private final @Nullable DuplicateWindow duplicates;
    private final Resumptions resumptions;
    private final Orphans orphans;
    private final Executor workers;
    private final ClockWatch clockWatch;
    private final Timers timers;
    private volatile boolean stopped;

    /** @param random for the identifiers of this process */
    public Relay(RelayContext context, Surroundings surroundings, Associator associator, RandomGenerator random) {
        RelaySettings settings = context.settings();
        Share share = surroundings.share();
        destinations = new Destinations(share, this::rerouteOrphans);
        router = new Router(settings.domain(), surroundings.routed(), surroundings.users(), destinations::isUp);
        MtsIdentifiers identifiers = new MtsIdentifiers(settings.domain(), context.clock(), random);
        ReportContents contents = new ReportContents(settings.largestReportRead());
        Reports reports = new Reports(context, router, identifiers);
        Settlement settlement = new Settlement(context, reports, destinations);
        Rerouting rerouting = new Rerouting(context, router, destinations, settlement);
        transfers = new OutgoingTransfers(context, contents, surroundings.connectors());
        newDispatcher = connector -> new Dispatcher(connector, context, associator, transfers, settlement, rerouting);
        connectors = surroundings.own();
        connectors.forEach(this::begin);
        gateways = new Gateways(context, settlement, destinations, this::rerouteOrphans);
        surroundings.gateways().forEach(gateways::add);
        if (share.remainder()) {
            LocalDelivery delivery = new LocalDelivery(surroundings.mailboxes(), settings.domain(), context.clock());
            LocalDispatcher local = new LocalDispatcher(
                    context, router, transfers, settlement, delivery, surroundings.subjects(), surroundings.freeDisk());
            destinations.add(new EntryByEntry(
                    RelaySettings.LOCAL, LocalDispatcher.AT_ONCE, LocalDispatcher.RETRY, context, local));
        }
        Acceptance acceptance = new Acceptance(context, router, destinations, reports, contents);
        FreeDisk freeDisk = new FreeDisk(context, surroundings.freeDisk());
        resumptions = new Resumptions(context);
        engine = new RelayEngine(context, acceptance, dispatchers, resumptions, freeDisk);
        gatewayIntake = new GatewayIntake(context, acceptance, identifiers, freeDisk);
        submission = new Submission(context, router, acceptance, identifiers);
        operations = new QueueOperations(context, destinations);
        duplicates = share.remainder() ? new DuplicateWindow(context) : null;
        expiry = new ExpiryWatch(context, destinations, settlement);
        orphans = new Orphans(context, destinations, rerouting);
        workers = context.workers();
        clockWatch = context.clockWatch();
        clockWatch.whenSet(by -> destinations.all().forEach(destination -> destination.clockSet(by)));
        timers = context.timers();
    }

    /** Begins with what the queue holds. */
    public void start() {
        lookAtQueue();
        watchClock();
        expiry.start();
        if (duplicates != null) {
            duplicates.start();
            resumptions.start();
        }
        rerouteOrphans();
    }

    private void watchClock() {
        clockWatch.look();
        timers.after(ClockWatch.INTERVAL, () -> {
            if (!stopped) {
                workers.execute(this::watchClock);
            }
        });
    }

    private void rerouteOrphans() {
        orphans.reroute();
    }

    /**
     * From now on serves these connectors and users; where it writes stays as it is. A connector that is defined otherwise
     * than before begins anew when its transfers under way have ended and its associations are closed, or at the deadline;
     * a gateway goes on at once, and what the old one has under way ends there. What waits for one that is gone is routed
     * again, when nothing is under way. To be called again only when this is done.
     */
    public CompletableFuture<Void> serve(Surroundings present, Duration deadline) {
        List<Connector> own = present.own();
        Set<String> kept = Stream.concat(own.stream(), present.gateways().stream())
                .map(WayOut::name)
                .collect(Collectors.toSet());
        List<Dispatcher> gone = dispatchers.values().stream()
                .filter(dispatcher -> destinations.named(dispatcher.name()).isPresent())
                .filter(dispatcher -> !kept.contains(dispatcher.name()))
                .toList();
        router.serve(present.routed(), present.users());
        transfers.serve(present.connectors());
        destinations.share(present.share());
        connectors = own;
        List<CompletableFuture<Void>> changes = new ArrayList<>();
        for (Connector connector : own) {
            Dispatcher before = dispatchers.get(connector.name());
            if (before == null || destinations.named(connector.name()).isEmpty()) {
                begin(connector).lookAtQueue();
            } else if (!before.connector().equals(connector)) {
                changes.add(before.stop(deadline).thenRun(() -> begin(connector).lookAtQueue()));
            }
        }
        changes.add(gateways.serve(present.gateways(), deadline));
        gone.forEach(dispatcher ->
                changes.add(dispatcher.stop(deadline).thenRun(() -> destinations.remove(dispatcher.name()))));
        return CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new))
                .thenRun(this::rerouteOrphans);
    }

    private Dispatcher begin(Connector connector) {
        Dispatcher dispatcher = newDispatcher.apply(connector);
        dispatchers.put(connector.name(), dispatcher);
        destinations.add(dispatcher);
        return dispatcher;
    }

    /** Finds what others have put into the queue for our destinations. */
    public void lookAtQueue() {
        destinations.all().forEach(Destination::lookAtQueue);
    }

    /**
     * Takes nothing more, lets what is under way end, closes the associations that we opened, and at the deadline aborts
     * what is left. Associations that peers opened are closed by their host.
     */
    public CompletableFuture<Void> stop(Duration deadline) {
        stopped = true;
        engine.stop();
        gatewayIntake.stop();
        expiry.stop();
        if (duplicates != null) {
            duplicates.stop();
        }
        resumptions.stop();
        return CompletableFuture.allOf(destinations.all().stream()
                .map(destination -> destination.stop(deadline))
                .toArray(CompletableFuture[]::new));
    }

    /** Where peers' messages come in. */
    public Intake intake() {
        return engine;
    }

    /** Where what gateways bring comes in. */
    public GatewayIntake gatewayIntake() {
        return gatewayIntake;
    }

    public Submission submission() {
        return submission;
    }

    public QueueOperations queue() {
        return operations;
    }

    /** The routes as they are used, with the present state of the connectors. */
    public Router router() {
        return router;
    }

    /** How every connector does, in the order of the configuration, and then every gateway. */
    public CompletableFuture<List<ConnectorStatus>> connectors() {
        List<CompletableFuture<ConnectorStatus>> states = Stream.concat(
                        connectors.stream()
                                .flatMap(connector -> Stream.ofNullable(dispatchers.get(connector.name())))
                                .map(Dispatcher::state),
                        gateways.states())
                .toList();
        return CompletableFuture.allOf(states.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<ConnectorStatus> all = new ArrayList<>();
            states.forEach(state -> all.add(state.join()));
            return all;
        });
    }
}
