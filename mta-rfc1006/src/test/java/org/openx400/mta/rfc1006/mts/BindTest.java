package org.openx400.mta.rfc1006.mts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;

/** Binds that are refused, odd, or wrong. */
class BindTest {
    @ParameterizedTest
    @EnumSource(BindError.class)
    void carriesEachRefusalInEachMode(BindError error) {
        for (Mode mode : Mode.values()) {
            Pair pair = Pair.of(mode);
            pair.responder.override = effect ->
                    effect instanceof AssociationEffect.Bind ? pair.responder.machine.refuseBind(error) : null;
            pair.bind();
            BindError expected = mode.isNormal()
                    ? (error == BindError.CANNOT_RECOVER ? BindError.BUSY : error)
                    : switch (error) {
                        case UNACCEPTABLE_SECURITY_CONTEXT, INADEQUATE_ASSOCIATION_CONFIDENTIALITY ->
                            BindError.AUTHENTICATION_ERROR;
                        default -> error;
                    };
            AssociationEffect.Refused refused = pair.initiator.only(AssociationEffect.Refused.class);
            assertThat(refused.bindError()).isEqualTo(expected);
            assertThat(refused.layer()).isEqualTo("mts");
            assertThat(pair.initiator.tcpClosed).isTrue();
            assertThat(pair.initiator.timers).isEmpty();
            assertThat(pair.responder.told(AssociationEffect.Aborted.class)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(BindError.class)
    void rejectsForTheTimeBeingOnlyWhenBusy(BindError error) {
        Scripted peer = Scripted.responder();
        peer.side.override =
                effect -> effect instanceof AssociationEffect.Bind ? peer.side.machine.refuseBind(error) : null;
        peer.play(Scripted.CN_NORMAL);
        assertThat(peer.sent())
                .singleElement()
                .asString()
                .contains(error == BindError.BUSY ? "a203020102a305a1030201" : "a203020101a305a1030201");
    }

    @Test
    void refusesAConnectionToATransportSelectorThatIsNotOurs() {
        Pair pair = Pair.of(Mode.NORMAL_1988);
        pair.responder.override = effect -> effect instanceof AssociationEffect.TransportConnect connect
                        && connect.calledTSAPSelector().equals(Octets.latin1("X400"))
                ? pair.responder.machine.refuseTransport(3)
                : null;
        pair.bind();
        AssociationEffect.Refused refused = pair.initiator.only(AssociationEffect.Refused.class);
        assertThat(refused.layer()).isEqualTo("transport");
        assertThat(refused.why()).contains("reason 3");
        assertThat(pair.initiator.tcpClosed).isTrue();
    }

    @Test
    void refusesAnAttemptToRecoverAsBusy() {
        Scripted peer = Scripted.responder();
        peer.side.override = effect -> effect instanceof AssociationEffect.Bind
                ? peer.side.machine.refuseBind(BindError.AUTHENTICATION_ERROR)
                : null;
        peer.play(Scripted.normalConnect("80013f a317 a115 14046d746131 " + Scripted.IDENTIFIER_TIME));
        BindIndication bind = peer.side.only(AssociationEffect.Bind.class).bind();
        assertThat(bind.recovers()).isNotNull();
        assertThat(bind.mtaName()).isNull();
        assertThat(peer.sent()).singleElement().asString().startsWith("0c").endsWith("b207a105b203020100");
    }

    @Test
    void acceptsARecoveryWithTheIdentifierThatThePeerGaveAndWithoutABind() {
        String identifier = "a115 14046d746131 " + Scripted.IDENTIFIER_TIME;
        for (String cn : List.of(
                Scripted.normalConnect("80013f a317 " + identifier),
                Scripted.x410Connect("80013f a317 " + identifier))) {
            Scripted peer = Scripted.responder();
            peer.side.override = effect -> effect instanceof AssociationEffect.Bind
                    ? peer.side.machine.acceptBind(Pair.acceptance(63, 3))
                    : null;
            peer.play(cn);
            assertThat(peer.side.only(AssociationEffect.Bind.class).bind().recovers())
                    .extracting(SessionConnectionIdentifier::name)
                    .isEqualTo(peer.side.machine.sessionConnection().name());
            String ac = Scripted.hex("80013f 810103 a217 " + identifier);
            assertThat(peer.sent()).singleElement().asString().startsWith("0e").endsWith(ac);
        }
    }

    @Test
    void refusesAnAttemptToRecoverInX410Mode() {
        Scripted peer = Scripted.responder();
        peer.side.override = effect -> effect instanceof AssociationEffect.Bind
                ? peer.side.machine.refuseBind(BindError.AUTHENTICATION_ERROR)
                : null;
        peer.play(Scripted.x410Connect("80013f 810103 a317 a115 14046d746131 " + Scripted.IDENTIFIER_TIME));
        assertThat(peer.sent()).singleElement().asString().endsWith("3103800101");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a304a0020500", "a304a0028000", "a3028000"})
    void takesABindWithoutNameAndPassword(String connectionData) {
        Scripted peer = Scripted.responder();
        peer.side.override = effect -> effect instanceof AssociationEffect.Bind
                ? peer.side.machine.refuseBind(BindError.AUTHENTICATION_ERROR)
                : null;
        peer.play(Scripted.x410Connect("80013f " + connectionData));
        BindIndication bind = peer.side.only(AssociationEffect.Bind.class).bind();
        assertThat(bind.mtaName()).isNull();
        assertThat(bind.password()).isNull();
        assertThat(bind.windowSize()).isEqualTo(3);
        assertThat(bind.mode()).isEqualTo(Mode.X410_1984);
    }

    @Test
    void tellsStrongCredentialsApart() {
        Scripted peer = Scripted.responder();
        peer.side.override = effect -> effect instanceof AssociationEffect.Bind
                ? peer.side.machine.refuseBind(BindError.AUTHENTICATION_ERROR)
                : null;
        peer.play(Scripted.x410Connect("a310 a00e a10c 80046d746131 a104 a002 8000"));
        BindIndication bind = peer.side.only(AssociationEffect.Bind.class).bind();
        assertThat(bind.strongCredentials()).isTrue();
        assertThat(bind.password()).isNull();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void waitsAsLongAsTheOneWhoAcceptsSays(Mode mode) {
        Scripted peer = Scripted.responder();
        peer.side.acceptance =
                new BindAcceptance("mta2", Secret.of("secret2"), 63, 3, Duration.ofSeconds(7), Duration.ofSeconds(9));
        peer.play(Scripted.cn(mode));
        peer.side.override = effect -> effect instanceof AssociationEffect.TransferEnd ? List.of() : null;
        peer.play("01002d052903020101");
        assertThat(peer.side.delays).containsEntry("rtse.TRANSFER", Duration.ofSeconds(9));
        peer.side.run(peer.side.machine.abort("enough"));
        assertThat(peer.side.delays).containsEntry("session.TIM", Duration.ofSeconds(7));
    }

    @Test
    void neverShowsAPassword() {
        Pair pair = Pair.bound(Mode.NORMAL_1988);
        assertThat(pair.responder.told.toString()).doesNotContain("secret").doesNotContain("736563726574");
        assertThat(pair.initiator.told.toString()).doesNotContain("secret").doesNotContain("736563726574");
    }

    @Test
    void refusesAnotherApplicationContextWithDiagnosticTwo() {
        Scripted peer = Scripted.responder();
        peer.play(Scripted.hex(Scripted.CN_NORMAL).replace("a106060456000106", "a106060456000105"));
        assertThat(peer.sent()).singleElement().asString().startsWith("0c").endsWith("a203020101a305a103020102");
        AssociationEffect.Aborted aborted = peer.side.only(AssociationEffect.Aborted.class);
        assertThat(aborted.layer()).isEqualTo("acse");
        assertThat(aborted.why()).contains("2.6.0.1.5");
        assertThat(aborted.fault().violation()).isTrue();
    }

    @Test
    void refusesAnUnknownContextAndSoTheAssociation() {
        Scripted peer = Scripted.responder();
        peer.play(Scripted.hex(Scripted.CN_NORMAL).replace("060456000207", "060456000208"));
        String sent = peer.sent().get(0);
        // third context: provider-rejection, abstract syntax not supported
        assertThat(sent).startsWith("0c").contains("3006800102820101");
        assertThat(peer.side.only(AssociationEffect.Aborted.class).why()).contains("2.6.0.2.7");
    }

    @Test
    void refusesAContextOnlyInAnotherTransferSyntax() {
        Scripted peer = Scripted.responder();
        peer.play(Scripted.hex(Scripted.CN_NORMAL).replace("060456000207300406025101", "060456000207300406025102"));
        assertThat(peer.sent()).singleElement().asString().contains("3006800102820102");
    }

    @Test
    void refusesAnUnknownApplicationProtocol() {
        Scripted peer = Scripted.responder();
        peer.play(String.format(Scripted.CN_X410, 3));
        assertThat(peer.sent()).singleElement().asString().endsWith("3103800102");
        assertThat(peer.side.only(AssociationEffect.Aborted.class).why()).contains("applicationProtocol 3");
    }

    @Test
    void refusesFunctionalUnitsThatDoNotSuffice() {
        Scripted peer = Scripted.responder();
        peer.play(Scripted.hex(Scripted.CN_NORMAL).replace("14020249", "14020209"));
        assertThat(peer.sent()).singleElement().asString().startsWith("0c");
        assertThat(peer.side.only(AssociationEffect.Aborted.class).layer()).isEqualTo("session");
    }

    @Test
    void answersAnUnreadableConnectPpduWithArp() {
        Scripted peer = Scripted.responder();
        peer.play(Scripted.hex(Scripted.CN_NORMAL).replace("317fa003800101", "307fa003800101"));
        assertThat(peer.sent()).singleElement().asString().startsWith("19").endsWith("3003800101");
        AssociationEffect.Aborted aborted = peer.side.only(AssociationEffect.Aborted.class);
        assertThat(aborted.layer()).isEqualTo("presentation");
        assertThat(aborted.why()).contains("at octet 0");
    }

    @Test
    void answersAnUnreadableBindWithRtab() {
        Scripted peer = Scripted.responder();
        peer.play(Scripted.x410Connect("a306 a004 a102 8500"));
        assertThat(peer.sent()).singleElement().asString().endsWith("3103800104");
        assertThat(peer.side.only(AssociationEffect.Aborted.class).layer()).isEqualTo("mts");
    }

    @Test
    void givesUpWhenNobodyAnswersTheBind() {
        Scripted peer = Scripted.initiator(Mode.NORMAL_1988);
        peer.sent();
        assertThat(peer.side.timers).contains("mts.BIND");
        peer.side.run(peer.side.machine.timer("mts.BIND"));
        assertThat(peer.side.only(AssociationEffect.Aborted.class).why()).contains("30 s");
        assertThat(peer.sent()).singleElement().asString().startsWith("19");
    }

    @Test
    void givesUpWhenNobodyAnswersTheConnectionRequest() {
        Side side = new Side(
                OsiMtaAssociation.initiator(Pair.parameters(Mode.NORMAL_1988, false, 1, 1)), Pair.acceptance(1, 1));
        side.run(side.machine.connected());
        side.run(side.machine.timer("mts.BIND"));
        side.only(AssociationEffect.Aborted.class);
        assertThat(side.tcpClosed).isTrue();
    }

    @Test
    void tellsOnceWhenTcpIsLost() {
        for (Mode mode : Mode.values()) {
            Pair pair = Pair.bound(mode);
            pair.initiator.run(pair.initiator.machine.disconnected("reset"));
            pair.initiator.run(pair.initiator.machine.disconnected("reset"));
            assertThat(pair.initiator.only(AssociationEffect.Aborted.class))
                    .isEqualTo(new AssociationEffect.Aborted("transport", "reset", Fault.NONE));
            assertThat(pair.initiator.machine.mayTransfer()).isFalse();
            assertThat(pair.initiator.machine.abort("again")).isEmpty();
        }
    }
}
