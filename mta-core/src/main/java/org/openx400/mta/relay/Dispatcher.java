package org.openx400.mta.relay;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.connector.Associator;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;

/**
 * Sends what the queue holds for one connector: opens associations as they are needed, gives each the next entry, and
 * tells the {@link Settlement} what became of it. Everything here runs on one serial executor; what reads the store runs
 * on workers and comes back. An association carries one APDU at a time; the next begins as soon as the peer has taken
 * the last, before its removal from the queue is on the disk.
 *
 * <p>On failure: an association that cannot be opened or is lost is dialled again ({@link RedialSchedule}), and what
 * waits goes another way where there is one. An entry that was under way when its association was lost waits before it
 * is tried again, twice as long each time, so that others go first.
 */
final class Dispatcher extends BackloggedDestination {
    private static final String STOPS = "the MTA stops, or works with another definition of the connector";
    private static final Duration FIRST_RETRY_AFTER_LOSS = Duration.ofMillis(200);

    private final Connector connector;
    private final RelayContext context;
    private final Associator associator;
    private final OutgoingTransfers transfers;
    private final Settlement settlement;
    private final Rerouting rerouting;
    private final Dialling dialling;
    private final List<Link> links = new ArrayList<>();
    private final Set<Long> withoutOtherRoute = new HashSet<>();
    private boolean reroutingNow;
    private int settling;
    private @Nullable CompletableFuture<Void> stopped;

    Dispatcher(
            Connector connector,
            RelayContext context,
            Associator associator,
            OutgoingTransfers transfers,
            Settlement settlement,
            Rerouting rerouting) {
        super(connector.name(), "dispatcher of " + connector.name(), longestRetry(connector), context);
        this.connector = connector;
        this.context = context;
        this.associator = associator;
        this.transfers = transfers;
        this.settlement = settlement;
        this.rerouting = rerouting;
        this.dialling = new Dialling(connector, context, serial, this::proceed);
    }

    private static Duration longestRetry(Connector connector) {
        Duration interval = connector.retry().transferInterval();
        return interval.compareTo(Backlog.STORE_RETRY) > 0 ? interval : Backlog.STORE_RETRY;
    }

    @Override
    public String name() {
        return connector.name();
    }

    Connector connector() {
        return connector;
    }

    @Override
    public boolean isUp() {
        return dialling.isUp();
    }

    @Override
    public CompletableFuture<Attempt> attemptNow() {
        return CompletableFuture.supplyAsync(
                () -> {
                    dialling.now();
                    proceed();
                    if (links.stream().anyMatch(link -> link.port != null && !link.closing)) {
                        return Attempt.ASSOCIATION_OPEN;
                    }
                    return mayDial() ? Attempt.DIALLED : Attempt.WAITS_FOR_PEER;
                },
                serial);
    }

    /** The user of an association that the peer has opened. */
    AssociationPort.User adopt(AssociationPort association) {
        Link link = new Link(this, serial, false);
        serial.execute(() -> {
            link.port = association;
            opened(link);
        });
        return link;
    }

    CompletableFuture<ConnectorStatus> state() {
        return CompletableFuture.supplyAsync(this::stateNow, serial);
    }

    @Override
    public CompletableFuture<Void> stop(Duration deadline) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        serial.execute(() -> {
            stopped = done;
            proceed();
        });
        context.timers().after(deadline, () -> serial.execute(this::abortAll));
        return done;
    }

    // What the associations tell

    void opened(Link link) {
        if (stopped != null && !links.contains(link)) {
            if (link.port != null) {
                link.port.abort(STOPS);
            }
            return;
        }
        if (link.initiator) {
            dialling.opened();
            withoutOtherRoute.clear();
        } else {
            dialling.openedByPeer();
            links.add(link);
        }
        proceed();
    }

    void openFailed(Link link, String layer, String why) {
        links.remove(link);
        String problem = layer + ": " + why;
        Event.of(EventId.CONNECTION_NOT_OPENED)
                .connector(connector.name())
                .with("why", problem)
                .to(context.events());
        if (layer.equals("ports") ? dialling.portsExhausted(problem) : dialling.openFailed(problem)) {
            withoutOtherRoute.clear();
        }
        proceed();
    }

    void transferred(Link link) {
        dialling.transferred();
        QueueEntry entry = link.finished();
        if (entry != null) {
            settled(entry, settlement.transferred(entry, connector, link.port));
        }
        proceed();
    }

    void transferRefused(Link link, int reason, String why) {
        dialling.progress();
        Exception unreadable = link.unreadable();
        QueueEntry entry = link.finished();
        if (entry != null && unreadable != null) {
            unreadable(entry, unreadable);
        } else if (entry != null) {
            refused(entry, reason, why);
        }
        proceed();
    }

    private void refused(QueueEntry entry, int reason, String why) {
        Connector.Retry limits = connector.retry();
        String problem = "refused, reason " + reason + ": " + why;
        if (reason == AssociationPort.NOT_BY_PEER) {
            retry(entry, entry.refusals(), limits.transferInterval(), why);
        } else if (reason
                == AssociationPort.NOT_NOW) { // the next message would fare no better: this one is not to blame
            retry(entry, entry.refusals(), limits.transferInterval(), problem);
        } else if (entry.refusals() < limits.maximumTransferRetries()) {
            retry(entry, entry.refusals() + 1, limits.transferInterval(), problem);
        } else {
            settled(entry, settlement.transferAttemptsExhausted(entry, problem));
        }
    }

    void ended(Link link, boolean inOrder, String why) {
        links.remove(link);
        link.cancelIdle();
        link.port = null;
        Exception unreadable = link.unreadable();
        QueueEntry entry = link.transferring != null ? link.finished() : null;
        if (entry != null && unreadable != null) {
            unreadable(entry, unreadable);
        } else if (entry != null) {
            retry(entry, entry.refusals(), afterLoss(entry), "association ended: " + why);
        }
        boolean somethingWaits = entry != null || backlog.waiting() > 0;
        if (link.initiator && !inOrder && somethingWaits) {
            dialling.lost(why);
        }
        proceed();
    }

    // What is to be done next

    /** Gives free associations work, and opens or ends some. */
    @Override
    void proceed() {
        if (stopped == null) {
            links.stream().filter(Link::isFree).toList().forEach(this::giveWork);
            rerouteWhileDown();
            openMore();
        }
        links.stream().filter(Link::isFree).toList().forEach(this::rest);
        if (stopped == null) {
            askForTurns();
        } else {
            closeIdle(stopped);
        }
    }

    /** Where the turn is with the peer, the closing asks for it first. */
    private void closeIdle(CompletableFuture<Void> done) {
        for (Link link : List.copyOf(links)) {
            AssociationPort port = link.port;
            if (port != null && link.initiator && link.underWay == null && !link.closing) {
                close(link, port);
            }
        }
        boolean working = links.stream().anyMatch(link -> link.initiator || link.underWay != null);
        if (!working && settling == 0 && !reroutingNow) {
            done.complete(null);
        }
    }

    private void giveWork(Link link) {
        if (link.turnWanted) {
            return;
        }
        QueueEntry entry = take();
        if (entry == null) {
            return;
        }
        link.cancelIdle();
        link.underWay = entry;
        context.workers().execute(() -> prepare(link, entry));
    }

    /** The next entry; those whose time is over are reported. */
    private @Nullable QueueEntry take() {
        QueueEntry entry = backlog.take(!mayCarryOrdinary());
        while (entry != null && settlement.isOver(entry)) {
            settled(entry, settlement.expired(entry));
            entry = backlog.take(!mayCarryOrdinary());
        }
        return entry;
    }

    /** Some associations are kept for urgent entries; one at least carries anything. */
    private boolean mayCarryOrdinary() {
        return underWay(false) < ordinaryMaximum();
    }

    private int ordinaryMaximum() {
        Connector.Association limits = connector.association();
        return Math.max(1, limits.maximum() - limits.reservedForUrgent());
    }

    private int underWay(boolean urgent) {
        int count = 0;
        for (Link link : links) {
            if (link.underWay != null && (link.underWay.priority() == Priority.URGENT) == urgent) {
                count++;
            }
        }
        return count;
    }

    /** On a worker. */
    private void prepare(Link link, QueueEntry entry) {
        try {
            Prepared prepared = transfers.prepare(entry, connector);
            serial.execute(() -> prepared(link, entry, prepared));
        } catch (DecodeException | IOException | QueueException | RuntimeException e) {
            serial.execute(() -> notPrepared(link, entry, e));
        } catch (OutOfMemoryError | StackOverflowError e) { // not the message's fault
            serial.execute(() -> notPrepared(link, entry, new IOException("there is not enough memory", e)));
        }
    }

    private void notPrepared(Link link, QueueEntry entry, Exception why) {
        link.finished();
        unreadable(entry, why);
        proceed();
    }

    private void unreadable(QueueEntry entry, Exception why) {
        if (Settlement.isDamage(why)) {
            settled(entry, settlement.damaged(entry, why));
        } else {
            context.store().failed(FailureText.of(why));
            retry(entry, entry.refusals(), Backlog.STORE_RETRY, "cannot be read: " + FailureText.of(why));
        }
    }

    private void prepared(Link link, QueueEntry entry, Prepared prepared) {
        AssociationPort port = link.port;
        if (prepared instanceof Prepared.Ready ready) {
            if (port != null && stopped == null) {
                link.transferring = ready.apdu();
                port.transfer(ready.apdu());
                return;
            }
            ready.apdu().close();
            backlog.putBack(entry);
        } else if (prepared instanceof Prepared.Impossible impossible) {
            settled(entry, settlement.notDowngradable(entry, impossible));
        } else {
            backlog.done(entry.id(), null);
        }
        link.finished();
        proceed();
    }

    private void openMore() {
        if (!mayDial() || dialling.isWaiting()) {
            return;
        }
        int opened = (int) links.stream().filter(link -> link.initiator).count();
        int wanted = Math.min(dialling.allowedAtOnce(), associationsFor(false) + associationsFor(true));
        for (int n = opened; n < wanted; n++) {
            Link link = new Link(this, serial, true);
            links.add(link);
            associator.open(connector, link);
        }
    }

    private boolean mayDial() {
        return connector.schedule() != Connector.Schedule.NEVER;
    }

    /** How many associations the urgent entries, or the others, keep busy: one, and one more per threshold waiting. */
    private int associationsFor(boolean urgent) {
        int urgentWaiting = backlog.waiting(Priority.URGENT);
        int waiting = urgent ? urgentWaiting : backlog.waiting() - urgentWaiting;
        int most = urgent ? connector.association().maximum() : ordinaryMaximum();
        int useful = waiting == 0 ? 0 : 1 + waiting / connector.association().threshold();
        return Math.max(underWay(urgent), Math.min(most, useful));
    }

    private void askForTurns() {
        Priority mostUrgent = backlog.mostUrgent();
        if (!connector.twoWayAlternate() || mostUrgent == null) {
            return;
        }
        for (Link link : links) {
            if (link.port != null && !link.turnHere && !link.turnAsked && !link.closing) {
                link.turnAsked = true;
                link.port.turnPlease(mostUrgent);
            }
        }
    }

    /**
     * A free association without work gives the turn, is closed when we stop, or waits for its lifetime to end. On
     * monologue the turn is never given, and only the side that opened it closes it.
     */
    private void rest(Link link) {
        AssociationPort port = link.port;
        if (port == null || !link.initiator && !connector.twoWayAlternate()) {
            return;
        }
        if (link.turnWanted || !link.initiator) {
            link.cancelIdle();
            link.turnWanted = false;
            link.turnHere = false;
            port.turnGive();
        } else if (stopped != null) {
            close(link, port);
        } else if (link.idle == null) {
            link.idle = context.timers()
                    .after(connector.association().lifetime(), () -> serial.execute(() -> lifetimeOver(link)));
        }
    }

    private void lifetimeOver(Link link) {
        link.idle = null;
        AssociationPort port = link.port;
        if (port != null && link.isFree()) {
            close(link, port);
        }
    }

    private static void close(Link link, AssociationPort port) {
        link.cancelIdle();
        link.closing = true;
        port.close();
    }

    /** What they carry is settled as they end: until then nobody else may take it up. */
    private void abortAll() {
        links.removeIf(link -> link.port == null);
        for (Link link : List.copyOf(links)) {
            link.closing = true;
            if (link.port != null) {
                link.port.abort(STOPS);
            }
        }
        if (stopped != null) {
            closeIdle(stopped);
        }
    }

    // Down, and up again

    /** While the peer cannot be reached, what waits goes another way if it has one. */
    private void rerouteWhileDown() {
        if (isUp() || reroutingNow) {
            return;
        }
        List<QueueEntry> candidates = backlog.takeAll(entry -> !withoutOtherRoute.contains(entry.id()));
        if (candidates.isEmpty()) {
            return;
        }
        reroutingNow = true;
        candidates.forEach(entry -> withoutOtherRoute.add(entry.id()));
        rerouting
                .moveAway(candidates, connector.name())
                .thenAcceptAsync(
                        moved -> {
                            reroutingNow = false;
                            for (int i = candidates.size() - 1; i >= 0; i--) {
                                QueueEntry entry = candidates.get(i);
                                if (moved.contains(entry.id())) {
                                    backlog.done(entry.id(), null);
                                } else {
                                    backlog.putBack(entry);
                                }
                            }
                            proceed();
                        },
                        serial);
    }

    private Duration afterLoss(QueueEntry entry) {
        Duration delay = FIRST_RETRY_AFTER_LOSS.multipliedBy(1L << Math.min(entry.attempts(), 20));
        return RedialSchedule.shorter(delay, connector.retry().transferInterval());
    }

    private void retry(QueueEntry entry, int refusals, Duration delay, String problem) {
        Instant at = context.clock().instant().plus(delay);
        settled(entry, settlement.retryLater(entry, refusals, at, problem), at);
    }

    private void settled(QueueEntry entry, CompletableFuture<Void> change) {
        settled(entry, change, null);
    }

    private void settled(QueueEntry entry, CompletableFuture<Void> change, @Nullable Instant dueAgain) {
        settling++;
        change.whenCompleteAsync(
                (nothing, fenced) -> {
                    settling--;
                    if (fenced == null) {
                        backlog.done(entry.id(), dueAgain);
                    }
                    if (stopped != null) {
                        closeIdle(stopped);
                    }
                },
                serial);
    }

    private ConnectorStatus stateNow() {
        List<ConnectorStatus.OpenAssociation> open = new ArrayList<>();
        for (Link link : links) {
            AssociationPort port = link.port;
            if (port != null) {
                open.add(new ConnectorStatus.OpenAssociation(
                        port.id(),
                        link.initiator,
                        port.localAddress(),
                        port.remoteAddress(),
                        link.underWay == null ? null : link.underWay.mtsIdentifier()));
            }
        }
        return new ConnectorStatus(
                connector.name(),
                dialling.againAt(),
                dialling.lastProblem(),
                dialling.reached(),
                mayDial(),
                backlog.waiting(),
                open);
    }
}
