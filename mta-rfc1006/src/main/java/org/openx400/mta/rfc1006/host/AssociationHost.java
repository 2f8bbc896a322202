package org.openx400.mta.rfc1006.host;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.PeerIdentity;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.net.Mailbox;
import org.openx400.mta.net.PeerHandler;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Limit;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.relay.Intake;
import org.openx400.mta.rfc1006.mts.AssociationEffect;
import org.openx400.mta.rfc1006.mts.BindAcceptance;
import org.openx400.mta.rfc1006.mts.BindError;
import org.openx400.mta.rfc1006.mts.MtaAssociation;
import org.openx400.mta.rfc1006.rtse.ResumePoint;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;

/**
 * One association at work: feeds its machine with what the connection, the timers and the relay bring, one thing at a time
 * through its mailbox, and does what the machine asks for. Methods that are not those of an interface are for the
 * {@link Opening} side and run on the mailbox.
 */
public final class AssociationHost implements PeerHandler, AssociationPort {
    private static final Logger LOG = LogManager.getLogger(AssociationHost.class);

    /** Bounded by the octet budget of the connection already; this only stops what must be a bug. */
    private static final int MAILBOX_CAPACITY = 10_000;

    private static final int FLUSH_OCTETS = 64 * 1024;
    private static final String CANNOT_BE_READ = "the APDU cannot be read: ";
    private static final String OPENING_TIMER = "host.OPENING";

    /** Where the abort of the peer's user shows, in X.410 mode and in normal mode with RTAB or without. */
    private static final Set<String> USERS_LAYERS = Set.of("rtse", "acse");

    private static final String NOT_BELIEVED =
            ", before any transfer; it may not have accepted our name or password: compare mta.name and mta.password, or"
                    + " the connector's local, with what the peer expects of us";

    private enum Phase {
        OPENING,
        OPEN,
        OVER
    }

    private final String id;
    private final MtaAssociation machine;
    private final PeerSocket socket;
    private final Opening opening;
    private final AssociationHosting hosting;
    private final AssociationEvents events;
    private final Mailbox mailbox;
    private final AssociationTimers timers;
    private final Sending sending = new Sending();
    private final Receiving receiving = new Receiving(this);
    private final Deque<AssociationEffect> effects = new ArrayDeque<>();
    private final List<Octets> outbox = new ArrayList<>();
    private int outboxOctets;
    private boolean performing;
    private Phase phase = Phase.OPENING;
    private Duration connectDeadline = Duration.ZERO;
    private boolean initiator;
    private boolean closing;
    private boolean aborted;
    private boolean used;
    private volatile @Nullable Connector connector;
    private @Nullable User user;
    private @Nullable PeerIdentity introduced;
    private @Nullable Ending ending;

    /** It is to be aborted when nothing is under way. */
    private record Ending(String why, CompletableFuture<Void> over) {}

    AssociationHost(String id, MtaAssociation machine, PeerSocket socket, Opening opening, AssociationHosting hosting) {
        this.id = id;
        this.machine = machine;
        this.socket = socket;
        this.opening = opening;
        this.hosting = hosting;
        this.events = new AssociationEvents(hosting.events(), hosting.limits(), this);
        this.mailbox = new Mailbox(hosting.workers(), MAILBOX_CAPACITY, this::broken);
        this.timers = new AssociationTimers(hosting.scheduler(), this::post, this::due);
        machine.recoverFrom(receiving);
    }

    // What the connection brings, on an I/O thread

    @Override
    public void received(Octets piece) {
        post(() -> {
            perform(machine.received(piece));
            socket.consumed(piece);
        });
    }

    @Override
    public void writable() {
        post(() -> {
            supply();
            flush();
        });
    }

    @Override
    public void closed(String why) {
        post(() -> {
            perform(machine.disconnected(why));
            over(false, "tcp", why, Fault.NONE);
            timers.cancelAll();
            hosting.gone(this);
            opening.disconnected(this);
        });
    }

    // What the opening side does

    /** Runs a task on the mailbox. */
    public void post(Runnable task) {
        try {
            mailbox.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.error("association {} is cut off: {}", id, e.getMessage());
            socket.closeNow();
        }
    }

    /** The calling side: sends the CR. From any thread. */
    public void call(Connector peer) {
        connector = peer;
        initiator = true;
        post(() -> perform(machine.connected()));
    }

    /** The called side: the connection is cut if no CR has come by then. From any thread. */
    public void expectTransportConnect(Duration within) {
        post(() -> {
            connectDeadline = within;
            timers.arm(OPENING_TIMER, within);
        });
    }

    public void acceptTransport() {
        perform(machine.acceptTransport());
    }

    /** DR with an X.224 reason (13.5.3); nothing follows. */
    public void refuseTransport(int reason) {
        phase = Phase.OVER;
        perform(machine.refuseTransport(reason));
    }

    /** @param identity that stands for the peer if it recovers this association */
    public void acceptBind(Connector peer, BindAcceptance acceptance, PeerIdentity identity) {
        connector = peer;
        introduced = identity;
        perform(machine.acceptBind(acceptance));
        events.accepted();
        user = hosting.intake().accepted(this);
        phase = Phase.OPEN;
    }

    /** How the peer introduced itself on an association that it has lost and may recover now, null if there is none. */
    public @Nullable PeerIdentity recovered(SessionConnectionIdentifier lost) {
        return recovery().take(lost, remoteAddress().getAddress());
    }

    /** Nothing follows. */
    public void refuseBind(BindError error) {
        phase = Phase.OVER;
        perform(machine.refuseBind(error));
    }

    /** The calling side: bound, and the peer is who it should be. */
    public void opened(User itsUser) {
        phase = Phase.OPEN;
        user = itsUser;
        events.opened();
        itsUser.opened(this, machine.mayTransfer());
    }

    public boolean isOver() {
        return phase == Phase.OVER;
    }

    // What the user in the relay asks for, on any thread

    @Override
    public String id() {
        return id;
    }

    /**
     * Known from the call, or from the bind on.
     *
     * @throws NullPointerException before
     */
    @Override
    public Connector connector() {
        return Objects.requireNonNull(connector, "no connector before the bind");
    }

    @Override
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return socket.remoteAddress();
    }

    @Override
    public void transfer(ApduSource apdu) {
        post(() -> {
            if (phase != Phase.OPEN || closing || sending.underWay() || !machine.mayTransfer()) {
                apdu.close();
                if (phase == Phase.OPEN) {
                    user().transferRefused(this, -1, "the turn is not here, or another transfer is under way");
                }
                return;
            }
            used = true;
            sending.begin(apdu);
            beginTransfer();
        });
    }

    @Override
    public void turnPlease(Priority mostUrgent) {
        post(() -> {
            if (phase == Phase.OPEN && isTwoWayAlternate() && !sending.underWay() && !machine.mayTransfer()) {
                perform(machine.turnPlease(TurnPriority.of(mostUrgent)));
            }
        });
    }

    @Override
    public void turnGive() {
        post(() -> {
            if (phase == Phase.OPEN && isTwoWayAlternate() && machine.mayTransfer()) {
                perform(machine.turnGive());
            }
        });
    }

    @Override
    public void close() {
        post(() -> {
            closing = initiator;
            if (initiator) {
                closeWhenPossible();
            } else if (phase == Phase.OPEN && isTwoWayAlternate() && machine.mayTransfer()) {
                perform(machine.turnGive());
            }
        });
    }

    @Override
    public void abort(String why) {
        post(() -> {
            aborted = true;
            perform(machine.abort(why));
        });
    }

    /** For one that the peer has opened: aborts it as soon as nothing is under way. Completes when it is over. */
    CompletableFuture<Void> endWhenIdle(String why) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        post(() -> {
            if (initiator || phase == Phase.OVER) {
                over.complete(null);
            } else {
                ending = new Ending(why, over);
                endIfIdle();
            }
        });
        return over;
    }

    private void endIfIdle() {
        if (ending != null && !aborted && !receiving.underWay() && !sending.underWay()) {
            aborted = true;
            perform(machine.abort(ending.why()));
        }
    }

    /** Closes the connection without a word to the peer, at once and from any thread. */
    void drop(String why) {
        post(() -> {
            aborted = true;
            over(false, "tcp", why, Fault.NONE);
        });
        socket.closeNow();
    }

    /** RT-CLOSE needs the turn and no transfer under way, X.228 6.5. */
    private void closeWhenPossible() {
        if (phase != Phase.OPEN || sending.underWay()) {
            return;
        }
        if (machine.mayTransfer()) {
            perform(machine.close());
        } else if (isTwoWayAlternate()) {
            perform(machine.turnPlease(TurnPriority.TO_CLOSE));
        }
    }

    private boolean isTwoWayAlternate() {
        return connector().twoWayAlternate();
    }

    // What the machine asks for

    MtaAssociation machine() {
        return machine;
    }

    Recovery recovery() {
        return hosting.recovery();
    }

    Intake intake() {
        return hosting.intake();
    }

    private void beginTransfer() {
        try {
            ResumePoint point = sending.resume(recovery(), connector(), machine);
            if (point == null) {
                perform(machine.transfer(sending.length()));
            } else {
                events.resumed("to", point.octets());
                perform(machine.resume(sending.length(), point));
            }
        } catch (IOException e) {
            sending.end();
            user().transferRefused(this, NOT_BY_PEER, CANNOT_BE_READ + e.getMessage());
        }
    }

    private void transferFailed(AssociationEffect.TransferFailed failed) {
        try {
            if (!closing && sending.repeats(failed.reason())) {
                perform(machine.transfer(sending.length()));
                return;
            }
        } catch (IOException e) {
            sending.fail(CANNOT_BE_READ + e.getMessage());
        }
        String ours = sending.end();
        user().transferRefused(this, failed.reason(), ours == null ? failed.why() : ours);
        closeIfAsked();
    }

    /** Does these and everything that follows from them, in order. */
    void perform(List<AssociationEffect> wanted) {
        effects.addAll(wanted);
        if (performing) {
            return;
        }
        performing = true;
        try {
            for (AssociationEffect next = effects.poll(); next != null; next = effects.poll()) {
                perform(next);
            }
        } finally {
            performing = false;
        }
        flush();
        endIfIdle();
    }

    private void perform(AssociationEffect effect) {
        if (effect instanceof AssociationEffect.Send send) {
            send(send.octets());
        } else if (effect instanceof AssociationEffect.Close) {
            flush();
            socket.closeAfterWrites();
        } else if (effect instanceof AssociationEffect.ArmTimer arm) {
            timers.arm(arm.timer(), arm.delay());
        } else if (effect instanceof AssociationEffect.CancelTimer cancel) {
            timers.cancel(cancel.timer());
        } else if (effect instanceof AssociationEffect.TransportConnect connect) {
            timers.cancel(OPENING_TIMER); // from here on it is our look-up that takes time
            opening.transportConnect(this, connect.callingTSAPSelector(), connect.calledTSAPSelector());
        } else if (effect instanceof AssociationEffect.Bind bind) {
            opening.bind(this, bind.bind());
        } else if (effect instanceof AssociationEffect.Bound bound) {
            opening.bound(this, bound.result());
        } else if (effect instanceof AssociationEffect.Refused refused) {
            phase = Phase.OVER;
            opening.refused(this, refused.layer(), refused.why(), refused.bindError());
        } else if (effect instanceof AssociationEffect.Closed) {
            over(true, "rtse", "in order", Fault.NONE);
        } else if (effect instanceof AssociationEffect.Aborted end) {
            over(false, end.layer(), end.why(), end.fault());
        } else {
            transferring(effect);
        }
    }

    private void transferring(AssociationEffect effect) {
        if (effect instanceof AssociationEffect.Supply supply) {
            sending.want(supply.maximum());
            supply();
        } else if (effect instanceof AssociationEffect.TransferConfirmed) {
            sending.end();
            user().transferred(this);
            closeIfAsked();
        } else if (effect instanceof AssociationEffect.TransferFailed failed) {
            transferFailed(failed);
        } else if (effect instanceof AssociationEffect.Turn) {
            user().turn(this);
            closeIfAsked();
        } else if (effect instanceof AssociationEffect.TurnWanted) {
            user().turnWanted(this);
        } else if (effect instanceof AssociationEffect.TransferBegin begun) {
            used = true;
            receiving.begin(hosting.intake().begin(this), begun.activityIdentifier());
        } else if (effect instanceof AssociationEffect.TransferResumed resumed) {
            used = true;
            events.resumed("from", resumed.octets());
            receiving.goOn();
        } else if (effect instanceof AssociationEffect.ApduOctets octets) {
            receiving.octets(octets.piece());
        } else if (effect instanceof AssociationEffect.Checkpoint checkpoint) {
            receiving.checkpoint(checkpoint.progress());
        } else if (effect instanceof AssociationEffect.TransferEnd) {
            receiving.end();
        } else if (effect instanceof AssociationEffect.TransferAbandoned abandoned) {
            if (abandoned.fault().violation()) {
                events.violated("rtse", abandoned.why(), abandoned.fault());
            }
            receiving.abandon(abandoned.why());
        } else if (effect instanceof AssociationEffect.TransferInterrupted interrupted) {
            receiving.interrupted(interrupted.transfer());
        } else if (!(effect instanceof AssociationEffect.CheckpointConfirmed)) { // of interest to recovery only
            throw new IllegalStateException("unknown effect " + effect);
        }
    }

    private void closeIfAsked() {
        if (closing) {
            closeWhenPossible();
        }
    }

    /** Octets are read from the store only while the peer takes them. */
    private void supply() {
        if (!sending.wanting() || socket.congested()) {
            return;
        }
        if (!hosting.mayAct()) { // the end of this APDU might be the second one that the peer gets
            abort("this node has no lease at present");
            return;
        }
        try {
            perform(machine.supply(sending.next()));
        } catch (IOException e) {
            sending.fail(CANNOT_BE_READ + e.getMessage());
            perform(machine.discardTransfer());
        }
    }

    private void send(Octets octets) {
        outbox.add(octets);
        outboxOctets += octets.length();
        if (outboxOctets >= FLUSH_OCTETS) {
            flush();
        }
    }

    private void flush() {
        if (!outbox.isEmpty()) {
            socket.write(List.copyOf(outbox));
            outbox.clear();
            outboxOctets = 0;
        }
    }

    private void due(String timer) {
        if (timer.equals(OPENING_TIMER)) {
            socket.closeNow();
            over(
                    false,
                    "transport",
                    "no transport connect request in time",
                    Fault.of(Limit.of("connectDeadline", connectDeadline)));
        } else {
            perform(machine.timer(timer));
        }
    }

    private void over(boolean inOrder, String layer, String why, Fault fault) {
        Phase was = phase;
        if (was == Phase.OVER) {
            return;
        }
        phase = Phase.OVER;
        if (ending != null) {
            ending.over().complete(null);
        }
        boolean idle = !sending.underWay() && !receiving.underWay();
        boolean violation = fault.violation() && !aborted;
        if (was == Phase.OPEN && !violation) {
            sending.lost(recovery(), connector(), machine.resumePoint());
            receiving.lost(why);
            SessionConnectionIdentifier connection = machine.sessionConnection();
            if (introduced != null && connection != null && !inOrder && !aborted) {
                recovery().keep(connector(), connection, remoteAddress().getAddress(), introduced);
            }
        } else {
            sending.end();
            receiving.abandon(why);
        }
        if (violation) {
            events.violated(layer, why, fault);
        }
        if (was == Phase.OPENING) {
            opening.failed(this, layer, why, fault);
            return;
        }
        if (inOrder) {
            events.closed(why);
        } else if (!violation) {
            tellEnd(layer, why, fault, idle);
        }
        user().ended(this, inOrder, why);
    }

    /** With nothing under way, an abort by us or by the peer's user loses nothing; a lost connection is a problem. */
    private void tellEnd(String layer, String why, Fault fault, boolean idle) {
        boolean byPeer = !aborted && USERS_LAYERS.contains(layer);
        if (aborted && idle) {
            events.closed("we ended it: " + why);
        } else if (byPeer && !used && !initiator) {
            events.endedAbnormally(layer, why + NOT_BELIEVED, fault);
        } else if (byPeer && idle) {
            events.closed(why);
        } else {
            events.endedAbnormally(layer, why, fault);
        }
    }

    private User user() {
        return Objects.requireNonNull(user, "not open");
    }

    /** A bug of ours: this association ends, others go on. */
    private void broken(Throwable e) {
        LOG.error("association {} failed", id, e);
        Event.of(EventId.UNEXPECTED_ERROR)
                .with("where", "association " + id)
                .with("why", e.toString())
                .association(id)
                .remote(remoteAddress())
                .to(hosting.events());
        effects.clear();
        socket.closeNow();
        over(false, "mts", "internal error", Fault.NONE);
    }

    @Nullable
    Connector connectorIfKnown() {
        return connector;
    }
}
