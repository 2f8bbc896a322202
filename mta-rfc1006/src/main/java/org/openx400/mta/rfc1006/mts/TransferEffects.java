package org.openx400.mta.rfc1006.mts;

import org.openx400.mta.rfc1006.rtse.RtIndication;

/** What RTSE indicates of transfers and turns is what the user of the association is told. */
final class TransferEffects {
    private TransferEffects() {}

    static AssociationEffect of(RtIndication indication) {
        if (indication instanceof RtIndication.Supply supply) {
            return new AssociationEffect.Supply(supply.octets());
        } else if (indication instanceof RtIndication.ApduOctets octets) {
            return new AssociationEffect.ApduOctets(octets.piece());
        } else if (indication instanceof RtIndication.Checkpoint checkpoint) {
            return new AssociationEffect.Checkpoint(checkpoint.progress());
        } else if (indication instanceof RtIndication.CheckpointConfirmed confirmed) {
            return new AssociationEffect.CheckpointConfirmed(confirmed.serial(), confirmed.octets());
        } else if (indication instanceof RtIndication.Transferred) {
            return new AssociationEffect.TransferConfirmed();
        } else if (indication instanceof RtIndication.TransferFailed failed) {
            return new AssociationEffect.TransferFailed(failed.reason(), failed.why());
        } else if (indication instanceof RtIndication.TransferBegin begin) {
            return new AssociationEffect.TransferBegin(begin.activityIdentifier());
        } else if (indication instanceof RtIndication.TransferResumed resumed) {
            return new AssociationEffect.TransferResumed(resumed.octets());
        } else if (indication instanceof RtIndication.TransferEnd) {
            return new AssociationEffect.TransferEnd();
        } else if (indication instanceof RtIndication.TransferAbandoned abandoned) {
            return new AssociationEffect.TransferAbandoned(abandoned.why(), abandoned.fault());
        } else if (indication instanceof RtIndication.TransferInterrupted interrupted) {
            return new AssociationEffect.TransferInterrupted(interrupted.transfer(), interrupted.why());
        } else if (indication instanceof RtIndication.Turn) {
            return new AssociationEffect.Turn();
        } else if (indication instanceof RtIndication.TurnWanted wanted) {
            return new AssociationEffect.TurnWanted(wanted.priority());
        }
        throw new IllegalArgumentException(indication.toString());
    }
}
