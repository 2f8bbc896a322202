package org.openx400.mta.rfc1006.mts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.session.SessionReason;

/** Transfers that meet checkpoints, windows, turns, rejections and collisions. */
class TransferTest {
    @ParameterizedTest
    @CsvSource({"NORMAL_1988,1", "NORMAL_1988,2", "NORMAL_1988,3", "X410_1988,1", "X410_1984,3"})
    void stopsAtTheWindowUntilACheckpointIsConfirmed(Mode mode, int window) {
        Pair pair = new Pair(Pair.parameters(mode, false, 1, window), Pair.acceptance(9, 9), null).bind();
        pair.responder.override = effect -> effect instanceof AssociationEffect.Checkpoint ? List.of() : null;
        Octets apdu = Pair.apdu(10_000);
        pair.initiator.send(apdu);
        pair.exchange();
        int confirmed = 0;
        while (pair.responder.received.isEmpty()) {
            assertThat(pair.initiator.told(AssociationEffect.Supply.class)).hasSize(Math.min(10, confirmed + window));
            assertThat(pair.initiator.timers).contains("rtse.TRANSFER");
            List<AssociationEffect.Checkpoint> asked = pair.responder.told(AssociationEffect.Checkpoint.class);
            confirmed = asked.get(asked.size() - 1).serial();
            pair.responder.run(pair.responder.machine.acknowledgeCheckpoint(confirmed));
            pair.exchange();
            long before = mode.isNormal() ? confirmed * 1024L - 11 : confirmed * 1024L;
            assertThat(pair.initiator.told(AssociationEffect.CheckpointConfirmed.class))
                    .last()
                    .isEqualTo(new AssociationEffect.CheckpointConfirmed(confirmed, before));
        }
        assertThat(pair.responder.received).containsExactly(apdu);
        assertThat(pair.initiator.timers).isEmpty();
    }

    @Test
    void asksForOneCheckpointAtATimeWhenHalfOfTheWindowIsUsedUp() {
        Pair pair = new Pair(Pair.parameters(Mode.X410_1988, false, 1, 5), Pair.acceptance(9, 9), null).bind();
        pair.responder.override = effect -> effect instanceof AssociationEffect.Checkpoint ? List.of() : null;
        pair.initiator.send(Pair.apdu(20 * 1024));
        pair.exchange();
        assertThat(pair.responder.told(AssociationEffect.Checkpoint.class))
                .extracting(AssociationEffect.Checkpoint::serial)
                .containsExactly(3);
        assertThat(pair.responder.timers).isEmpty();
        pair.responder.run(pair.responder.machine.acknowledgeCheckpoint(3));
        assertThat(pair.responder.timers).contains("rtse.TRANSFER");
        pair.exchange();
        assertThat(pair.responder.told(AssociationEffect.Checkpoint.class))
                .extracting(AssociationEffect.Checkpoint::serial)
                .containsExactly(3, 6);
        assertThat(pair.initiator.told(AssociationEffect.Supply.class)).hasSize(8);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void confirmsNothingBeforeItsUserHasTakenResponsibility(Mode mode) {
        Pair pair = Pair.bound(mode);
        pair.responder.override = effect -> effect instanceof AssociationEffect.TransferEnd ? List.of() : null;
        pair.initiator.send(Pair.apdu(100));
        pair.exchange();
        assertThat(pair.initiator.told(AssociationEffect.TransferConfirmed.class))
                .isEmpty();
        pair.responder.run(pair.responder.machine.acknowledgeTransfer());
        pair.exchange();
        pair.initiator.only(AssociationEffect.TransferConfirmed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 65_000, 300_000, 600_000})
    void streamsOneSsduWhenThePeerWantsNoCheckpoints(int length) {
        for (Mode mode : Mode.values()) {
            Scripted peer = Scripted.initiator(mode);
            peer.sent();
            String ac = mode.isNormal() ? Scripted.AC_NORMAL : Scripted.AC_X410;
            peer.play(ac.replace("80013f", "800100"));
            assertThat(peer.side.only(AssociationEffect.Bound.class).result().checkpointSize())
                    .isZero();
            peer.side.send(Pair.apdu(length));
            // AS, the DT in as many DTs of transport as it needs, AE
            assertThat(peer.side.told(AssociationEffect.Supply.class))
                    .allSatisfy(supply -> assertThat(supply.maximum()).isLessThanOrEqualTo(256 * 1024));
            List<String> sent = peer.sent();
            assertThat(sent.get(0)).isEqualTo("01002d052903020101");
            assertThat(sent.get(sent.size() - 1)).isEqualTo("010029032a0131");
            assertThat(String.join("", sent.subList(1, sent.size() - 1)))
                    .startsWith("01000100")
                    .endsWith(Pair.apdu(length).toHex());
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void neverAgreesToNoCheckpoints(Mode mode) {
        Scripted peer = Scripted.responder();
        peer.play(Scripted.cn(mode).replace("80013f", "800100"));
        assertThat(peer.side.only(AssociationEffect.Bind.class).bind().checkpointSize())
                .isZero();
        assertThat(peer.sent()).singleElement().asString().contains("80013f810103");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void exchangesTheTurn(Mode mode) {
        Pair pair = Pair.twoWayAlternate(mode);
        assertThat(pair.responder.only(AssociationEffect.Bind.class).bind().twoWayAlternate())
                .isTrue();
        pair.responder.run(pair.responder.machine.turnPlease(2));
        pair.exchange();
        assertThat(pair.initiator.only(AssociationEffect.TurnWanted.class).priority())
                .isEqualTo(2);
        pair.initiator.run(pair.initiator.machine.turnGive());
        assertThat(pair.initiator.machine.mayTransfer()).isFalse();
        pair.exchange();
        pair.responder.only(AssociationEffect.Turn.class);
        assertThat(pair.responder.machine.mayTransfer()).isTrue();
        assertThat(pair.initiator.timers).isEmpty();
        Octets apdu = Pair.apdu(5000);
        pair.responder.send(apdu);
        pair.exchange();
        assertThat(pair.initiator.received).containsExactly(apdu);
        pair.responder.run(pair.responder.machine.turnGive());
        pair.exchange();
        pair.initiator.only(AssociationEffect.Turn.class);
        pair.initiator.run(pair.initiator.machine.close());
        pair.exchange();
        pair.initiator.only(AssociationEffect.Closed.class);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void ignoresARequestForTheTurnOnMonologue(Mode mode) {
        Pair pair = Pair.bound(mode);
        pair.responder.run(pair.responder.machine.turnPlease(0));
        pair.exchange();
        assertThat(pair.initiator.told(AssociationEffect.TurnWanted.class)).isEmpty();
        assertThat(pair.initiator.machine.mayTransfer()).isTrue();
        takesTheNext(pair);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void asksForTheTurnInTheMiddleOfATransfer(Mode mode) {
        Pair pair = Pair.twoWayAlternate(mode);
        pair.responder.override =
                effect -> effect instanceof AssociationEffect.Checkpoint ? pair.responder.machine.turnPlease(0) : null;
        pair.initiator.send(Pair.apdu(5000));
        pair.exchange();
        pair.initiator.only(AssociationEffect.TurnWanted.class);
        pair.responder.run(pair.responder.machine.acknowledgeCheckpoint(2));
        pair.exchange();
        pair.initiator.only(AssociationEffect.TransferConfirmed.class);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void rejectsAtTheEndAndTakesTheNext(Mode mode) {
        for (int reason : new int[] {
            SessionReason.NO_SPECIFIC_REASON,
            SessionReason.RECEIVING_ABILITY_JEOPARDIZED,
            SessionReason.LOCAL_SS_USER_ERROR,
            SessionReason.UNRECOVERABLE_PROCEDURAL_ERROR
        }) {
            Pair pair = Pair.bound(mode);
            pair.responder.override = effect -> effect instanceof AssociationEffect.TransferEnd
                    ? pair.responder.machine.rejectTransfer(reason)
                    : null;
            pair.initiator.send(Pair.apdu(5000));
            pair.exchange();
            assertThat(pair.initiator
                            .only(AssociationEffect.TransferFailed.class)
                            .reason())
                    .isEqualTo(reason);
            assertThat(pair.responder.told(AssociationEffect.TransferAbandoned.class))
                    .isEmpty();
            takesTheNext(pair);
        }
    }

    @Test
    void rejectsInTheMiddleWithDataUnderWay() {
        Pair pair = Pair.bound(Mode.NORMAL_1988);
        pair.responder.override = effect -> effect instanceof AssociationEffect.Checkpoint c && c.serial() == 2
                ? pair.responder.machine.rejectTransfer(SessionReason.RECEIVING_ABILITY_JEOPARDIZED)
                : null;
        pair.initiator.send(Pair.apdu(5000));
        pair.exchange();
        pair.initiator.only(AssociationEffect.TransferFailed.class);
        assertThat(pair.responder.told(AssociationEffect.TransferEnd.class)).isEmpty();
        takesTheNext(pair);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void takesNothingButTheActivityEndAcknowledgementAsTransferred(Mode mode) {
        Pair pair = Pair.bound(mode);
        pair.responder.override = effect -> effect instanceof AssociationEffect.TransferEnd
                ? pair.responder.machine.rejectTransfer(SessionReason.USER_SEQUENCE_ERROR)
                : null;
        pair.initiator.send(Pair.apdu(5000));
        pair.exchange();
        assertThat(pair.initiator.told(AssociationEffect.TransferConfirmed.class))
                .isEmpty();
        assertThat(pair.initiator.only(AssociationEffect.TransferFailed.class).reason())
                .isEqualTo(SessionReason.USER_SEQUENCE_ERROR);
        takesTheNext(pair);
    }

    @Test
    void takesAUserSequenceErrorBeforeTheEndAsFailure() {
        Pair pair = Pair.bound(Mode.NORMAL_1988);
        pair.responder.override = effect -> effect instanceof AssociationEffect.Checkpoint
                ? pair.responder.machine.rejectTransfer(SessionReason.USER_SEQUENCE_ERROR)
                : null;
        pair.initiator.send(Pair.apdu(12_000));
        pair.exchange();
        pair.initiator.only(AssociationEffect.TransferFailed.class);
        assertThat(pair.initiator.told(AssociationEffect.TransferConfirmed.class))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void discardsAndTakesTheNext(Mode mode) {
        Pair pair = Pair.bound(mode);
        pair.initiator.override = effect -> effect instanceof AssociationEffect.Supply
                        && pair.initiator.told(AssociationEffect.Supply.class).size() == 3
                ? pair.initiator.machine.discardTransfer()
                : null;
        pair.initiator.send(Pair.apdu(9000));
        pair.exchange();
        assertThat(pair.initiator.only(AssociationEffect.TransferFailed.class).reason())
                .isEqualTo(-1);
        pair.responder.only(AssociationEffect.TransferAbandoned.class);
        takesTheNext(pair);
    }

    @Test
    void survivesTheCollisionOfDiscardAndRejection() {
        Pair pair = Pair.bound(Mode.NORMAL_1988);
        pair.responder.override = effect -> effect instanceof AssociationEffect.TransferEnd ? List.of() : null;
        pair.initiator.send(Pair.apdu(100));
        pair.exchange();
        pair.responder.run(pair.responder.machine.rejectTransfer(SessionReason.LOCAL_SS_USER_ERROR));
        pair.initiator.run(pair.initiator.machine.discardTransfer());
        pair.exchange();
        assertThat(pair.initiator.only(AssociationEffect.TransferFailed.class).reason())
                .isEqualTo(-1);
        takesTheNext(pair);
    }

    @Test
    void survivesTheCollisionOfDiscardAndAcknowledgement() {
        Pair pair = Pair.bound(Mode.NORMAL_1988);
        pair.initiator.send(Pair.apdu(100));
        pair.carry(pair.initiator, pair.responder);
        assertThat(pair.responder.received).hasSize(1);
        pair.initiator.run(pair.initiator.machine.discardTransfer());
        pair.exchange();
        pair.initiator.only(AssociationEffect.TransferFailed.class);
        assertThat(pair.responder.told(AssociationEffect.TransferAbandoned.class))
                .isEmpty();
        takesTheNext(pair);
    }

    @Test
    void ignoresAnAcknowledgementThatIsTooLate() {
        Pair pair = Pair.bound(Mode.NORMAL_1988);
        pair.responder.override = effect -> effect instanceof AssociationEffect.TransferEnd ? List.of() : null;
        pair.initiator.send(Pair.apdu(100));
        pair.exchange();
        pair.initiator.run(pair.initiator.machine.discardTransfer());
        pair.exchange();
        pair.responder.only(AssociationEffect.TransferAbandoned.class);
        pair.responder.run(pair.responder.machine.acknowledgeTransfer());
        assertThat(pair.responder.wire).isEmpty();
        takesTheNext(pair);
    }

    @Test
    void rejectsAnApduAboveTheLimit() {
        Pair pair = Pair.bound(Mode.X410_1988);
        pair.initiator.send(Pair.apdu((8 << 20) + 1));
        pair.exchange();
        assertThat(pair.initiator.only(AssociationEffect.TransferFailed.class).reason())
                .isEqualTo(SessionReason.UNRECOVERABLE_PROCEDURAL_ERROR);
        assertThat(pair.responder
                        .only(AssociationEffect.TransferAbandoned.class)
                        .why())
                .contains("limit");
        takesTheNext(pair);
    }

    @Test
    void answersAResumeWithAnUnrecoverableError() {
        Scripted peer = Scripted.boundResponder(Mode.NORMAL_1988);
        peer.play(
                "0100 1d28 2121 0a06 04046d746131 0b0f " + Scripted.IDENTIFIER_TIME + " 2903020101 2a0131 2903020102");
        assertThat(peer.sent()).containsExactly("02003003320106");
        peer.play("01003903320100");
        assertThat(peer.sent()).containsExactly("02003a00");
        assertThat(peer.side.told(AssociationEffect.TransferBegin.class)).isEmpty();
        assertThat(peer.side.told(AssociationEffect.TransferAbandoned.class)).isEmpty();
    }

    @Test
    void discardsWhenThePeerDoesNotAcknowledgeInTime() {
        Pair pair = Pair.bound(Mode.NORMAL_1988);
        pair.responder.override = effect -> effect instanceof AssociationEffect.TransferEnd ? List.of() : null;
        pair.initiator.send(Pair.apdu(100));
        pair.exchange();
        assertThat(pair.initiator.timers).containsExactly("rtse.TRANSFER");
        pair.initiator.run(pair.initiator.machine.timer("rtse.TRANSFER"));
        pair.exchange();
        assertThat(pair.initiator.only(AssociationEffect.TransferFailed.class).why())
                .contains("120 s");
        takesTheNext(pair);
    }

    @Test
    void abortsWhenThePeerStopsInTheMiddle() {
        Scripted peer = Scripted.boundResponder(Mode.NORMAL_1988);
        peer.play("01002d052903020101");
        assertThat(peer.side.timers).contains("rtse.TRANSFER");
        peer.side.run(peer.side.machine.timer("rtse.TRANSFER"));
        assertThat(peer.sent()).singleElement().asString().startsWith("19").endsWith("b603800103");
        assertThat(peer.side.only(AssociationEffect.Aborted.class).why()).contains("120 s");
    }

    @Test
    void refusesRequestsThatAreNotPossible() {
        Pair pair = Pair.bound(Mode.NORMAL_1988);
        assertThatThrownBy(() -> pair.responder.machine.transfer(5)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pair.responder.machine.turnGive()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pair.initiator.machine.turnPlease(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pair.responder.machine.close()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pair.initiator.machine.transfer(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnApduWithMoreCheckpointsThanSerialNumbers() {
        Pair pair = new Pair(Pair.parameters(Mode.X410_1988, false, 1, 3), Pair.acceptance(1, 3), null).bind();
        pair.initiator.run(pair.initiator.machine.transfer(999_998L * 1024 + 1));
        assertThat(pair.initiator.only(AssociationEffect.TransferFailed.class).why())
                .contains("serial numbers");
        assertThat(pair.initiator.wire).isEmpty();
        takesTheNext(pair);
    }

    private static void takesTheNext(Pair pair) {
        pair.initiator.override = effect -> null;
        pair.responder.override = effect -> null;
        pair.responder.received.clear();
        Octets apdu = Pair.apdu(7000);
        pair.initiator.send(apdu);
        pair.exchange();
        assertThat(pair.responder.received).containsExactly(apdu);
        assertThat(pair.initiator.told(AssociationEffect.Aborted.class)).isEmpty();
        assertThat(pair.responder.told(AssociationEffect.Aborted.class)).isEmpty();
        assertThat(pair.initiator.timers).isEmpty();
    }
}
