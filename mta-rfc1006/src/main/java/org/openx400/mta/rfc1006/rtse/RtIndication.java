package org.openx400.mta.rfc1006.rtse;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;

/** Indications and confirms of the reliable transfer service, X.218, and what its machine wants of its user. */
public sealed interface RtIndication {
    /** RT-OPEN indication: answer with accept or refuse. */
    record Open(RtOpenIndication open) implements RtIndication {}

    /**
     * RT-OPEN confirm, positive.
     *
     * @param checkpointSize agreed, 0 for none
     */
    record Opened(
            int checkpointSize, int windowSize, @Nullable Octets userData) implements RtIndication {}

    /**
     * RT-OPEN confirm, negative; it is over.
     *
     * @param layer that refused: {@code session}, {@code presentation}, {@code acse} or {@code rtse}
     * @param refuseReason of RTORJ in X.410 mode
     * @param userData of RTORJ in normal mode
     */
    record Refused(
            String layer,
            String why,
            @Nullable Integer refuseReason,
            @Nullable Octets userData) implements RtIndication {}

    /** Give exactly this many octets of the APDU under way. */
    record Supply(int octets) implements RtIndication {}

    /** The receiver has secured the first {@code octets} octets of the APDU. */
    record CheckpointConfirmed(int serial, long octets) implements RtIndication {}

    /** RT-TRANSFER confirm, positive. */
    record Transferred() implements RtIndication {}

    /**
     * RT-TRANSFER confirm, negative.
     *
     * @param reason of the receiver's exception report, -1 if it was not the receiver
     */
    record TransferFailed(int reason, String why) implements RtIndication {}

    /** RT-TURN-GIVE indication. */
    record Turn() implements RtIndication {}

    /** RT-TURN-PLEASE indication. */
    record TurnWanted(int priority) implements RtIndication {}

    /** An APDU begins to come. */
    record TransferBegin(Octets activityIdentifier) implements RtIndication {}

    /**
     * An APDU that was interrupted goes on: those of its octets are indicated that had not come before.
     *
     * @param octets before the checkpoint, which the sender does not send again, with what is round the APDU
     */
    record TransferResumed(long octets) implements RtIndication {}

    record ApduOctets(Octets piece) implements RtIndication {}

    /** Acknowledge this checkpoint once the octets before it are safe. */
    record Checkpoint(TransferProgress progress) implements RtIndication {}

    /** RT-TRANSFER indication: all octets are here; acknowledge or reject. */
    record TransferEnd() implements RtIndication {}

    /**
     * The APDU under way will not be completed.
     *
     * @param fault for which we gave it up, or none
     */
    record TransferAbandoned(String why, Fault fault) implements RtIndication {}

    /** The peer has interrupted its transfer (X.228, transfer-interrupt) and may resume it on this association or another. */
    record TransferInterrupted(InterruptedTransfer transfer, String why) implements RtIndication {}

    /** RT-CLOSE is done; it is over. */
    record Closed() implements RtIndication {}

    /**
     * RT-P-ABORT or RT-U-ABORT; it is over.
     *
     * @param fault of the peer, in octets of that layer's value
     */
    record Aborted(String layer, String why, Fault fault) implements RtIndication {}
}
