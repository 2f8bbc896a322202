package org.openx400.mta.rfc1006.mts;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.rtse.InterruptedTransfer;
import org.openx400.mta.rfc1006.rtse.TransferProgress;

/** What an association between MTAs asks of its surroundings, in order. */
public sealed interface AssociationEffect {
    // Downwards
    /** Octets for TCP. */
    record Send(Octets octets) implements AssociationEffect {}

    /** Close TCP once everything sent before has left. */
    record Close() implements AssociationEffect {}

    record ArmTimer(String timer, Duration delay) implements AssociationEffect {}

    record CancelTimer(String timer) implements AssociationEffect {}

    // Upwards: connection
    /** Responder: a CR came. Answer with acceptTransport or refuseTransport. */
    record TransportConnect(Octets callingTSAPSelector, Octets calledTSAPSelector) implements AssociationEffect {}

    /** Responder: a bind came. Answer with acceptBind or refuseBind. */
    record Bind(BindIndication bind) implements AssociationEffect {}

    /** Initiator: the peer has accepted the bind. */
    record Bound(BindResult result) implements AssociationEffect {}

    /**
     * Initiator: the peer has refused, at whatever layer; the association is over.
     *
     * @param layer {@code transport}, {@code session}, {@code presentation}, {@code acse}, {@code rtse} or {@code mts}
     * @param why the peer's reason in words and numbers
     * @param bindError the MTS bind error if the refusal was one
     */
    record Refused(String layer, String why, @Nullable BindError bindError) implements AssociationEffect {}

    // Upwards: sending
    /** Give the next octets of the APDU, this many at most. Answer with supply. */
    record Supply(int maximum) implements AssociationEffect {}

    /** Everything up to here is confirmed by the peer. */
    record CheckpointConfirmed(int serial, long octets) implements AssociationEffect {}

    /** The peer has taken responsibility. */
    record TransferConfirmed() implements AssociationEffect {}

    /**
     * The peer did not take this APDU; the association stays.
     *
     * @param reason of {@code SessionReason}, or -1 if we discarded it
     */
    record TransferFailed(int reason, String why) implements AssociationEffect {}

    /** The turn is here now. */
    record Turn() implements AssociationEffect {}

    /** The peer asks for the turn. */
    record TurnWanted(int priority) implements AssociationEffect {}

    // Upwards: receiving
    /** The peer begins an APDU. */
    record TransferBegin(Octets activityIdentifier) implements AssociationEffect {}

    /** An APDU that an earlier association left unfinished goes on; this many of its octets need not come again. */
    record TransferResumed(long octets) implements AssociationEffect {}

    /** The next octets of the APDU (RTSE and EXTERNAL wrappings are already off). */
    record ApduOctets(Octets piece) implements AssociationEffect {}

    /** Answer with acknowledgeCheckpoint when the octets before it are safe. */
    record Checkpoint(TransferProgress progress) implements AssociationEffect {
        public int serial() {
            return progress.serial();
        }
    }

    /** The APDU is complete. Answer with acknowledgeTransfer or rejectTransfer. */
    record TransferEnd() implements AssociationEffect {}

    /**
     * The APDU under way is not to be completed: forget it.
     *
     * @param fault for which we gave it up; none if the peer discarded it, or interrupted it with nothing secured
     */
    record TransferAbandoned(String why, Fault fault) implements AssociationEffect {}

    /** The peer has interrupted its transfer: keep what came, since it may resume it, on this association or another. */
    record TransferInterrupted(InterruptedTransfer transfer, String why) implements AssociationEffect {}

    // Upwards: end
    /** Ended in order by RT-CLOSE. */
    record Closed() implements AssociationEffect {}

    /**
     * Ended otherwise; a transfer under way is not confirmed.
     *
     * @param layer where it happened
     * @param why in words
     * @param fault of the peer, in octets of that layer's value
     */
    record Aborted(String layer, String why, Fault fault) implements AssociationEffect {}
}
