package org.openx400.mta.rfc1006.rtse;

import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Limit;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.presentation.AbortException;
import org.openx400.mta.rfc1006.session.SessionReason;
import org.openx400.mta.rfc1006.session.SessionService;

/**
 * The receiving side of RT-TRANSFER, X.228 7.3. Every transfer that begins ends for the user in exactly one way: it is
 * acknowledged, rejected, or abandoned.
 */
final class Receiver {
    private enum State {
        IDLE,
        RECEIVING,
        AWAIT_ACKNOWLEDGEMENT,
        /** An exception is reported; the sender has to discard or interrupt. */
        REJECTED
    }

    private final SessionService session;
    private final LowerService lower;
    private final Outbox out;
    private final int checkpointSize;
    private final int windowSize;
    private final long largestApdu;
    private final Duration timeout;
    private final InterruptedTransfers interrupted;

    private State state = State.IDLE;
    private ApduUnwrapper unwrapper = ApduUnwrapper.BARE;
    private long received;
    private @Nullable Activity activity;
    /** Octets of the activity up to here, those before the checkpoint at which it was resumed among them. */
    private long position;
    /** Octets of the activity that the user has, or the unwrapper has passed over. */
    private long taken;

    private boolean secured;
    private NavigableMap<Integer, Long> checkpoints = new TreeMap<>();
    private final TreeSet<Integer> unconfirmed = new TreeSet<>();
    /** The user has been asked to make a checkpoint safe and has not answered. */
    private boolean securing;

    Receiver(
            SessionService session,
            LowerService lower,
            Outbox out,
            int checkpointSize,
            int windowSize,
            long largestApdu,
            Duration timeout,
            InterruptedTransfers interrupted) {
        this.session = session;
        this.lower = lower;
        this.out = out;
        this.checkpointSize = checkpointSize;
        this.windowSize = windowSize;
        this.largestApdu = largestApdu;
        this.timeout = timeout;
        this.interrupted = interrupted;
    }

    boolean idle() {
        return state == State.IDLE;
    }

    void start(Activity begun) {
        state = State.RECEIVING;
        unwrapper = lower.unwrapper();
        received = 0;
        activity = begun;
        position = 0;
        taken = 0;
        secured = false;
        checkpoints = new TreeMap<>();
        unconfirmed.clear();
        securing = false;
        out.indicate(new RtIndication.TransferBegin(begun.identifier()));
        out.arm(timeout);
    }

    /**
     * 7.8.4: goes on behind a checkpoint. An activity of which nothing is kept cannot be resumed: the sender discards it
     * and begins again. Of one that was completed the sender is told that by a sequence error.
     */
    void resume(Activity old, Activity now, int serial) {
        state = State.RECEIVING;
        if (interrupted.completed(old)) {
            report(SessionReason.USER_SEQUENCE_ERROR);
            return;
        }
        InterruptedTransfer kept = interrupted.take(old, serial);
        if (kept == null) {
            report(SessionReason.UNRECOVERABLE_PROCEDURAL_ERROR);
            return;
        }
        unwrapper = kept.unwrapper();
        received = kept.apduOctets();
        activity = now;
        checkpoints = new TreeMap<>(kept.checkpoints().headMap(serial, true));
        position = checkpoints.lastEntry().getValue();
        taken = kept.octets();
        secured = true;
        unconfirmed.clear();
        securing = false;
        out.indicate(new RtIndication.TransferResumed(position));
        out.arm(timeout);
    }

    private TransferProgress progress(Activity current) {
        return new TransferProgress(
                current,
                checkpoints.lastKey(),
                checkpointSize,
                windowSize,
                state(current).encoded());
    }

    private InterruptedTransfer state(Activity current) {
        return new InterruptedTransfer(current, unwrapper, received, taken, checkpoints);
    }

    /** What is needed to go on with the transfer under way on another association; null if nothing of it was secured. */
    @Nullable
    InterruptedTransfer interrupted() {
        Activity current = activity;
        return state == State.RECEIVING && secured && current != null ? state(current) : null;
    }

    /** The activity under way, if a checkpoint of it was confirmed, so that the sender may resume it. */
    @Nullable
    Activity resumable() {
        return secured ? activity : null;
    }

    void data(Octets ssdu) throws AbortException {
        if (state == State.REJECTED) {
            return;
        }
        if (state != State.RECEIVING) {
            throw violation("data outside of an activity");
        }
        try {
            Octets news = news(lower.chunk(ssdu));
            for (Octets piece : news.isEmpty() ? List.<Octets>of() : unwrapper.push(news)) {
                received += piece.length();
                if (received > largestApdu) {
                    out.indicate(new RtIndication.TransferAbandoned(
                            "the APDU has more than " + largestApdu + " octets, the limit",
                            Fault.of(Limit.of("apdu", largestApdu))));
                    report(SessionReason.UNRECOVERABLE_PROCEDURAL_ERROR);
                    return;
                }
                out.indicate(new RtIndication.ApduOctets(piece));
            }
        } catch (DecodeException e) {
            throw new AbortException("rtse", e, protocolError());
        }
    }

    void minor(int serial) throws AbortException {
        if (state == State.REJECTED) {
            return;
        }
        if (state != State.RECEIVING) {
            throw violation("checkpoint " + serial + " outside of an activity");
        }
        unconfirmed.add(serial);
        checkpoints.put(serial, position);
        // 7.3.2: senders are met that stop only at one more than the window
        if (unconfirmed.size() > windowSize + 1L) {
            throw violation("checkpoint " + serial + " with " + (unconfirmed.size() - 1)
                    + " not confirmed, the window is " + windowSize);
        }
        if (checkpoints.size() > windowSize + 2L) { // the sender has been told of those before
            checkpoints.pollFirstEntry();
        }
        secure();
    }

    /**
     * Asks the user when half of the window is used up, and for one checkpoint at a time, so that one confirmation covers
     * several and the sender goes on meanwhile.
     */
    private void secure() {
        if (!securing && unconfirmed.size() * 2L >= windowSize) {
            securing = true;
            out.cancelTimer();
            out.indicate(new RtIndication.Checkpoint(progress(Objects.requireNonNull(activity))));
        } else if (!securing) {
            out.arm(timeout);
        }
    }

    void end() throws AbortException {
        if (state == State.REJECTED) {
            return;
        }
        if (state != State.RECEIVING) {
            throw violation("activity end outside of an activity");
        }
        if (position < taken) {
            throw violation("the resumed activity ends at octet " + position + ", and " + taken + " had come before");
        }
        try {
            unwrapper.end();
        } catch (DecodeException e) {
            throw new AbortException("rtse", e, protocolError());
        }
        state = State.AWAIT_ACKNOWLEDGEMENT;
        out.cancelTimer();
        out.indicate(new RtIndication.TransferEnd());
    }

    /** Ignored if the transfer is over. */
    void acknowledgeCheckpoint(int serial) {
        if ((state == State.RECEIVING || state == State.AWAIT_ACKNOWLEDGEMENT) && unconfirmed.contains(serial)) {
            // X.225: a confirmation covers all serial numbers up to its own
            unconfirmed.headSet(serial, true).clear();
            secured = true;
            securing = false;
            out.session(session.syncMinorResponse(serial));
            if (state == State.RECEIVING) {
                secure();
            }
        }
    }

    /** Ignored if the transfer is over. */
    void acknowledge() {
        if (state == State.AWAIT_ACKNOWLEDGEMENT) {
            state = State.IDLE;
            out.session(session.activityEndResponse());
        }
    }

    /** Ignored if the transfer is over. */
    void reject(int reason) {
        if (state == State.RECEIVING || state == State.AWAIT_ACKNOWLEDGEMENT) {
            report(reason);
        }
    }

    /** Transfer-interrupt: what was secured is kept, so that the sender can resume it. */
    void interrupted(int reason) {
        out.session(session.activityInterruptResponse());
        String why = "the peer interrupted the transfer, reason " + reason;
        InterruptedTransfer kept = interrupted();
        if (kept == null) {
            abandoned(why);
        } else {
            state = State.IDLE;
            out.cancelTimer();
            out.indicate(new RtIndication.TransferInterrupted(kept, why));
        }
    }

    void discarded(int reason) {
        out.session(session.activityDiscardResponse());
        abandoned("the peer discarded the transfer, reason " + reason);
    }

    /** What of a chunk has not come before. */
    private Octets news(Octets chunk) {
        int known = (int) Math.min(chunk.length(), taken - position);
        position += chunk.length();
        taken = Math.max(taken, position);
        return chunk.from(known);
    }

    private void abandoned(String why) {
        boolean known = state == State.RECEIVING || state == State.AWAIT_ACKNOWLEDGEMENT;
        state = State.IDLE;
        out.cancelTimer();
        if (known) {
            out.indicate(new RtIndication.TransferAbandoned(why, Fault.NONE));
        }
    }

    private void report(int reason) {
        state = State.REJECTED;
        out.session(session.exceptionReport(reason));
        out.arm(timeout);
    }

    private AbortException violation(String why) {
        return new AbortException("rtse", why, protocolError());
    }

    private Octets protocolError() {
        return lower.abort(RtseAbortReason.PROTOCOL_ERROR);
    }
}
