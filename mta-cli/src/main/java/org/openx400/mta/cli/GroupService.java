package org.openx400.mta.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.GatewayMatcher;
import org.openx400.mta.connector.PeerChecker;
import org.openx400.mta.net.Scheduler;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.relay.Intake;
import org.openx400.mta.relay.Relay;
import org.openx400.mta.relay.RelayContext;
import org.openx400.mta.relay.ScheduledTimers;
import org.openx400.mta.rfc1006.host.AssociationHosting;
import org.openx400.mta.rfc1006.inbound.InboundServer;
import org.openx400.mta.rfc1006.outbound.OutboundAssociator;
import org.openx400.mta.rfc1006.outbound.Sources;

/**
 * The work of one group while it is active on this node: its listeners, its associations and its relay. Made when it
 * becomes active and closed when it ceases; a single machine has one, from its start to its end.
 */
final class GroupService implements AutoCloseable {
    /** How long abort PDUs, and what is settled at the deadline of a stop, may take. */
    private static final Duration AFTER_DEADLINE = Duration.ofSeconds(5);

    /** How long abort PDUs may take to leave when the group has ceased to be active here. */
    private static final Duration CEASE_DEADLINE = Duration.ofMillis(500);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration FIRST_LISTEN_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_LISTEN_RETRY = Duration.ofMinutes(1);

    /** How often we look for what other groups' nodes have queued for us, should it not have been told. */
    private static final Duration POLL = Duration.ofSeconds(1);

    /** What is told within this time is looked at together. */
    private static final Duration WAKING = Duration.ofMillis(20);

    /** What can listen. */
    @FunctionalInterface
    private interface Port {
        void listen(InetSocketAddress address) throws IOException;
    }

    private final NodeParts parts;
    private final AssociationHosting hosting;
    private final OutboundAssociator associator;
    private final Relay relay;
    private final InboundServer inbound;
    private final InternetServices internet;
    private final ScheduledThreadPoolExecutor timers;
    private final Scheduler scheduler;
    private boolean waking;
    private boolean closed;

    private GroupService(NodeParts parts, MtaConfiguration.Group group, MessageQueue queue, BooleanSupplier mayAct)
            throws IOException {
        this.parts = parts;
        MtaConfiguration configuration = parts.configuration();
        scheduler = parts.scheduler();
        hosting = new AssociationHosting(parts.workers(), scheduler, this::intake, parts.events(), mayAct);
        associator = associator(parts, group, hosting);
        internet = new InternetServices(parts, group, this::relay, mayAct);
        timers = timers(group.name());
        relay = new Relay(
                new RelayContext(
                        () -> NodeSettings.relay(parts.configuration()),
                        queue,
                        parts.events(),
                        parts.clock(),
                        System::nanoTime,
                        new ScheduledTimers(timers),
                        parts.workers()),
                NodeSettings.surroundings(configuration, group, internet.gateways()),
                associator,
                new SecureRandom());
        inbound = new InboundServer(
                hosting, parts.network(), matcher(parts, group), parts.lookUps(), NodeSettings.inbound(configuration));
    }

    private static GatewayMatcher matcher(NodeParts parts, MtaConfiguration.Group group) {
        return new GatewayMatcher(
                group.connectors(), parts.names().hosts(), parts.names().names());
    }

    /**
     * Makes what {@link #serve} needs.
     *
     * @param group as it is to be
     * @throws IOException if a file cannot be used that the configuration names; nothing is changed then
     */
    InternetServices.Change prepare(MtaConfiguration.Group group) throws IOException {
        return internet.prepare(group);
    }

    /**
     * Goes on with the configuration that is in force now. Completes when what has changed has begun anew, after
     * transfers under way have ended or their time is over.
     *
     * @param group as it is in that configuration
     * @param change prepared for this group
     */
    CompletableFuture<Void> serve(NodeParts parts, MtaConfiguration.Group group, InternetServices.Change change) {
        List<InternetService> gone = internet.serve(change);
        CompletableFuture<Void> served =
                relay.serve(NodeSettings.surroundings(parts.configuration(), group, internet.gateways()), deadline());
        inbound.serve(matcher(parts, group), NodeSettings.inbound(parts.configuration()));
        listenForMail();
        return served.thenRun(() -> gone.forEach(InternetService::close));
    }

    private void listenForMail() {
        internet.all()
                .forEach(
                        mail -> mail.addresses().forEach(address -> listen(mail::listen, address, FIRST_LISTEN_RETRY)));
    }

    /**
     * The one of a single machine.
     *
     * @throws IOException if it cannot listen; then nothing is left running
     */
    static GroupService start(NodeParts parts, MtaConfiguration.Group group, MessageQueue queue) throws IOException {
        GroupService service = new GroupService(parts, group, queue, () -> true);
        try {
            service.relay.start();
            for (InetSocketAddress address : group.listen()) {
                service.inbound.listen(address);
            }
            for (InternetService mail : service.internet.all()) {
                for (InetSocketAddress address : mail.addresses()) {
                    mail.listen(address);
                }
            }
            return service;
        } catch (IOException e) {
            service.close();
            throw e;
        }
    }

    /**
     * That of a group which has become active on this node. Where it cannot listen yet, it tries again.
     *
     * @param queue under the lease of the group
     * @param mayAct whether the lease is held at the moment of the call
     * @throws IOException if the files of a way to Internet mail cannot be used
     */
    static GroupService join(NodeParts parts, MtaConfiguration.Group group, MessageQueue queue, BooleanSupplier mayAct)
            throws IOException {
        GroupService service = new GroupService(parts, group, queue, mayAct);
        service.relay.start();
        group.listen().forEach(address -> service.listen(service.inbound::listen, address, FIRST_LISTEN_RETRY));
        service.listenForMail();
        if (parts.configuration().groups().size() > 1) {
            service.timers.scheduleWithFixedDelay(
                    service.relay::lookAtQueue, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
        return service;
    }

    /** Another node has put something into the queue for this group. */
    synchronized void wake() {
        if (!waking && !closed) {
            waking = true;
            timers.schedule(this::lookAtQueue, WAKING.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void lookAtQueue() {
        synchronized (this) {
            waking = false;
        }
        relay.lookAtQueue();
    }

    /** An address that has just arrived may not be ready: IPv6 looks for duplicates first. */
    private synchronized void listen(Port port, InetSocketAddress address, Duration again) {
        if (closed) {
            return;
        }
        try {
            port.listen(address);
        } catch (IOException e) { // the event log has it
            Duration next = again.multipliedBy(2);
            timers.schedule(
                    () -> listen(port, address, next.compareTo(LAST_LISTEN_RETRY) < 0 ? next : LAST_LISTEN_RETRY),
                    again.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    static OutboundAssociator associator(NodeParts parts, MtaConfiguration.Group group, AssociationHosting hosting) {
        return new OutboundAssociator(
                hosting,
                parts.binder(),
                new Sources(group.addresses()),
                parts.names().hosts(),
                parts.lookUps(),
                CONNECT_TIMEOUT,
                () -> NodeSettings.associations(parts.configuration()),
                parts.clock());
    }

    private static ScheduledThreadPoolExecutor timers(String group) {
        return new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "relay-timers" + (group.isEmpty() ? "" : "-" + group));
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The relay is made after the associations that it dials with. */
    private Intake intake() {
        return relay.intake();
    }

    Relay relay() {
        return relay;
    }

    PeerChecker checker() {
        return associator;
    }

    private Duration deadline() {
        return parts.configuration().limits().stopDeadline();
    }

    /** The way to Internet mail of this name; empty if there is none. */
    Optional<InternetService> internet(String name) {
        return internet.named(name);
    }

    /** Where peers may connect, as the kernel reports it. */
    List<InetSocketAddress> listening() {
        return Stream.concat(inbound.localAddresses().stream(), internet.listening().stream())
                .toList();
    }

    /** Stops in order: no new connections, transfers under way to their end or the deadline, then what is left. */
    @Override
    public void close() {
        stopListening();
        CompletableFuture<Void> peersEnd = hosting.endWhenIdle("the MTA stops");
        Duration deadline = deadline();
        long end = System.nanoTime() + deadline.toNanos();
        stopRelay(deadline, deadline.plus(AFTER_DEADLINE));
        await(peersEnd, Duration.ofNanos(end - System.nanoTime()));
        hosting.abortAll("the MTA stops");
        internet.close();
        timers.shutdownNow();
    }

    /**
     * Stops at once: what is under way is left to the node where the group is active now.
     *
     * @param tellPeers whether associations are aborted; else their connections are closed without a word
     */
    void cease(String why, boolean tellPeers) {
        if (tellPeers) {
            hosting.abortAll(why);
            scheduler.schedule(CEASE_DEADLINE, () -> hosting.dropAll(why));
        } else {
            hosting.dropAll(why);
        }
        stopListening();
        internet.close();
        stopRelay(Duration.ZERO, CEASE_DEADLINE);
        timers.shutdownNow();
    }

    private synchronized void stopListening() {
        closed = true;
        inbound.close();
        internet.stopListening();
    }

    private void stopRelay(Duration deadline, Duration patience) {
        await(relay.stop(deadline), patience);
    }

    private static void await(CompletableFuture<Void> end, Duration patience) {
        try {
            end.get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // What is still under way is aborted next.
        }
    }
}
