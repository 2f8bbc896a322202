package org.openx400.mta.rfc1006.rtse;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.presentation.AbortException;
import org.openx400.mta.rfc1006.presentation.ModeSelector;
import org.openx400.mta.rfc1006.presentation.ProviderAbortReason;
import org.openx400.mta.rfc1006.presentation.RefusalException;
import org.openx400.mta.rfc1006.session.SAccept;
import org.openx400.mta.rfc1006.session.SConnect;
import org.openx400.mta.rfc1006.session.SRefuse;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;
import org.openx400.mta.rfc1006.session.SessionIndication;
import org.openx400.mta.rfc1006.session.SessionReason;
import org.openx400.mta.rfc1006.session.SessionService;
import org.openx400.mta.rfc1006.session.Tokens;

/**
 * The reliable transfer machine (X.228) of one association in either mode. It drives the session service below, is told
 * what that indicates, and returns what is to be done. A transfer that the end of its association has interrupted is
 * resumed on another one, if both users have kept what they need for it. One thread at a time.
 *
 * <p>Each connection ends with exactly one of {@code Closed}, {@code Refused} and {@code Aborted}; after it nothing is
 * indicated.
 */
public final class RtseConnection {
    /** Kernel, half-duplex, minor synchronize, activity management, exceptions: X.228 8. */
    private static final int REQUIREMENTS = 0x0249;

    private enum State {
        IDLE,
        AWAIT_CONFIRM,
        AWAIT_RESPONSE,
        OPEN,
        GIVING_TURN,
        RELEASING,
        ENDED
    }

    private final SessionService session;
    private final ApplicationContext context;
    private final long largestApdu;
    private Duration timeout;
    private final Outbox out = new Outbox();

    private State state = State.IDLE;
    private boolean initiator;
    private boolean turn;
    private boolean twoWayAlternate;
    private int proposedCheckpointSize;
    private int proposedWindowSize;
    private @Nullable LowerService lower;
    private @Nullable SessionConnectionIdentifier connection;
    private @Nullable SConnect pendingConnect;
    private @Nullable SessionConnectionIdentifier recovers;
    private @Nullable Sender sender;
    private @Nullable Receiver receiver;
    private InterruptedTransfers interruptedTransfers = InterruptedTransfers.NONE;

    /**
     * @param context for normal mode
     * @param largestApdu octets of an APDU that is received; more is rejected
     * @param timeout how long the peer may be silent while a transfer waits for it
     */
    public RtseConnection(SessionService session, ApplicationContext context, long largestApdu, Duration timeout) {
        this.session = session;
        this.context = context;
        this.largestApdu = largestApdu;
        this.timeout = timeout;
    }

    /** Where the transfers are that the peer may want to resume; to be told before the association is open. */
    public void recoverFrom(InterruptedTransfers kept) {
        interruptedTransfers = kept;
    }

    /** RT-OPEN request; the initial turn is ours. */
    public List<RtEffect> open(RtOpen request) {
        require(state == State.IDLE, "RT-OPEN");
        initiator = true;
        turn = true;
        twoWayAlternate = request.twoWayAlternate();
        proposedCheckpointSize = request.checkpointSize();
        proposedWindowSize = request.windowSize();
        connection = request.identifier();
        LowerService mode = request.normalMode() ? new NormalMode(session, context) : new X410Mode(session);
        lower = mode;
        state = State.AWAIT_CONFIRM;
        // 8.1: normal mode needs session version 2; X.410 knows only version 1
        SConnect connect = new SConnect(
                request.identifier(),
                request.addressing().callingS(),
                request.addressing().calledS(),
                !request.normalMode(),
                request.normalMode(),
                REQUIREMENTS,
                true,
                Octets.NONE);
        Apdu.Rtorq rtorq = new Apdu.Rtorq(
                request.checkpointSize(),
                request.windowSize(),
                request.twoWayAlternate(),
                Apdu.ConnectionData.open(request.userData()),
                request.applicationProtocol());
        out.session(mode.open(connect, request.addressing(), rtorq));
        return out.drain();
    }

    /**
     * RT-OPEN response, positive. The maxima are ours; the smaller of ours and the peer's is agreed.
     *
     * @param transferTimeout replaces the one that was given before it was known who calls
     * @param userData means nothing where an association is recovered, X.228 7.8
     */
    public List<RtEffect> accept(int checkpointSize, int windowSize, Duration transferTimeout, Octets userData) {
        require(state == State.AWAIT_RESPONSE, "RT-OPEN response");
        timeout = transferTimeout;
        SConnect connect = Objects.requireNonNull(pendingConnect);
        // 7.1.2: our side never agrees to 0, which would let an APDU come in one piece
        int checkpoint =
                proposedCheckpointSize == 0 ? checkpointSize : Math.min(checkpointSize, proposedCheckpointSize);
        int window = proposedWindowSize == 0 ? windowSize : Math.min(windowSize, proposedWindowSize);
        SAccept accept =
                new SAccept(connect.identifier(), Octets.NONE, connect.version2() ? 2 : 1, REQUIREMENTS, Octets.NONE);
        opened(checkpoint, window);
        Apdu.ConnectionData data =
                recovers == null ? Apdu.ConnectionData.open(userData) : Apdu.ConnectionData.recover(recovers);
        out.session(lower().accept(accept, new Apdu.Rtoac(checkpoint, window, data)));
        return out.drain();
    }

    /**
     * RT-OPEN response, negative.
     *
     * @param refuseReason of RTORJ, in X.410 mode
     * @param userData of RTORJ, in normal mode
     * @param transientRefusal whether the same may be accepted later; told in normal mode only
     */
    public List<RtEffect> refuse(@Nullable Integer refuseReason, @Nullable Octets userData, boolean transientRefusal) {
        require(state == State.AWAIT_RESPONSE, "RT-OPEN response");
        state = State.ENDED;
        out.session(lower().refuse(new Apdu.Rtorj(refuseReason, userData), transientRefusal));
        return out.drain();
    }

    public boolean mayTransfer() {
        return state == State.OPEN && turn && sender().idle() && receiver().idle();
    }

    /** Whether the transfer of an APDU of this many octets that was interrupted can be resumed here. */
    public boolean mayResume(long apduLength, ResumePoint at) {
        return mayTransfer() && sender().resumable(apduLength, at);
    }

    /**
     * RT-TRANSFER request of an APDU of this many octets, at least 1.
     *
     * @param from where it goes on if it was interrupted; the octets before that are not asked for
     */
    public List<RtEffect> transfer(long apduLength, @Nullable ResumePoint from) {
        require(mayTransfer(), "RT-TRANSFER");
        if (apduLength < 1) {
            throw new IllegalArgumentException("an APDU of " + apduLength + " octets");
        }
        sender().begin(apduLength, from);
        return out.drain();
    }

    /** The octets that were asked for; ignored if they are not wanted any more. */
    public List<RtEffect> supply(Octets octets) {
        if (sender != null && state == State.OPEN) {
            sender.supply(octets);
        }
        return out.drain();
    }

    /** Gives the transfer under way up; ignored if there is none. */
    public List<RtEffect> discard() {
        if (sender != null && state == State.OPEN) {
            discard(SessionReason.LOCAL_SS_USER_ERROR, "discarded by us");
        }
        return out.drain();
    }

    /** Where our transfer under way, or under way at the end, can go on; null if there is none or nothing is confirmed. */
    public @Nullable ResumePoint resumePoint() {
        return sender == null ? null : sender.resumePoint();
    }

    /** The peer's transfer under way, or under way at the end; null if there is none or nothing was secured. */
    public @Nullable InterruptedTransfer interrupted() {
        return receiver == null ? null : receiver.interrupted();
    }

    /** The peer's activity, if it may want to resume it. */
    public @Nullable Activity resumableActivity() {
        return receiver == null ? null : receiver.resumable();
    }

    /** Known from RT-OPEN on. */
    public @Nullable SessionConnectionIdentifier sessionConnection() {
        return connection;
    }

    /** RT-TURN-PLEASE request. */
    public List<RtEffect> turnPlease(int priority) {
        require(state == State.OPEN && !turn, "RT-TURN-PLEASE");
        out.session(session.tokenPlease(Tokens.DATA, lower().turnPlease(priority)));
        return out.drain();
    }

    /** RT-TURN-GIVE request. */
    public List<RtEffect> turnGive() {
        require(mayTransfer(), "RT-TURN-GIVE");
        turn = false;
        state = State.GIVING_TURN;
        out.session(session.controlGive());
        out.arm(timeout);
        return out.drain();
    }

    public List<RtEffect> acknowledgeCheckpoint(int serial) {
        if (receiver != null && state == State.OPEN) {
            receiver.acknowledgeCheckpoint(serial);
        }
        return out.drain();
    }

    /** RT-TRANSFER response, positive: responsibility for the APDU is taken. */
    public List<RtEffect> acknowledgeTransfer() {
        if (receiver != null && state == State.OPEN) {
            receiver.acknowledge();
        }
        return out.drain();
    }

    /** RT-TRANSFER response, negative: S-U-EXCEPTION-REPORT with a reason of {@link SessionReason}. */
    public List<RtEffect> rejectTransfer(int reason) {
        if (receiver != null && state == State.OPEN) {
            receiver.reject(reason);
        }
        return out.drain();
    }

    /** RT-CLOSE request. */
    public List<RtEffect> close() {
        require(initiator && mayTransfer(), "RT-CLOSE");
        state = State.RELEASING;
        out.session(session.release(lower().release()));
        return out.drain();
    }

    /**
     * RT-U-ABORT request, in X.410 mode RT-P-ABORT; ignored if it is over.
     *
     * @param fault of the peer for which it is
     */
    public List<RtEffect> abort(RtseAbortReason reason, String layer, String why, Fault fault) {
        giveUp(reason, layer, why, fault);
        return out.drain();
    }

    /** The user cannot read what the peer gave it: RTAB protocol error. */
    public List<RtEffect> userViolation(String layer, DecodeException e) {
        abort(new AbortException(layer, e, lower().abort(RtseAbortReason.PROTOCOL_ERROR)));
        return out.drain();
    }

    /** The timer that was armed has run out. */
    public List<RtEffect> timer() {
        out.timerRanOut();
        if (state == State.GIVING_TURN
                || state == State.OPEN && (sender().discarding() || !receiver().idle())) {
            giveUp(
                    RtseAbortReason.TEMPORARY_PROBLEM,
                    "rtse",
                    "the peer was silent for " + timeout.toSeconds() + " s",
                    Fault.NONE);
        } else if (state == State.OPEN) {
            discard(
                    SessionReason.LOCAL_SS_USER_ERROR,
                    "the peer did not acknowledge for " + timeout.toSeconds() + " s");
        }
        return out.drain();
    }

    /** What the session service indicates. */
    public List<RtEffect> indicated(SessionIndication indication) {
        if (state != State.ENDED) {
            try {
                if (!connection(indication) && !transfer(indication)) {
                    throw violation("unexpected " + indication.getClass().getSimpleName());
                }
            } catch (AbortException e) {
                abort(e);
            } catch (RefusalException e) {
                out.session(session.refuse(new SRefuse(2, e.userData())));
                end(new RtIndication.Aborted(e.layer(), e.why(), Fault.WHOLE));
            }
        }
        return out.drain();
    }

    private boolean connection(SessionIndication indication) throws AbortException, RefusalException {
        if (indication instanceof SessionIndication.Connect connect) {
            openIndication(connect.connect());
        } else if (indication instanceof SessionIndication.Accepted accepted) {
            openConfirm(accepted.accept());
        } else if (indication instanceof SessionIndication.Refused refused) {
            end(lower().refused(refused.refuse()));
        } else if (indication instanceof SessionIndication.Release release) {
            checkIdle("release");
            lower().releaseIndication(release.userData());
            out.session(session.releaseResponse(lower().releaseResponse()));
            end(new RtIndication.Closed());
        } else if (indication instanceof SessionIndication.Released) {
            end(new RtIndication.Closed());
        } else if (indication instanceof SessionIndication.UserAbort abort) {
            end(
                    lower == null
                            ? new RtIndication.Aborted(
                                    "session", "the peer aborted before it had connected", Fault.NONE)
                            : lower.aborted(abort.userData()));
        } else if (indication instanceof SessionIndication.ProviderAbort abort) {
            end(new RtIndication.Aborted("session", abort.why(), abort.fault()));
        } else {
            return false;
        }
        return true;
    }

    private boolean transfer(SessionIndication indication) throws AbortException {
        if (state != State.OPEN && state != State.GIVING_TURN && state != State.RELEASING) {
            return false;
        }
        if (indication instanceof SessionIndication.Data data) {
            receiver().data(data.ssdu());
        } else if (indication instanceof SessionIndication.SyncMinor minor) {
            receiver().minor(minor.serial());
        } else if (indication instanceof SessionIndication.SyncMinorConfirmed confirmed) {
            sender().minorConfirmed(confirmed.serial());
        } else if (indication instanceof SessionIndication.ActivityStart start) {
            checkIdle("activity start");
            receiver().start(new Activity(connection(), start.activityIdentifier()));
        } else if (indication instanceof SessionIndication.ActivityResume resume) {
            checkIdle("activity resume");
            resume(resume);
        } else if (indication instanceof SessionIndication.ActivityEnd) {
            receiver().end();
        } else if (indication instanceof SessionIndication.ActivityEnded) {
            sender().endConfirmed();
        } else if (indication instanceof SessionIndication.ActivityInterrupt interrupt) {
            receiver().interrupted(interrupt.reason());
        } else if (indication instanceof SessionIndication.ActivityDiscard discard) {
            receiver().discarded(discard.reason());
        } else if (indication instanceof SessionIndication.ActivityDiscarded) {
            sender().discarded();
        } else if (indication instanceof SessionIndication.ExceptionReport report) {
            exception(report.reason());
        } else if (indication instanceof SessionIndication.ProviderExceptionReport) {
            exception(SessionReason.NO_SPECIFIC_REASON);
        } else {
            return turn(indication);
        }
        return true;
    }

    private boolean turn(SessionIndication indication) throws AbortException {
        if (indication instanceof SessionIndication.TokenPlease please) {
            if (turn && twoWayAlternate) { // X.218: on monologue the turn is not to be had
                out.indicate(new RtIndication.TurnWanted(lower().turnPriority(please.userData())));
            }
        } else if (indication instanceof SessionIndication.ControlGive) {
            checkIdle("control give");
            turn = true;
            out.indicate(new RtIndication.Turn());
        } else if (indication instanceof SessionIndication.ControlGiven && state == State.GIVING_TURN) {
            state = State.OPEN;
            out.cancelTimer();
        } else {
            return false;
        }
        return true;
    }

    private void openIndication(SConnect connect) throws AbortException, RefusalException {
        if ((connect.requirements() & REQUIREMENTS) != REQUIREMENTS) {
            String why = String.format("functional units %04x lack some of %04x", connect.requirements(), REQUIREMENTS);
            out.session(session.refuse(new SRefuse(0, Octets.NONE)));
            end(new RtIndication.Aborted("session", why, Fault.WHOLE));
            return;
        }
        LowerService mode = mode(connect);
        lower = mode;
        RtOpenIndication open = mode.openIndication(connect);
        pendingConnect = connect;
        connection = connect.identifier();
        turn = !connect.initialTokensHere();
        twoWayAlternate = open.twoWayAlternate();
        proposedCheckpointSize = open.checkpointSize();
        proposedWindowSize = open.windowSize();
        recovers = open.recovers();
        state = State.AWAIT_RESPONSE;
        out.indicate(new RtIndication.Open(open));
    }

    private LowerService mode(SConnect connect) throws AbortException {
        try {
            return ModeSelector.of(connect.userData()) == ModeSelector.NORMAL
                    ? new NormalMode(session, context)
                    : new X410Mode(session);
        } catch (DecodeException e) {
            throw ProviderAbortReason.UNRECOGNIZED_PPDU.because(e);
        }
    }

    private void openConfirm(SAccept accept) throws AbortException {
        if ((accept.requirements() & REQUIREMENTS) != REQUIREMENTS) {
            throw violation(
                    String.format("functional units %04x lack some of %04x", accept.requirements(), REQUIREMENTS));
        }
        Apdu.Rtoac rtoac = lower().opened(accept);
        // 7.1.2: the answer is not above what was proposed; a larger one is cut to that
        int checkpoint = Math.min(rtoac.checkpointSize(), proposedCheckpointSize);
        int window = rtoac.windowSize() == 0 ? proposedWindowSize : Math.min(rtoac.windowSize(), proposedWindowSize);
        opened(checkpoint, window);
        out.indicate(new RtIndication.Opened(
                checkpoint, window, rtoac.connectionData().userData()));
    }

    private void opened(int checkpointSize, int windowSize) {
        sender = new Sender(session, lower(), out, checkpointSize, windowSize, timeout, connection());
        receiver = new Receiver(
                session, lower(), out, checkpointSize, windowSize, largestApdu, timeout, interruptedTransfers);
        state = State.OPEN;
    }

    private void resume(SessionIndication.ActivityResume resume) {
        SessionConnectionIdentifier begunOn = resume.oldConnection() == null ? connection() : resume.oldConnection();
        receiver()
                .resume(
                        new Activity(begunOn, resume.oldActivityIdentifier()),
                        new Activity(connection(), resume.activityIdentifier()),
                        resume.syncPointSerialNumber());
    }

    private void exception(int reason) throws AbortException {
        if (sender().idle()) {
            throw violation("an exception report without a transfer of ours");
        }
        sender().exception(reason);
    }

    private void discard(int reason, String why) {
        if (sender().insideSsdu() && !lower().mayCutChunk()) {
            giveUp(RtseAbortReason.LOCAL_SYSTEM_PROBLEM, "rtse", why + " in the middle of an SSDU", Fault.NONE);
        } else {
            sender().discard(reason, why);
        }
    }

    private void giveUp(RtseAbortReason reason, String layer, String why, Fault fault) {
        if (state == State.ENDED) {
            return;
        }
        if (lower != null && state != State.IDLE) {
            endSsdu();
            out.session(session.userAbort(lower.abort(reason)));
        }
        end(new RtIndication.Aborted(layer, why, fault));
    }

    private void abort(AbortException e) {
        endSsdu();
        out.session(session.userAbort(e.userData()));
        end(new RtIndication.Aborted(e.layer(), e.why(), e.fault()));
    }

    private void endSsdu() {
        if (sender != null) {
            sender.endSsdu();
        }
    }

    private void end(RtIndication last) {
        state = State.ENDED;
        out.cancelTimer();
        out.indicate(last);
    }

    private void checkIdle(String what) throws AbortException {
        if (state != State.OPEN || !receiver().idle() || !sender().idle()) {
            throw violation(what + " during a transfer");
        }
    }

    private AbortException violation(String why) {
        Octets answer = lower().abort(RtseAbortReason.PROTOCOL_ERROR);
        return new AbortException("rtse", why, answer);
    }

    private SessionConnectionIdentifier connection() {
        return Objects.requireNonNull(connection);
    }

    private LowerService lower() {
        return Objects.requireNonNull(lower);
    }

    private Sender sender() {
        return Objects.requireNonNull(sender);
    }

    private Receiver receiver() {
        return Objects.requireNonNull(receiver);
    }

    private static void require(boolean allowed, String request) {
        if (!allowed) {
            throw new IllegalStateException(request + " is not possible now");
        }
    }
}
