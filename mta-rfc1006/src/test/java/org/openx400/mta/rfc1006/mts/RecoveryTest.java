package org.openx400.mta.rfc1006.mts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.rtse.Activity;
import org.openx400.mta.rfc1006.rtse.InterruptedTransfer;
import org.openx400.mta.rfc1006.rtse.InterruptedTransfers;
import org.openx400.mta.rfc1006.rtse.ResumePoint;
import org.openx400.mta.rfc1006.rtse.TransferProgress;

/** Transfers that the end of their association interrupts, and what becomes of them on the next. */
class RecoveryTest {
    private static final Octets APDU = Pair.apdu(20_000);
    private static final int CHECKPOINT = 2048;
    private static final int WINDOW = 3;

    /** What the receiver kept of the association that was lost. */
    private static final class Kept implements InterruptedTransfers {
        private @Nullable InterruptedTransfer transfer;
        private @Nullable Activity completed;

        static Kept of(Side receiver) {
            Kept kept = new Kept();
            if (receiver.received.isEmpty()) {
                kept.transfer = receiver.machine.interrupted();
            } else {
                kept.completed = receiver.machine.resumableActivity();
            }
            return kept;
        }

        @Override
        public boolean completed(Activity activity) {
            return activity.equals(completed);
        }

        @Override
        public @Nullable InterruptedTransfer take(Activity activity, int serial) {
            InterruptedTransfer there = transfer;
            return there != null && there.activity().equals(activity) && there.has(serial) ? there : null;
        }
    }

    /** Carries so many pieces in all, in the order in which they would come, then cuts. Returns whether it was cut. */
    private static boolean cutAfter(Pair pair, int pieces) {
        int carried = 0;
        while (!pair.initiator.wire.isEmpty() || !pair.responder.wire.isEmpty()) {
            for (Side from : List.of(pair.initiator, pair.responder)) {
                Side to = from == pair.initiator ? pair.responder : pair.initiator;
                if (!from.wire.isEmpty()) {
                    if (carried++ == pieces) {
                        pair.initiator.run(pair.initiator.machine.disconnected("cut"));
                        pair.responder.run(pair.responder.machine.disconnected("cut"));
                        return true;
                    }
                    to.run(to.machine.received(from.wire.remove()));
                }
            }
        }
        return false;
    }

    private static Pair next(Mode mode, InterruptedTransfers kept) {
        Pair pair = Pair.of(mode);
        pair.responder.machine.recoverFrom(kept);
        return pair.bind();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aTransferCutAnywhereIsTakenOnceAndGoesOnBehindTheLastConfirmedCheckpoint(Mode mode) {
        int cuts = 0;
        int resumed = 0;
        while (true) {
            Pair first = Pair.bound(mode);
            first.initiator.send(APDU);
            if (!cutAfter(first, cuts)) {
                break;
            }
            cuts++;
            Pair second = next(mode, Kept.of(first.responder));
            second.responder.goOnAfter(first.responder);
            ResumePoint point = first.initiator.machine.resumePoint();
            List<AssociationEffect.CheckpointConfirmed> confirmed =
                    first.initiator.told(AssociationEffect.CheckpointConfirmed.class);
            if (point == null) {
                assertThat(confirmed).isEmpty();
                boolean hadTaken = !first.responder.received.isEmpty();
                assertThat(hadTaken).isFalse();
                second.initiator.send(APDU);
            } else {
                assertThat(point.octets())
                        .isEqualTo(confirmed.get(confirmed.size() - 1).octets());
                assertThat(second.initiator.machine.mayResume(APDU.length(), point))
                        .isTrue();
                second.initiator.resume(APDU, point);
                resumed++;
            }
            second.exchange();
            second.initiator.only(AssociationEffect.TransferConfirmed.class);
            assertThat(Octets.concat(first.responder.received)).isIn(APDU, Octets.NONE);
            assertThat(first.responder.received.size() + second.responder.received.size())
                    .as("cut after %d pieces", cuts)
                    .isEqualTo(1);
            assertThat(Octets.concat(second.responder.received)).isIn(APDU, Octets.NONE);
        }
        assertThat(cuts).isGreaterThan(25);
        assertThat(resumed).isGreaterThan(15);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anActivityThatTheReceiverDoesNotKnowIsRefusedAndSentFromItsStartOnTheSameAssociation(Mode mode) {
        Pair second = next(mode, InterruptedTransfers.NONE);
        second.initiator.resume(APDU, interruptedAtItsEnd(mode));
        second.exchange();
        assertThat(second.initiator.only(AssociationEffect.TransferFailed.class).reason())
                .isEqualTo(6);
        second.initiator.send(APDU);
        second.exchange();
        assertThat(second.responder.received).containsExactly(APDU);
        second.initiator.only(AssociationEffect.TransferConfirmed.class);
    }

    @Test
    void anActivityThatWasInterruptedTwiceGoesOnFromTheSecondTime() {
        Pair first = Pair.bound(Mode.NORMAL_1988);
        first.initiator.send(APDU);
        cutAfter(first, 12);
        Pair second = next(Mode.NORMAL_1988, Kept.of(first.responder));
        second.responder.goOnAfter(first.responder);
        ResumePoint point = first.initiator.machine.resumePoint();
        second.initiator.resume(APDU, point);
        cutAfter(second, 12);
        ResumePoint further = second.initiator.machine.resumePoint();
        assertThat(further.octets()).isGreaterThan(point.octets());
        Pair third = next(Mode.NORMAL_1988, Kept.of(second.responder));
        third.responder.goOnAfter(second.responder);
        third.initiator.resume(APDU, further);
        third.exchange();
        assertThat(third.responder.received).containsExactly(APDU);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aTransferCutAnywhereGoesOnFromWhatWasWrittenDownAtItsLastCheckpoint(Mode mode) throws Exception {
        int resumed = 0;
        for (int cut = 0; cut < 24; cut++) {
            Pair first = Pair.bound(mode);
            first.initiator.send(APDU);
            assertThat(cutAfter(first, cut)).isTrue();
            ResumePoint point = first.initiator.machine.resumePoint();
            if (point == null) {
                continue;
            }
            resumed++;
            List<AssociationEffect.Checkpoint> checkpoints = first.responder.told(AssociationEffect.Checkpoint.class);
            TransferProgress last = checkpoints.get(checkpoints.size() - 1).progress();
            assertThat(last.checkpointSize()).isEqualTo(2);
            assertThat(last.windowSize()).isEqualTo(WINDOW);
            Kept kept = new Kept();
            InterruptedTransfer written = InterruptedTransfer.decoded(last.activity(), last.state());
            kept.transfer = written;
            Pair second = next(mode, kept);
            second.responder.goOnAfter(first.responder, written.apduOctets());
            second.initiator.resume(APDU, point);
            second.exchange();
            second.initiator.only(AssociationEffect.TransferConfirmed.class);
            assertThat(second.responder.received).containsExactly(APDU);
        }
        assertThat(resumed).isGreaterThan(10);
    }

    /** X.228, transfer-interrupt and transfer-resumption: the peer makes room for something more urgent and goes on afterwards. */
    @Test
    void anActivityThatThePeerInterruptedGoesOnOnTheSameAssociation() {
        Scripted peer = Scripted.responder();
        Kept kept = new Kept();
        peer.side.machine.recoverFrom(kept);
        peer.side.override = effect -> {
            if (effect instanceof AssociationEffect.TransferInterrupted interrupted) {
                kept.transfer = interrupted.transfer();
            }
            return null;
        };
        peer.play(Scripted.cn(Mode.X410_1988));
        peer.sent();

        peer.play("01002d052903020101", "01000100a003", "01003103 2a0131", "01003103 2a0132", "01000100ff");
        assertThat(peer.sent()).contains("020032032a0132");
        peer.play("01001903320105");
        assertThat(peer.sent()).containsExactly("02001a00");
        assertThat(peer.side.told(AssociationEffect.TransferAbandoned.class)).isEmpty();
        peer.play("01001d0f 2108 2903020101 2a0132 2903020102");
        assertThat(peer.side.only(AssociationEffect.TransferResumed.class).octets())
                .isEqualTo(2);
        peer.play("01000100ff020304", "010029032a0133");

        assertThat(peer.sent()).containsExactly("02002a032a0133");
        assertThat(peer.side.received).containsExactly(Octets.hex("a003ff020304"));
    }

    @Test
    void anActivityThatThePeerInterruptedBeforeACheckpointIsForgotten() {
        Scripted peer = Scripted.boundResponder(Mode.NORMAL_1988);
        peer.play("01002d052903020101", "01001903320105");

        peer.side.only(AssociationEffect.TransferAbandoned.class);
        assertThat(peer.side.told(AssociationEffect.TransferInterrupted.class)).isEmpty();
    }

    @Test
    void whatWasNotWrittenDownByUsIsNoInterruptedTransfer() {
        Activity activity = interruptedAtItsEnd(Mode.NORMAL_1988).activity();
        for (String state : List.of("", "3000", "3003020101", "300802010102010104020000", "30090201010201010401ff")) {
            assertThatThrownBy(() -> InterruptedTransfer.decoded(activity, Octets.hex(state)))
                    .isInstanceOf(DecodeException.class);
        }
    }

    @Test
    void aResumptionThatCameToNothingIsNotTriedAgain() {
        ResumePoint point = interruptedAtItsEnd(Mode.NORMAL_1988);
        Pair second = next(Mode.NORMAL_1988, InterruptedTransfers.NONE);
        second.initiator.resume(APDU, point);
        cutAfter(second, 0);
        assertThat(second.initiator.machine.resumePoint()).isNull();
    }

    @Test
    void aSequenceErrorIsNotBelievedOfATransferWhoseEndWasNeverSent() {
        Pair first = Pair.bound(Mode.NORMAL_1988);
        first.initiator.send(APDU);
        cutAfter(first, 12);
        ResumePoint point = first.initiator.machine.resumePoint();
        assertThat(point.endSent()).isFalse();
        Kept lying = new Kept();
        lying.completed = point.activity();
        Pair second = next(Mode.NORMAL_1988, lying);
        second.initiator.resume(APDU, point);
        second.exchange();
        assertThat(second.initiator.only(AssociationEffect.TransferFailed.class).reason())
                .isEqualTo(3);
    }

    @Test
    void theReceiverKeepsNothingOfWhichNoCheckpointWasAcknowledged() {
        Pair first =
                new Pair(Pair.parameters(Mode.NORMAL_1988, false, 2, WINDOW), Pair.acceptance(2, WINDOW), null).bind();
        first.responder.override = effect -> effect instanceof AssociationEffect.Checkpoint ? List.of() : null;
        first.initiator.send(APDU);
        first.exchange();
        first.responder.run(first.responder.machine.disconnected("cut"));
        first.initiator.run(first.initiator.machine.disconnected("cut"));
        assertThat(first.responder.machine.interrupted()).isNull();
        assertThat(first.initiator.machine.resumePoint()).isNull();
    }

    @Test
    void aSilentPeerIsResumedAsWell() {
        Pair first = Pair.bound(Mode.X410_1988);
        first.responder.override = effect ->
                effect instanceof AssociationEffect.Checkpoint checkpoint && checkpoint.serial() > 2 ? List.of() : null;
        first.initiator.send(APDU);
        first.exchange();
        assertThat(first.initiator.delays).containsEntry("rtse.TRANSFER", Duration.ofMinutes(2));
        first.initiator.run(first.initiator.machine.timer("rtse.TRANSFER"));
        first.initiator.run(first.initiator.machine.disconnected("cut"));
        assertThat(first.initiator.machine.resumePoint().octets()).isEqualTo(2L * CHECKPOINT);
    }

    private static ResumePoint interruptedAtItsEnd(Mode mode) {
        Pair first = Pair.bound(mode);
        first.responder.override = effect -> effect instanceof AssociationEffect.TransferEnd ? List.of() : null;
        first.initiator.send(APDU);
        first.exchange();
        first.initiator.run(first.initiator.machine.disconnected("cut"));
        ResumePoint point = first.initiator.machine.resumePoint();
        assertThat(point.endSent()).isTrue();
        return point;
    }
}
