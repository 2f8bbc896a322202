package org.openx400.mta.rfc1006.mts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.rtse.Activity;
import org.openx400.mta.rfc1006.rtse.InterruptedTransfer;
import org.openx400.mta.rfc1006.rtse.InterruptedTransfers;
import org.openx400.mta.rfc1006.rtse.ResumePoint;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;

/**
 * One association between two MTAs, from the TCP octets up to MTS-APDUs: TPKT, COTP, session, presentation, ACSE, RTSE
 * and the MTS bind in one machine without I/O. Each call returns what is to be done, in order. One thread at a time.
 *
 * <p>An initiator is made with everything it needs to bind. A responder learns the called selectors first
 * ({@link AssociationEffect.TransportConnect}), then the bind ({@link AssociationEffect.Bind}); each is answered by one of
 * the calls below, at once or later.
 */
public interface MtaAssociation {
    // What arrives
    /** Initiator: TCP is connected. */
    List<AssociationEffect> connected();

    /** Octets that TCP brought, cut anywhere. */
    List<AssociationEffect> received(Octets octets);

    /** TCP is gone. */
    List<AssociationEffect> disconnected(String why);

    /** A timer that was armed has run out. */
    List<AssociationEffect> timer(String timer);

    // Responder: connection
    List<AssociationEffect> acceptTransport();

    /** DR with an X.224 reason, then close. */
    List<AssociationEffect> refuseTransport(int reason);

    List<AssociationEffect> acceptBind(BindAcceptance acceptance);

    List<AssociationEffect> refuseBind(BindError error);

    // Sending, monologue or when the turn is here
    /** Whether a transfer may be started now: bound, turn here, no transfer under way, not closing. */
    boolean mayTransfer();

    /**
     * RT-TRANSFER request of an MTS-APDU of this many octets. The machine asks for the octets with
     * {@link AssociationEffect.Supply} and ends with {@link AssociationEffect.TransferConfirmed},
     * {@link AssociationEffect.TransferFailed} or the end of the association.
     */
    List<AssociationEffect> transfer(long apduLength);

    /** Octets that were asked for; exactly as many as asked unless they are the last. */
    List<AssociationEffect> supply(Octets octets);

    /** Gives the transfer under way up: S-ACTIVITY-DISCARD. */
    List<AssociationEffect> discardTransfer();

    /** RT-TURN-PLEASE, two-way alternate only. Priority 0 is the highest. */
    List<AssociationEffect> turnPlease(int priority);

    /** RT-TURN-GIVE, two-way alternate only, between transfers. */
    List<AssociationEffect> turnGive();

    // Recovery, X.228 7.8
    /** Where the transfers are that the peer may want to resume; to be told before the bind. */
    void recoverFrom(InterruptedTransfers kept);

    /** Whether the transfer of an APDU of this many octets that was interrupted can be resumed here and now. */
    boolean mayResume(long apduLength, ResumePoint at);

    /** As transfer, from there on: the octets before it are not asked for. */
    List<AssociationEffect> resume(long apduLength, ResumePoint at);

    /** Where our transfer under way, or under way at the end, can go on; null if nothing of it is confirmed. */
    @Nullable
    ResumePoint resumePoint();

    /** The peer's transfer under way, or under way at the end, if a checkpoint of it was acknowledged. */
    @Nullable
    InterruptedTransfer interrupted();

    /** The activity of the peer's transfer, if a checkpoint of it was acknowledged: the peer may want to resume it. */
    @Nullable
    Activity resumableActivity();

    /** Names the association beyond its end, known from the bind on. */
    @Nullable
    SessionConnectionIdentifier sessionConnection();

    // Receiving
    /** What came before this checkpoint is safe: S-SYNC-MINOR response. */
    List<AssociationEffect> acknowledgeCheckpoint(int serial);

    /** Responsibility for the APDU is taken: S-ACTIVITY-END response. */
    List<AssociationEffect> acknowledgeTransfer();

    /**
     * The transfer under way cannot be taken now: S-U-EXCEPTION-REPORT.
     *
     * @param reason of {@code SessionReason}
     */
    List<AssociationEffect> rejectTransfer(int reason);

    // Ending
    /** RT-CLOSE, initiator only, with the turn and no transfer under way. */
    List<AssociationEffect> close();

    /** RT-U-ABORT (X.410 mode: RT-P-ABORT), then TCP is closed. */
    List<AssociationEffect> abort(String why);
}
