package org.openx400.mta.rfc1006.rtse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;
import org.openx400.mta.rfc1006.session.SessionReason;
import org.openx400.mta.rfc1006.session.SessionService;

/**
 * The sending side of RT-TRANSFER, X.228 7.3: one activity per APDU, chunks of at most the checkpoint size, a minor
 * synchronization point between chunks, and at most a window of them not confirmed.
 *
 * <p>A chunk goes down in one piece unless no checkpoints were agreed, so that only then an SSDU can be under way when
 * something else happens.
 */
final class Sender {
    /** Octets that are asked of the user at a time. */
    static final int LARGEST_PIECE = 256 * 1024;
    /** X.225 8.2.3: serial numbers end at 999998; the activity end needs one too. */
    private static final long LARGEST_SERIAL = 999_998;

    private enum State {
        IDLE,
        SUPPLYING,
        WINDOW_CLOSED,
        AWAIT_END_CONFIRM,
        DISCARDING
    }

    private final SessionService session;
    private final LowerService lower;
    private final Outbox out;
    private final int checkpointOctets;
    private final int windowSize;
    private final Duration timeout;
    private final SessionConnectionIdentifier connection;

    private State state = State.IDLE;
    private int activityNumber;
    private Activity activity;
    /** What is resumed; null if the APDU is sent from its start. */
    private @Nullable ResumePoint resumed;
    /** Octets before the checkpoint at which this activity began. */
    private long base;

    private boolean refused;
    private boolean endSent;
    private Octets prefix = Octets.NONE;
    private long total;
    private long sent;
    private long chunkSize;
    private long chunkLength;
    private long chunkLeft;
    private int asked;
    private int lastSerial;
    private int confirmedSerial;
    private RtIndication outcome = new RtIndication.TransferFailed(-1, "discarded");

    /** @param checkpointSize agreed, in units of 1024 octets, 0 for none */
    Sender(
            SessionService session,
            LowerService lower,
            Outbox out,
            int checkpointSize,
            int windowSize,
            Duration timeout,
            SessionConnectionIdentifier connection) {
        this.session = session;
        this.lower = lower;
        this.out = out;
        this.checkpointOctets = (int) Math.min(checkpointSize * 1024L, LARGEST_PIECE);
        this.windowSize = Math.max(1, windowSize);
        this.timeout = timeout;
        this.connection = connection;
        this.activity = new Activity(connection, Octets.NONE);
    }

    boolean idle() {
        return state == State.IDLE;
    }

    boolean discarding() {
        return state == State.DISCARDING;
    }

    /** Whether an SSDU has been begun and not ended. */
    boolean insideSsdu() {
        return state == State.SUPPLYING && chunkLeft > 0 && chunkLeft < chunkLength;
    }

    /** Whether an APDU of this many octets can go on there on this connection: it must be preceded by the same. */
    boolean resumable(long apduLength, ResumePoint at) {
        return at.octets() < apduLength && lower.apduPrefix(apduLength).equals(at.prefix());
    }

    /** Where the transfer under way can go on on another association; null if it has to be sent from its start. */
    @Nullable
    ResumePoint resumePoint() {
        int before = resumed == null ? 0 : resumed.serial();
        return state == State.IDLE || refused || confirmedSerial == before
                ? null
                : new ResumePoint(
                        activity, confirmedSerial, octets(confirmedSerial) - prefix.length(), prefix, endSent);
    }

    /** @param from where a transfer that was interrupted goes on, null to begin at the start */
    void begin(long apduLength, @Nullable ResumePoint from) {
        prefix = lower.apduPrefix(apduLength);
        total = prefix.length() + apduLength;
        chunkSize = checkpointOctets == 0 ? total : checkpointOctets;
        base = from == null ? 0 : prefix.length() + from.octets();
        int serial = from == null ? 0 : from.serial();
        long chunks = (total - base + chunkSize - 1) / chunkSize;
        if (serial + chunks > LARGEST_SERIAL) {
            out.indicate(new RtIndication.TransferFailed(
                    -1, "an APDU of " + apduLength + " octets has more checkpoints than serial numbers"));
            return;
        }
        sent = base;
        lastSerial = serial;
        confirmedSerial = serial;
        resumed = from;
        refused = false;
        endSent = false;
        activity = new Activity(connection, Ber.integer(++activityNumber));
        out.session(
                from == null
                        ? session.activityStart(activity.identifier())
                        : session.activityResume(
                                activity.identifier(),
                                from.activity().identifier(),
                                serial,
                                from.activity().connection()));
        state = State.SUPPLYING;
        beginChunk();
    }

    /** Octets for what was asked; ignored if nothing is asked any more. */
    void supply(Octets octets) {
        if (state != State.SUPPLYING || asked == 0) {
            return;
        }
        if (octets.length() != asked) {
            throw new IllegalArgumentException(octets.length() + " octets where " + asked + " were asked for");
        }
        asked = 0;
        Octets beforeApdu = sent == 0 ? prefix : Octets.NONE;
        Octets beforeChunk = chunkLeft == chunkLength ? lower.chunkPrefix(chunkLength) : Octets.NONE;
        int taken = beforeApdu.length() + octets.length();
        sent += taken;
        chunkLeft -= taken;
        Octets before = Octets.concat(beforeChunk, beforeApdu);
        if (!before.isEmpty()) {
            out.session(session.data(before, false));
        }
        out.session(session.data(octets, chunkLeft == 0));
        if (chunkLeft > 0) {
            ask();
        } else if (sent == total) {
            endSent = true;
            out.session(session.activityEnd());
            await(State.AWAIT_END_CONFIRM);
        } else {
            lastSerial = session.nextSerial();
            out.session(session.syncMinor());
            continueWithinWindow();
        }
    }

    void minorConfirmed(int serial) {
        if (state == State.IDLE || state == State.DISCARDING || serial <= confirmedSerial) {
            return;
        }
        confirmedSerial = serial;
        out.indicate(new RtIndication.CheckpointConfirmed(serial, octets(serial) - prefix.length()));
        if (state == State.WINDOW_CLOSED) {
            continueWithinWindow();
        } else if (state == State.AWAIT_END_CONFIRM) {
            out.arm(timeout);
        }
    }

    void endConfirmed() {
        if (state == State.AWAIT_END_CONFIRM) {
            finish(new RtIndication.Transferred());
        }
    }

    /**
     * S-U-EXCEPTION-REPORT or S-P-EXCEPTION-REPORT, X.228 7.8.1: the activity is discarded and the transfer has failed.
     * But a user sequence error says that the receiver has the APDU already, which is believed of an activity that is
     * resumed and had been sent to its end.
     */
    void exception(int reason) {
        if (state == State.IDLE || state == State.DISCARDING) {
            return;
        }
        endSsdu();
        refused = true;
        boolean completed = reason == SessionReason.USER_SEQUENCE_ERROR && resumed != null && resumed.endSent();
        discard(
                SessionReason.NO_SPECIFIC_REASON,
                completed
                        ? new RtIndication.Transferred()
                        : new RtIndication.TransferFailed(reason, "the peer reported an exception, reason " + reason));
    }

    /** The user gives up. Only called when no SSDU is under way, or when it may be cut. */
    void discard(int reason, String why) {
        if (state == State.IDLE || state == State.DISCARDING) {
            return;
        }
        endSsdu();
        discard(reason, new RtIndication.TransferFailed(-1, why));
    }

    void discarded() {
        if (state == State.DISCARDING) {
            finish(outcome);
        }
    }

    /** Closes an SSDU that is under way, so that something else can be sent. */
    void endSsdu() {
        if (insideSsdu()) {
            out.session(session.data(Octets.NONE, true));
            chunkLeft = 0;
        }
    }

    /** Octets before a checkpoint of this activity. */
    private long octets(int serial) {
        return base + (serial - (resumed == null ? 0 : resumed.serial())) * chunkSize;
    }

    private void discard(int reason, RtIndication result) {
        outcome = result;
        asked = 0;
        out.session(session.activityDiscard(reason));
        await(State.DISCARDING);
    }

    private void finish(RtIndication result) {
        state = State.IDLE;
        out.cancelTimer();
        out.indicate(result);
    }

    private void continueWithinWindow() {
        if (lastSerial - confirmedSerial >= windowSize) {
            await(State.WINDOW_CLOSED);
        } else {
            if (state == State.WINDOW_CLOSED) {
                out.cancelTimer();
            }
            state = State.SUPPLYING;
            beginChunk();
        }
    }

    private void await(State next) {
        state = next;
        out.arm(timeout);
    }

    private void beginChunk() {
        chunkLength = Math.min(chunkSize, total - sent);
        chunkLeft = chunkLength;
        ask();
    }

    private void ask() {
        long mine = sent == 0 ? prefix.length() : 0;
        asked = (int) Math.min(chunkLeft - mine, LARGEST_PIECE - mine);
        out.indicate(new RtIndication.Supply(asked));
    }
}
