package org.openx400.mta.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.cli.admin.AdminCommand;
import org.openx400.mta.cli.admin.AdminRefusal;
import org.openx400.mta.cli.admin.AdminServer;
import org.openx400.mta.cli.admin.AdminSocket;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.GatewayMatcher;
import org.openx400.mta.connector.PeerChecker;
import org.openx400.mta.event.ApplicationLog;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.event.JsonLinesEventLog;
import org.openx400.mta.net.PeerNetwork;
import org.openx400.mta.net.Scheduler;
import org.openx400.mta.net.SourceBinder;
import org.openx400.mta.net.WorkerPool;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.jdbc.JdbcMessageQueue;
import org.openx400.mta.queue.jdbc.QueueSettings;
import org.openx400.mta.relay.Relay;
import org.openx400.mta.relay.RelayContext;
import org.openx400.mta.relay.RelaySettings;
import org.openx400.mta.relay.ScheduledTimers;
import org.openx400.mta.rfc1006.host.AssociationHosting;
import org.openx400.mta.rfc1006.inbound.InboundLimits;
import org.openx400.mta.rfc1006.inbound.InboundServer;
import org.openx400.mta.rfc1006.mts.AssociationLimits;
import org.openx400.mta.rfc1006.outbound.OutboundAssociator;

/**
 * One MTA, wired from its configuration: event log, queue, relay, called and calling side of the network, admin socket.
 * Everything is made in {@link #start} in the order in which it depends on one another, and closed in the opposite one.
 */
final class Node implements AutoCloseable {
    /** How long transfers under way may take to end when the service stops. */
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);

    private static final int WORKERS = 16;
    private static final int LOOK_UPS = 4;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    private static final long MAXIMUM_RETURNED_CONTENT = 1024L * 1024;
    private static final long LARGEST_REPORT_READ = 64L * 1024 * 1024;
    private static final long MINIMUM_FREE_DISK = 64L * 1024 * 1024;

    private final MtaConfiguration configuration;
    private final Deque<Step> undo = new ArrayDeque<>();
    private @Nullable InboundServer inbound;

    /** How something that was started is stopped. */
    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private Node(MtaConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Starts everything; when something cannot be started, nothing is left running.
     *
     * @throws CommandFailure in words for the operator
     */
    static Node start(MtaConfiguration configuration, Path file) throws CommandFailure {
        Node node = new Node(configuration);
        try {
            node.wire(file);
            return node;
        } catch (QueueException e) {
            node.close();
            throw CommandFailure.failed("the service cannot start: " + FailureText.of(e) + " (store.url "
                    + configuration.storeUrl() + ", data " + configuration.data() + ")");
        } catch (IOException e) {
            node.close();
            throw CommandFailure.failed("the service cannot start: " + FailureText.of(e));
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    private void wire(Path file) throws IOException, QueueException {
        Path data = configuration.data();
        Files.createDirectories(
                data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path log = Files.createDirectories(DataFolder.log(configuration));
        ApplicationLog.toDirectory(log);
        Clock clock = Clock.systemUTC();
        JsonLinesEventLog events = opened(eventLog(log, clock));
        undo.push(() -> tell(EventId.CLOSEDOWN_COMPLETE, events));
        Event.of(EventId.CONFIGURATION_LOADED)
                .with("file", file)
                .with("connectors", configuration.connectors().size())
                .with("users", configuration.localUsers().size())
                .to(events);

        JdbcMessageQueue queue = opened(JdbcMessageQueue.open(new QueueSettings(configuration.storeUrl(), data)));
        Event.of(EventId.QUEUE_OPENED)
                .with("store", configuration.storeUrl())
                .with(
                        "entries",
                        queue.counts().stream()
                                .mapToLong(count -> count.ready() + count.held())
                                .sum())
                .with("orphans", queue.orphans())
                .to(events);

        WorkerPool workers = opened(new WorkerPool("worker", WORKERS));
        WorkerPool lookUps = opened(new WorkerPool("look-up", LOOK_UPS));
        Scheduler scheduler = opened(new Scheduler());
        PeerNetwork network = opened(new PeerNetwork(PeerNetwork.Limits.DEFAULT, scheduler));
        SourceBinder binder = opened(new SourceBinder(network));
        NameLookUp names = NameLookUp.of(configuration, events);

        RelayHolder holder = new RelayHolder();
        AssociationHosting hosting =
                new AssociationHosting(workers, scheduler, () -> holder.relay().intake(), events);
        OutboundAssociator associator = new OutboundAssociator(
                hosting, binder, names.hosts(), lookUps, CONNECT_TIMEOUT, associationLimits(), clock);
        ScheduledExecutorService timers = timers();
        RelayContext context =
                new RelayContext(relaySettings(), queue, events, clock, new ScheduledTimers(timers), workers);
        Relay relay = new Relay(context, surroundings(data), associator, new SecureRandom());
        holder.set(relay);
        undo.push(() -> hosting.abortAll("the MTA stops"));
        undo.push(() -> stop(relay));
        relay.start();

        InboundServer server = opened(new InboundServer(
                hosting,
                network,
                new GatewayMatcher(configuration.connectors(), names.hosts(), names.names()),
                lookUps,
                inboundLimits()));
        inbound = server;
        for (InetSocketAddress address : configuration.listen()) {
            server.listen(address);
        }
        opened(AdminServer.start(data.resolve(AdminSocket.NAME), commands(relay, associator, events)));
        tell(EventId.STARTUP_COMPLETE, events);
    }

    private JsonLinesEventLog eventLog(Path folder, Clock clock) throws IOException {
        MtaConfiguration.Events rolling = configuration.events();
        return JsonLinesEventLog.open(folder, configuration.node(), rolling.size(), rolling.count(), clock);
    }

    /** What is opened last is closed first. */
    private <T extends AutoCloseable> T opened(T part) {
        undo.push(part::close);
        return part;
    }

    private ScheduledExecutorService timers() {
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "relay-timers");
            thread.setDaemon(true);
            return thread;
        });
        undo.push(timers::shutdownNow);
        return timers;
    }

    private void tell(EventId event, JsonLinesEventLog events) {
        Event.of(event)
                .with("mta", configuration.mta().name())
                .with("version", Version.text())
                .to(events);
    }

    private RelaySettings relaySettings() {
        MtaConfiguration.Limits limits = configuration.limits();
        return new RelaySettings(
                configuration.domain(),
                configuration.mta().name(),
                configuration.expiry()::of,
                limits.content(),
                limits.envelope(),
                limits.recipients(),
                limits.hops(),
                limits.enforceUpperBounds(),
                MAXIMUM_RETURNED_CONTENT,
                LARGEST_REPORT_READ,
                MINIMUM_FREE_DISK);
    }

    private Relay.Surroundings surroundings(Path data) {
        return new Relay.Surroundings(
                configuration.connectors(),
                configuration.localUsers(),
                DataFolder.mailboxes(configuration),
                new IpmSubjects(),
                data.toFile()::getUsableSpace);
    }

    private AssociationLimits associationLimits() {
        MtaConfiguration.Limits limits = configuration.limits();
        return new AssociationLimits(
                limits.tsdu(),
                RelaySettings.maximumApdu(limits.content(), limits.envelope()),
                limits.bindDeadline(),
                AssociationLimits.DEFAULT.releaseTimeout(),
                AssociationLimits.DEFAULT.transferTimeout());
    }

    private InboundLimits inboundLimits() {
        MtaConfiguration.Limits limits = configuration.limits();
        return new InboundLimits(
                limits.associations(), limits.perPeer(), limits.connectDeadline(), associationLimits());
    }

    private Map<String, AdminCommand> commands(Relay relay, PeerChecker checker, EventLog events) {
        Map<String, AdminCommand> commands = new HashMap<>();
        new QueueAdmin(relay.queue(), relay::connectors, Clock.systemUTC()).addTo(commands);
        new SubmissionAdmin(relay.submission()).addTo(commands);
        new StatusAdmin(configuration.mta().name(), relay).addTo(commands);
        new PeersAdmin(configuration.connectors(), checker).addTo(commands);
        commands.replaceAll((name, command) -> telling(name, command, events));
        return commands;
    }

    /** The same command; a failure that nobody foresaw becomes an event too. */
    private static AdminCommand telling(String name, AdminCommand command, EventLog events) {
        return request -> {
            try {
                return command.run(request);
            } catch (RuntimeException e) {
                Event.of(EventId.UNEXPECTED_ERROR)
                        .with("where", "admin command " + name)
                        .with("why", e)
                        .to(events);
                throw e;
            }
        };
    }

    /** Tries the way to a peer from this process, for when no service runs; nothing is kept. */
    static List<PeerChecker.Step> check(MtaConfiguration configuration, Connector connector) throws AdminRefusal {
        Node parts = new Node(configuration);
        try {
            WorkerPool workers = parts.opened(new WorkerPool("worker", 1));
            Scheduler scheduler = parts.opened(new Scheduler());
            PeerNetwork network = parts.opened(new PeerNetwork(PeerNetwork.Limits.DEFAULT, scheduler));
            SourceBinder binder = parts.opened(new SourceBinder(network));
            AssociationHosting hosting = new AssociationHosting(
                    workers,
                    scheduler,
                    () -> {
                        throw new IllegalStateException("a check takes no messages");
                    },
                    event -> {});
            PeerChecker checker = new OutboundAssociator(
                    hosting,
                    binder,
                    NameLookUp.of(configuration, event -> {}).hosts(),
                    workers,
                    CONNECT_TIMEOUT,
                    parts.associationLimits(),
                    Clock.systemUTC());
            return Waiting.forResult(checker.check(connector));
        } finally {
            parts.close();
        }
    }

    /** Where peers may connect, as the kernel reports it. */
    List<InetSocketAddress> listening() {
        InboundServer server = inbound;
        return server == null ? List.of() : server.localAddresses();
    }

    private static void stop(Relay relay) throws InterruptedException, ExecutionException, TimeoutException {
        relay.stop(STOP_DEADLINE).get(STOP_DEADLINE.toSeconds() + 5, TimeUnit.SECONDS);
    }

    /** Stops in order: no new connections, transfers under way to their end or the deadline, then everything else. */
    @Override
    public synchronized void close() {
        while (!undo.isEmpty()) {
            try {
                undo.pop().run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                // The rest is to be stopped all the same.
                System.err.println("mta: while stopping: " + e);
            }
        }
    }

    /** The relay is made after the associations that it dials with. */
    private static final class RelayHolder {
        private volatile @Nullable Relay relay;

        void set(Relay made) {
            relay = made;
        }

        Relay relay() {
            Relay made = relay;
            if (made == null) {
                throw new IllegalStateException("no association is accepted before the relay is there");
            }
            return made;
        }
    }
}
