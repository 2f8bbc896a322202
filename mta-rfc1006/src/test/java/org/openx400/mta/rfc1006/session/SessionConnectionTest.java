package org.openx400.mta.rfc1006.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;

class SessionConnectionTest {
    private static final Octets ACTIVITY = Octets.hex("020101");
    private static final Octets AB_PROTOCOL_ERROR = Octets.hex("1903 110105");

    @Test
    void offersWhatTheUserAsksFor() {
        TestSession initiator = TestSession.initiator();

        initiator.perform(initiator.connection.connect(TestSession.CONNECT));
        initiator.perform(initiator.connection.transportConnected());

        assertThat(initiator.sent)
                .containsExactly(Octets.hex("0d2d 0119 0a06 04046d746131 0b0f 170d3236313132303231333030305a"
                        + "0509 130100 160103 1a0100 14020249 c101aa"));
        assertThat(initiator.timers).containsKey(SessionTimer.CONNECT);
    }

    @ParameterizedTest
    @CsvSource({"01, 1", "02, 2", "03, 2"})
    void takesTheVersionThatTheAcPicksFromTheOffer(String selected, int version) {
        TestSession initiator = connecting(TestSession.CONNECT);

        initiator.receive("0e0f 0509 130100 1601" + selected + "1a0100 14020249");

        assertThat(initiator.indications).hasSize(1);
        assertThat(((SessionIndication.Accepted) initiator.indications.get(0))
                        .accept()
                        .version())
                .isEqualTo(version);
        assertThat(initiator.timers).isEmpty();
        assertThat(initiator.connection.tokens()).isEqualTo(Tokens.ALL);
    }

    @Test
    void abortsWhenTheAcPicksAVersionNotOffered() {
        TestSession initiator = connecting(
                new SConnect(SpduVectors.IDENTIFIER, Octets.NONE, Octets.NONE, true, false, 0x0249, true, Octets.NONE));

        initiator.receive("0e0f 0509 130100 160102 1a0100 14020249");

        assertFault(initiator, "AC at octet 0: selects version bits 2, not offered in state WAIT_AC");
    }

    @Test
    void abortsWhenTheAcGivesTheTokensToTheOtherSideThanTheCn() {
        TestSession initiator = connecting(TestSession.CONNECT);

        initiator.receive("0e0f 0509 130100 160102 1a0115 14020249");

        assertFault(initiator, "AC at octet 0: sets the tokens to 15, CN to 00 in state WAIT_AC");
    }

    @Test
    void ignoresTheReleaseTokenOfTheAc() {
        TestSession initiator = connecting(TestSession.CONNECT);

        initiator.receive("0e0f 0509 130100 160102 1a0140 14020249");

        assertThat(initiator.indications).singleElement().isInstanceOf(SessionIndication.Accepted.class);
    }

    @ParameterizedTest
    @CsvSource({"false, false, 585", "true, true, 841", "true, true, 521"})
    void offersNothingThatItDoesNotHave(boolean version1, boolean version2, int requirements) {
        SConnect connect = new SConnect(
                SpduVectors.IDENTIFIER, Octets.NONE, Octets.NONE, version1, version2, requirements, true, Octets.NONE);

        assertThatThrownBy(() -> TestSession.initiator().connection.connect(connect))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void indicatesConnectAndEchoesTheIdentifierInTheAc() {
        TestSession responder = TestSession.responder();
        responder.perform(responder.connection.transportConnected());
        assertThat(responder.timers).containsKey(SessionTimer.CONNECT);

        responder.receive(SpduVectors.cn(3, TsduSizes.UNLIMITED, Octets.hex("aa")));
        assertThat(responder.indications).containsExactly(new SessionIndication.Connect(TestSession.CONNECT));
        assertThat(responder.timers).isEmpty();

        responder.perform(responder.connection.accept(TestSession.ACCEPT));
        assertThat(responder.sent)
                .containsExactly(Octets.hex("0e2d 0119 0906 04046d746131 0b0f 170d3236313132303231333030305a"
                        + "0509 130100 160102 1a0100 14020249 c101bb"));
    }

    @ParameterizedTest
    @CsvSource({
        "no known version, 0d0f 0509 130100 160104 1a0100 14020249, 0c0d 110101 14020249 160103 320184",
        "no activity management, 0d0f 0509 130100 160102 1a0100 14020209, 0c0a 110101 14020249 320186",
        "tokens on both sides, 0d0f 0509 130100 160102 1a0101 14020249, 0c0a 110101 14020249 320186",
        "TSDUs of 8 octets, 0d15 050f 130100 150400080008 160102 1a0100 14020249, 0c0a 110101 14020249 320186"
    })
    void refusesACnThatItCannotServe(String what, String cn, String rf) {
        TestSession responder = TestSession.responder();
        responder.perform(responder.connection.transportConnected());

        responder.receive(cn);

        assertThat(responder.sent).as(what).containsExactly(Octets.hex(rf));
        assertThat(responder.state()).isEqualTo(SessionState.WAIT_TDISC);
        assertThat(responder.timers).containsOnlyKeys(SessionTimer.TIM);
        assertThat(responder.indications).singleElement().isInstanceOf(SessionIndication.ProviderAbort.class);
    }

    @Test
    void refusesWithTheUsersReasonAndWaitsForThePeerToDisconnect() {
        TestSession responder = TestSession.responder();
        responder.perform(responder.connection.transportConnected());
        responder.receive(SpduVectors.cn(2, TsduSizes.UNLIMITED, Octets.NONE));
        responder.forget();

        responder.perform(responder.connection.refuse(new SRefuse(2, Octets.hex("3103800102"))));

        assertThat(responder.sent).containsExactly(Octets.hex("0c0f 110101 14020249 3206 02 3103800102"));
        assertThat(responder.transportDisconnected).isFalse();
        responder.ranOut(SessionTimer.TIM);
        assertThat(responder.transportDisconnected).isTrue();
        assertThat(responder.indications).isEmpty();
    }

    @Test
    void tellsTheInitiatorWhyItWasRefused() {
        TestSession initiator = connecting(TestSession.CONNECT);

        initiator.receive("0c0f 110101 14020249 3206 02 3103800102");

        assertThat(initiator.indications)
                .containsExactly(new SessionIndication.Refused(new SRefuse(2, Octets.hex("3103800102"))));
        assertThat(initiator.transportDisconnected).isTrue();
        assertThat(initiator.state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    void offersOnlyVersion2WhenTheUserDataNeedsIt() {
        TestSession initiator = connecting(withUserData(600));

        Octets cn = initiator.sent.get(0);
        assertThat(cn.toHex()).contains("160102").contains("c2ff0258");
        assertThatThrownBy(() -> TestSession.initiator()
                        .connection
                        .connect(new SConnect(
                                SpduVectors.IDENTIFIER,
                                Octets.NONE,
                                Octets.NONE,
                                true,
                                false,
                                0x0249,
                                true,
                                Octets.wrap(new byte[513]))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {10_241, 80_000})
    void carriesLongUserDataOfConnectByOverflow(int length) {
        TestSession initiator = connecting(withUserData(length));
        TestSession responder = TestSession.responder();
        responder.perform(responder.connection.transportConnected());

        responder.receive(initiator.sent.get(0));
        initiator.receive(responder.sent.get(0));
        initiator.sent.subList(1, initiator.sent.size()).forEach(responder::receive);

        assertThat(responder.sent).containsExactly(Octets.hex("1003 160102"));
        assertThat(responder.indications)
                .singleElement()
                .isInstanceOfSatisfying(
                        SessionIndication.Connect.class,
                        connect -> assertThat(connect.connect().userData())
                                .isEqualTo(withUserData(length).userData()));
    }

    @Test
    void boundsTheUserDataOfConnect() {
        TestSession responder = new TestSession(SessionConnection.responder(
                new SessionLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 0, 10_300)));
        responder.perform(responder.connection.transportConnected());
        responder.receive(connecting(withUserData(20_000)).sent.get(0));
        responder.forget();

        responder.receive(new Spdu.Cdo(Enclosure.MIDDLE, Octets.wrap(new byte[61])));

        assertThat(responder.sent).containsExactly(Octets.hex("1903 110111"));
        assertThat(responder.indications).singleElement().isInstanceOf(SessionIndication.ProviderAbort.class);
    }

    @Test
    void segmentsSsdusWhereATsduSizeWasAgreed() {
        SessionLimits limits =
                new SessionLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 64, 1000);
        TestSession sender = new TestSession(SessionConnection.initiator(limits));
        TestSession receiver = new TestSession(SessionConnection.responder(limits));
        sender.perform(sender.connection.connect(TestSession.CONNECT));
        sender.perform(sender.connection.transportConnected());
        receiver.perform(receiver.connection.transportConnected());
        receiver.receive(sender.sent.get(0));
        receiver.perform(receiver.connection.accept(TestSession.ACCEPT));
        sender.receive(receiver.sent.get(0));
        sender.forget().perform(sender.connection.activityStart(ACTIVITY));
        receiver.forget().receive(sender.sent.get(0));

        Octets ssdu = withUserData(300).userData();
        sender.forget();
        sender.perform(sender.connection.data(ssdu.slice(0, 100), false));
        sender.perform(sender.connection.data(ssdu.from(100), true));
        receiver.forget();
        sender.sent.forEach(receiver::receive);

        assertThat(sender.sent)
                .hasSize(6)
                .allSatisfy(tsdu -> assertThat(tsdu.length()).isBetween(1, 64));
        assertThat(sender.sent.get(0).slice(0, 7)).isEqualTo(Octets.hex("0100 0103 190101"));
        assertThat(sender.sent.get(1).slice(0, 7)).isEqualTo(Octets.hex("0100 0103 190100"));
        assertThat(sender.sent.get(5).slice(0, 7)).isEqualTo(Octets.hex("0100 0103 190102"));
        assertThat(receiver.indications).containsExactly(new SessionIndication.Data(ssdu));
    }

    @ParameterizedTest
    @CsvSource({
        "goes on with no SSDU, 0100 0103 190102 aa, 0100 0100 aa",
        "begins an SSDU within another, 0100 0103 190101 aa, 0100 0100 bb",
        "came between the segments, 0100 0103 190101 aa, 0100 3103 2a0131"
    })
    void refusesSegmentsOutOfOrder(String why, String first, String second) {
        TestSession receiver = TestSession.connectedResponder();
        receiver.receive("0100 2d05 2903 020101");

        receiver.receive(first);
        receiver.receive(second);

        assertThat(receiver.indications.get(receiver.indications.size() - 1))
                .isInstanceOfSatisfying(
                        SessionIndication.ProviderAbort.class,
                        abort -> assertThat(abort.why()).contains(why));
    }

    @Test
    void streamsAnSsduAsOneTsdu() {
        TestSession sender = TestSession.connectedInitiator();
        sender.perform(sender.connection.activityStart(ACTIVITY)).forget();

        sender.perform(sender.connection.data(Octets.hex("aa"), false));
        sender.perform(sender.connection.data(Octets.hex("bb"), true));

        assertThat(sender.sent).containsExactly(Octets.hex("0100 0100 aabb"));
    }

    @Test
    void endsTheTsduOfAnSsduThatIsInterrupted() {
        TestSession sender = TestSession.connectedInitiator();
        sender.perform(sender.connection.activityStart(ACTIVITY)).forget();
        sender.perform(sender.connection.data(Octets.hex("aa"), false));

        sender.perform(sender.connection.activityInterrupt(SessionReason.LOCAL_SS_USER_ERROR));

        assertThat(sender.sent).containsExactly(Octets.hex("0100 0100 aa"), Octets.hex("0100 1903 320105"));
    }

    @Test
    void letsNothingIntoAnSsduThatIsUnderWay() {
        TestSession sender = TestSession.connectedInitiator();
        sender.perform(sender.connection.activityStart(ACTIVITY));
        sender.perform(sender.connection.tokenGive(new Tokens(0x04)));
        sender.perform(sender.connection.data(Octets.hex("aa"), false));

        assertThatThrownBy(() -> sender.connection.tokenPlease(new Tokens(0x04), Octets.NONE))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sender.connection.syncMinor()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void countsSynchronizationPointsAndTakesTheEndForOne() {
        TestSession sender = TestSession.connectedInitiator();
        sender.perform(sender.connection.activityStart(ACTIVITY)).forget();

        assertThat(sender.connection.nextSerial()).isEqualTo(1);
        sender.perform(sender.connection.syncMinor());
        sender.perform(sender.connection.syncMinor());
        sender.perform(sender.connection.activityEnd());
        assertThat(sender.sent)
                .containsExactly(
                        Octets.hex("0100 3103 2a0131"), Octets.hex("0100 3103 2a0132"), Octets.hex("0100 2903 2a0133"));

        sender.receive("0200 3203 2a0132");
        sender.receive("0200 2a03 2a0133");
        assertThat(sender.indications)
                .containsExactly(new SessionIndication.SyncMinorConfirmed(2), new SessionIndication.ActivityEnded(3));
        assertThat(sender.state()).isEqualTo(SessionState.DATA);
    }

    @Test
    void resumesAfterTheSerialOfTheAr() {
        TestSession receiver = TestSession.connectedResponder();

        receiver.receive(new Spdu.Ar(ACTIVITY, Octets.hex("020100"), 7, SpduVectors.IDENTIFIER, Octets.NONE));

        assertThat(receiver.connection.nextSerial()).isEqualTo(8);
        assertThat(receiver.indications)
                .containsExactly(new SessionIndication.ActivityResume(
                        ACTIVITY, Octets.hex("020100"), 7, SpduVectors.IDENTIFIER, Octets.NONE));
    }

    @ParameterizedTest
    @CsvSource({"0100 3103 2a0132, 2", "0100 3103 2a0130, 0", "0100 2903 2a0132, 2"})
    void refusesASynchronizationPointOutOfSequence(String spdu, int serial) {
        TestSession receiver = TestSession.connectedResponder();
        receiver.receive("0100 2d05 2903 020101");
        receiver.forget().receive(spdu);

        assertFault(receiver, "has serial number " + serial + ", not 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0200 3203 2a0130", "0200 3203 2a0132", "0200 3203 2a0133", "0200 2a03 2a0132"})
    void refusesAConfirmationOfWhatIsNotToBeConfirmed(String spdu) {
        TestSession sender = TestSession.connectedInitiator();
        sender.perform(sender.connection.activityStart(ACTIVITY));
        sender.perform(sender.connection.syncMinor());
        sender.receive("0200 3203 2a0131");
        sender.perform(sender.connection.syncMinor());
        sender.receive("0200 3203 2a0132");
        sender.perform(sender.connection.activityEnd()).forget();

        sender.receive(spdu); // 0 and 2 are confirmed, 3 is the end's own

        assertThat(sender.sent).containsExactly(AB_PROTOCOL_ERROR);
        assertThat(sender.indications).singleElement().isInstanceOf(SessionIndication.ProviderAbort.class);
    }

    @Test
    void answersSynchronizationPointsAndTheEnd() {
        TestSession receiver = TestSession.connectedResponder();
        receiver.receive("0100 2d05 2903 020101");
        receiver.receive("0100 3103 2a0131");
        receiver.receive("0100 2903 2a0132");
        receiver.forget();

        receiver.perform(receiver.connection.syncMinorResponse(1));
        receiver.perform(receiver.connection.activityEndResponse());

        assertThat(receiver.sent).containsExactly(Octets.hex("0200 3203 2a0131"), Octets.hex("0200 2a03 2a0132"));
    }

    @Test
    void takesAllTokensBackAfterAnInterruptAndGivesThemUpWhenInterrupted() {
        TestSession sender = TestSession.connectedInitiator();
        sender.perform(sender.connection.activityStart(ACTIVITY));
        sender.perform(sender.connection.tokenGive(Tokens.DATA));
        sender.perform(sender.connection.activityInterrupt(0)).forget();
        sender.receive("0200 3203 2a0131");
        sender.receive("0200 3003 320101");
        assertThat(sender.indications).as("MIA and ED cross AI").isEmpty();
        sender.receive("0200 1a00");
        assertThat(sender.connection.tokens()).isEqualTo(Tokens.ALL);

        TestSession receiver = TestSession.connectedResponder();
        receiver.receive("0100 2d05 2903 020101");
        receiver.receive("0103 100101");
        assertThat(receiver.connection.tokens()).isEqualTo(Tokens.DATA);
        receiver.receive("0100 3903 320100");
        receiver.forget().perform(receiver.connection.activityDiscardResponse());
        assertThat(receiver.sent).containsExactly(Octets.hex("0200 3a00"));
        assertThat(receiver.connection.tokens()).isEqualTo(Tokens.NONE);
    }

    @Test
    void discardsDataAfterAnExceptionReportUntilTheActivityIsDiscarded() {
        TestSession receiver = TestSession.connectedResponder();
        receiver.receive("0100 2d05 2903 020101");
        receiver.forget().perform(receiver.connection.exceptionReport(6));
        assertThat(receiver.sent).containsExactly(Octets.hex("0200 3003 320106"));

        receiver.receive("0100 0100 aa");
        receiver.receive("0100 3103 2a0131");
        receiver.receive("0100 2903 2a0132");
        receiver.receive("0100 3903 320100");

        assertThat(receiver.indications).containsExactly(new SessionIndication.ActivityDiscard(0));
    }

    @Test
    void makesTheSenderReactToAnExceptionReport() {
        TestSession sender = TestSession.connectedInitiator();
        sender.perform(sender.connection.activityStart(ACTIVITY));
        sender.perform(sender.connection.syncMinor());
        sender.perform(sender.connection.activityEnd()).forget();

        sender.receive("0200 3003 320101");
        sender.receive("0200 3203 2a0131");

        assertThat(sender.indications).containsExactly(new SessionIndication.ExceptionReport(1, Octets.NONE));
        assertThatThrownBy(() -> sender.connection.data(Octets.of(1), true)).isInstanceOf(IllegalStateException.class);
        sender.perform(sender.connection.activityDiscard(SessionReason.LOCAL_SS_USER_ERROR));
        assertThat(sender.sent).containsExactly(Octets.hex("0100 3903 320105"));
    }

    @Test
    void movesAllTokensByControlGive() {
        TestSession giver = TestSession.connectedInitiator();
        TestSession taker = TestSession.connectedResponder();

        taker.perform(taker.connection.tokenPlease(Tokens.DATA, Octets.hex("020105")));
        giver.receive(taker.sent.get(0));
        giver.perform(giver.connection.controlGive());
        taker.receive(giver.sent.get(0));
        giver.receive(taker.sent.get(1));

        assertThat(giver.indications)
                .containsExactly(
                        new SessionIndication.TokenPlease(Tokens.DATA, Octets.hex("020105")),
                        new SessionIndication.ControlGiven());
        assertThat(taker.indications).containsExactly(new SessionIndication.ControlGive());
        assertThat(giver.connection.tokens()).isEqualTo(Tokens.NONE);
        assertThat(taker.connection.tokens()).isEqualTo(Tokens.ALL);
    }

    @Test
    void releasesInOrder() {
        TestSession initiator = TestSession.connectedInitiator();
        TestSession responder = TestSession.connectedResponder();

        initiator.perform(initiator.connection.release(Octets.hex("61")));
        assertThat(initiator.timers).containsOnlyKeys(SessionTimer.RELEASE);
        responder.receive(initiator.sent.get(0));
        assertThat(responder.indications).containsExactly(new SessionIndication.Release(Octets.hex("61")));
        responder.perform(responder.connection.releaseResponse(Octets.hex("62")));
        initiator.receive(responder.sent.get(0));

        assertThat(initiator.indications).containsExactly(new SessionIndication.Released(Octets.hex("62")));
        assertThat(initiator.transportDisconnected).isTrue();
        assertThat(initiator.timers).isEmpty();
        assertThat(responder.transportDisconnected).isFalse();
        assertThat(responder.timers).containsOnlyKeys(SessionTimer.TIM);
        responder.perform(responder.connection.transportDisconnected("end of stream"));
        assertThat(responder.timers).isEmpty();
        assertThat(responder.indications).hasSize(1);
    }

    @Test
    void releasesTheTransportConnectionItselfWhenThePeerWouldUseItAgain() {
        TestSession responder = TestSession.connectedResponder();

        responder.receive(new Spdu.Fn(true, Octets.hex("61")));
        responder.perform(responder.connection.releaseResponse(Octets.hex("62")));

        assertThat(responder.sent).containsExactly(Octets.hex("0a03 c10162"));
        assertThat(responder.transportDisconnected).isTrue();
        assertThat(responder.timers).isEmpty();
        assertThat(responder.indications).hasSize(1);
    }

    @Test
    void abortsWithTheUsersDataAndWaitsForItsAcceptance() {
        TestSession session = TestSession.connectedInitiator();

        session.perform(session.connection.userAbort(Octets.hex("3103800103")));

        assertThat(session.sent).containsExactly(Octets.hex("190a 110103 c105 3103800103"));
        assertThat(session.timers).containsOnlyKeys(SessionTimer.TIM);
        session.receive("0100 0100 aa");
        assertThat(session.transportDisconnected).isFalse();
        session.receive("1a00");
        assertThat(session.transportDisconnected).isTrue();
        assertThat(session.indications).isEmpty();
    }

    @Test
    void leavesAbortDataOutThatVersion1HasNoRoomFor() {
        TestSession session = connecting(TestSession.CONNECT);

        session.perform(session.connection.userAbort(Octets.wrap(new byte[10])));

        assertThat(session.sent.get(1)).isEqualTo(Octets.hex("1903 110103"));
    }

    @Test
    void tellsUserAbortFromProviderAbort() {
        TestSession user = TestSession.connectedInitiator();
        user.receive("190a 110102 c105 3103800103");
        assertThat(user.indications).containsExactly(new SessionIndication.UserAbort(Octets.hex("3103800103")));
        assertThat(user.sent).containsExactly(Octets.hex("1a00"));
        assertThat(user.transportDisconnected).isTrue();

        TestSession provider = TestSession.connectedInitiator();
        provider.receive("1903 110105");
        assertThat(provider.indications)
                .containsExactly(
                        new SessionIndication.ProviderAbort("session: the peer aborted: protocol error", Fault.NONE));
    }

    @Test
    void abortsWhenAnAnswerDoesNotComeInTime() {
        TestSession session = connecting(TestSession.CONNECT);

        session.ranOut(SessionTimer.CONNECT);

        assertThat(session.sent.get(1)).isEqualTo(Octets.hex("1903 110109"));
        assertThat(session.indications)
                .containsExactly(
                        new SessionIndication.ProviderAbort("session: no answer in time in state WAIT_AC", Fault.NONE));
    }

    @Test
    void disconnectsWhenNoCnComesInTime() {
        TestSession session = TestSession.responder();
        session.perform(session.connection.transportConnected());

        session.ranOut(SessionTimer.CONNECT);

        assertThat(session.transportDisconnected).isTrue();
        assertThat(session.sent).isEmpty();
    }

    @Test
    void ignoresATimerThatWasCancelledWhileItRanOut() {
        TestSession session = TestSession.connectedInitiator();

        session.ranOut(SessionTimer.CONNECT);

        assertThat(session.state()).isEqualTo(SessionState.DATA);
        assertThat(session.indications).isEmpty();
    }

    @Test
    void takesTheLossOfTheTransportForAProviderAbort() {
        TestSession session = TestSession.connectedInitiator();

        session.perform(session.connection.transportDisconnected("connection reset"));

        assertThat(session.indications)
                .containsExactly(new SessionIndication.ProviderAbort("connection reset", Fault.NONE));
    }

    @Test
    void ignoresRequestsOnceItIsOver() {
        TestSession session = TestSession.connectedInitiator();
        session.receive("1903 110105");
        session.forget();

        session.perform(session.connection.activityStart(ACTIVITY));
        session.perform(session.connection.userAbort(Octets.NONE));

        assertThat(session.sent).isEmpty();
    }

    @Test
    void ignoresAnEmptyPrefixAlone() {
        TestSession session = TestSession.connectedResponder();

        session.receive("0100");
        session.receive("0200");

        assertThat(session.state()).isEqualTo(SessionState.DATA);
        assertThat(session.indications).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AS without tokens, 0100 2d05 2903020101",
        "FN without tokens, 0903 110101",
        "GTC without tokens, 1500",
        "GT of tokens that are here, 0103 100101",
        "PT of the release token, 0203 100140"
    })
    void refusesWhatNeedsTokensThatThePeerDoesNotHave(String what, String tsdu) {
        TestSession owner = TestSession.connectedInitiator();

        owner.receive(tsdu);

        assertThat(owner.sent).as(what).containsExactly(AB_PROTOCOL_ERROR);
        assertThat(owner.state()).isEqualTo(SessionState.WAIT_AA);
    }

    @Test
    void refusesDataFromThePeerWhileTheDataTokenIsHere() {
        TestSession owner = TestSession.connectedInitiator();
        owner.perform(owner.connection.activityStart(ACTIVITY)).forget();

        owner.receive("0100 0100 aa");

        assertFault(owner, "DT at octet 0: came without the data token in state ACTIVITY");
    }

    private static void assertFault(TestSession session, String why) {
        assertThat(session.sent.get(session.sent.size() - 1)).isEqualTo(AB_PROTOCOL_ERROR);
        assertThat(session.indications)
                .singleElement()
                .isInstanceOfSatisfying(SessionIndication.ProviderAbort.class, abort -> {
                    assertThat(abort.fault().violation()).isTrue();
                    assertThat(abort.why()).startsWith("session: ").contains(why);
                });
    }

    private static TestSession connecting(SConnect connect) {
        TestSession initiator = TestSession.initiator();
        initiator.perform(initiator.connection.transportConnected());
        return initiator.perform(initiator.connection.connect(connect));
    }

    private static SConnect withUserData(int length) {
        byte[] userData = new byte[length];
        for (int i = 0; i < length; i++) {
            userData[i] = (byte) (i % 251);
        }
        return new SConnect(
                SpduVectors.IDENTIFIER,
                Octets.NONE,
                Octets.NONE,
                true,
                true,
                FunctionalUnits.RTSE,
                true,
                Octets.wrap(userData));
    }
}
