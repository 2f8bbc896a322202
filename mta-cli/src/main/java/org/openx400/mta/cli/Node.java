package org.openx400.mta.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.cli.admin.AdminCommand;
import org.openx400.mta.cli.admin.AdminRefusal;
import org.openx400.mta.cli.admin.AdminServer;
import org.openx400.mta.cli.admin.AdminSocket;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.Connector;
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
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.jdbc.JdbcMessageQueue;
import org.openx400.mta.queue.jdbc.QueueSettings;
import org.openx400.mta.relay.QueueView;
import org.openx400.mta.relay.StoreWatch;
import org.openx400.mta.rfc1006.host.AssociationHosting;

/**
 * One MTA, wired from its configuration: event log, queue, relay, called and calling side of the network, admin socket.
 * Everything is made in {@link #start} in the order in which it depends on one another, and closed in the opposite one.
 */
final class Node implements AutoCloseable {
    private static final int WORKERS = 16;
    private static final int LOOK_UPS = 32;
    private static final Duration STORE_RETRY = Duration.ofSeconds(1);

    private final RunningConfiguration running;
    private final MtaConfiguration configuration;
    private final Deque<Step> undo = new ArrayDeque<>();
    private @Nullable GroupService service;
    private volatile @Nullable Reloading reloading;

    /** How something that was started is stopped. */
    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private Node(RunningConfiguration running) {
        this.running = running;
        this.configuration = running.present();
    }

    /**
     * Starts everything; when something cannot be started, nothing is left running.
     *
     * @throws CommandFailure in words for the operator
     */
    static Node start(MtaConfiguration configuration, Path file) throws CommandFailure {
        Node node = new Node(new RunningConfiguration(file, configuration));
        try {
            node.wire(file);
            return node;
        } catch (QueueException e) {
            node.close();
            throw CommandFailure.failed("the service cannot start: " + FailureText.of(e) + " (store.url "
                    + configuration.store().url() + ", data " + configuration.data() + ")");
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
        JsonLinesEventLog events = opened(eventLog(log));
        undo.push(() -> tell(EventId.CLOSEDOWN_COMPLETE, events));
        Event.of(EventId.CONFIGURATION_LOADED)
                .with("file", file)
                .with("connectors", configuration.waysOut().size())
                .with("users", configuration.localUsers().size())
                .to(events);

        MtaConfiguration.Store store = configuration.store();
        JdbcMessageQueue queue = opened(openQueue(events));
        Event.of(EventId.QUEUE_OPENED)
                .with("store", store.url())
                .with(
                        "entries",
                        queue.counts().stream()
                                .mapToLong(count -> count.ready() + count.held())
                                .sum())
                .with("orphans", queue.orphans())
                .to(events);
        opened(new StoreWatch(queue, events));

        WorkerPool workers = opened(new WorkerPool("worker", WORKERS));
        WorkerPool lookUps = opened(new WorkerPool("look-up", LOOK_UPS));
        NodeParts parts = parts(events, workers, lookUps, NameLookUp.of(configuration, events));
        MtaConfiguration.Cluster cluster = configuration.cluster();
        Groups groups = cluster == null ? Groups.ofSingleMachine(running) : Groups.ofCluster(running, queue.leases());
        Reloading reloads = new Reloading(parts, groups);
        Map<String, AdminCommand> commands = commands(queue, groups, reloads);
        if (cluster == null) {
            startAlone(parts, groups, queue);
        } else {
            join(cluster.node(), parts, groups, queue, commands);
        }
        commands.replaceAll((name, command) -> telling(name, command, events));
        opened(AdminServer.start(data.resolve(AdminSocket.NAME), commands));
        tell(EventId.STARTUP_COMPLETE, events);
        reloading = reloads;
    }

    /** Loads the configuration again, as {@code mta reload} does; what comes of it is in the event log. */
    void reload() {
        Reloading started = reloading;
        if (started != null) {
            started.onSignal();
        }
    }

    private JdbcMessageQueue openQueue(EventLog events) throws QueueException {
        QueueSettings settings = StoreFile.settings(configuration);
        return configuration.cluster() == null ? JdbcMessageQueue.open(settings) : openPatiently(settings, events);
    }

    /** A database that is not there is waited for: this node of a cluster is to be ready when it comes. */
    private static JdbcMessageQueue openPatiently(QueueSettings settings, EventLog events) throws QueueException {
        String told = "";
        while (true) {
            try {
                return JdbcMessageQueue.open(settings);
            } catch (QueueException e) {
                String why = FailureText.of(e);
                if (!why.equals(told)) {
                    Event.of(EventId.STORE_PROBLEM).with("why", why).to(events);
                    told = why;
                }
                pause();
            }
        }
    }

    private static void pause() throws QueueException {
        try {
            Thread.sleep(STORE_RETRY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueueException("the start was interrupted", e);
        }
    }

    private void startAlone(NodeParts parts, Groups groups, MessageQueue queue) throws IOException {
        MtaConfiguration.Group only = configuration.groups().get(0);
        service = opened(GroupService.start(parts, only, queue));
        groups.activated(only.name(), service);
    }

    private void join(
            String node, NodeParts parts, Groups groups, JdbcMessageQueue queue, Map<String, AdminCommand> commands) {
        ClusterMembers members =
                opened(new ClusterMembers(parts, node, groups, queue.leases(), lease -> queue.under(lease)));
        new ClusterAdmin(node, groups, members, queue.leases()).addTo(commands);
        members.start();
        if (groups.all().size() > 1) {
            opened(queue.arrivals(groups::wake));
        }
    }

    private JsonLinesEventLog eventLog(Path folder) throws IOException {
        MtaConfiguration.Events rolling = configuration.events();
        return JsonLinesEventLog.open(folder, configuration.node(), rolling.size(), rolling.count(), Clock.systemUTC());
    }

    /** What is opened last is closed first. */
    private <T extends AutoCloseable> T opened(T part) {
        undo.push(part::close);
        return part;
    }

    private void tell(EventId event, JsonLinesEventLog events) {
        Event.of(event)
                .with("mta", configuration.mta().name())
                .with("version", Version.text())
                .to(events);
    }

    private NodeParts parts(EventLog events, WorkerPool workers, WorkerPool lookUps, NameLookUp names) {
        Scheduler scheduler = opened(new Scheduler());
        PeerNetwork network = opened(new PeerNetwork(PeerNetwork.Limits.DEFAULT, scheduler));
        SourceBinder binder = opened(new SourceBinder(network));
        return new NodeParts(running, events, Clock.systemUTC(), workers, lookUps, scheduler, network, binder, names);
    }

    private Map<String, AdminCommand> commands(MessageQueue queue, Groups groups, Reloading reloads) {
        Map<String, AdminCommand> commands = new HashMap<>();
        QueueView view = new QueueView(queue);
        new QueueAdmin(view, groups, Clock.systemUTC()).addTo(commands);
        new SubmissionAdmin(groups).addTo(commands);
        new StatusAdmin(configuration.mta().name(), view, groups).addTo(commands);
        new PeersAdmin(groups).addTo(commands);
        new ConfigAdmin(running, reloads).addTo(commands);
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
        Node node = new Node(new RunningConfiguration(Path.of(""), configuration));
        try {
            WorkerPool workers = node.opened(new WorkerPool("worker", 1));
            EventLog nobody = event -> {};
            NodeParts parts = node.parts(nobody, workers, workers, NameLookUp.of(configuration, nobody));
            AssociationHosting hosting = new AssociationHosting(
                    workers,
                    parts.scheduler(),
                    () -> {
                        throw new IllegalStateException("a check takes no messages");
                    },
                    nobody);
            MtaConfiguration.Group group = configuration.groups().stream()
                    .filter(each -> each.connectors().contains(connector))
                    .findFirst()
                    .orElseThrow();
            PeerChecker checker = GroupService.associator(parts, group, hosting);
            return Waiting.forResult(checker.check(connector));
        } finally {
            node.close();
        }
    }

    /** Where peers may connect, as the kernel reports it; not in a cluster, where it changes. */
    List<InetSocketAddress> listening() {
        GroupService active = service;
        return active == null ? List.of() : active.listening();
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
}
