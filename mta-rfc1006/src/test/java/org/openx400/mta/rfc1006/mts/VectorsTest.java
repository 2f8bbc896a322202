package org.openx400.mta.rfc1006.mts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.session.SessionReason;

/** Octet for octet what X.225, X.226, X.227 and X.228 have, both modes, both sides. */
class VectorsTest {
    @ParameterizedTest
    @EnumSource(Mode.class)
    void callsWithTheBindInItsPlace(Mode mode) {
        Scripted peer = Scripted.initiator(mode);
        assertThat(peer.sent()).containsExactly(Scripted.hex(Scripted.cn(mode)));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void answersABind(Mode mode) {
        Scripted peer = Scripted.responder();
        peer.play(Scripted.cn(mode));
        assertThat(peer.sent())
                .singleElement()
                .asString()
                .startsWith("0e")
                .endsWith(Scripted.hex(mode.isNormal() ? Scripted.CPA_NORMAL : Scripted.CPA_X410));
        BindIndication bind = peer.side.only(AssociationEffect.Bind.class).bind();
        assertThat(bind.mode()).isEqualTo(mode);
        assertThat(bind.mtaName()).isEqualTo("mta1");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void readsTheAnswerToABind(Mode mode) {
        Scripted peer = Scripted.boundInitiator(mode);
        assertThat(peer.side.only(AssociationEffect.Bound.class).result())
                .isEqualTo(new BindResult("mta2", Octets.latin1("secret2"), 63, 3));
    }

    @Test
    void transfersInNormalModeAsExternalInAnOctetString() {
        Scripted peer = Scripted.boundInitiator(Mode.NORMAL_1988);
        peer.side.send(Octets.hex("a003020107"));
        assertThat(peer.sent())
                .containsExactly(
                        "01002d052903020101",
                        Scripted.hex("0100 0100 6115 3013 020103 a00e 040c 280a 020105 a005 a003020107"),
                        "010029032a0131");
        peer.play("02002a032a0131");
        peer.side.only(AssociationEffect.TransferConfirmed.class);
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = "NORMAL_1988", mode = EnumSource.Mode.EXCLUDE)
    void transfersInX410ModeBare(Mode mode) {
        Scripted peer = Scripted.boundInitiator(mode);
        peer.side.send(Octets.hex("a003020107"));
        assertThat(peer.sent())
                .containsExactly("01002d052903020101", Scripted.hex("0100 0100 a003020107"), "010029032a0131");
    }

    @Test
    void asksAndConfirmsAtCheckpoints() {
        Scripted sender = Scripted.boundInitiator(Mode.X410_1988);
        sender.side.send(Pair.apdu(63 * 1024 + 1));
        List<String> sent = sender.sent();
        assertThat(sent.get(2)).isEqualTo("010031032a0131");
        assertThat(sent.get(sent.size() - 1)).isEqualTo("010029032a0132");

        Scripted receiver = Scripted.boundResponder(Mode.X410_1988);
        receiver.play("01002d052903020101", "01000100a003", "010031032a0131");
        assertThat(receiver.sent()).isEmpty(); // a third of the window: one confirmation covers more
        receiver.play("010001000201", "010031032a0132", "0100010007", "010029032a0133");
        assertThat(receiver.sent()).containsExactly("020032032a0132", "02002a032a0133");
        assertThat(receiver.side.received).containsExactly(Octets.hex("a003020107"));
    }

    @Test
    void releasesWithRlrqAndRlre() {
        Scripted caller = Scripted.boundInitiator(Mode.NORMAL_1988);
        caller.side.run(caller.side.machine.close());
        assertThat(caller.sent()).containsExactly("0913110101c10e610c300a020101a0056203800100");
        caller.play("0a10c10e610c300a020101a0056303800100");
        caller.side.only(AssociationEffect.Closed.class);
        assertThat(caller.side.tcpClosed).isTrue();

        Scripted called = Scripted.boundResponder(Mode.NORMAL_1988);
        called.play("0913110101c10e610c300a020101a0056203800100");
        assertThat(called.sent()).containsExactly("0a10c10e610c300a020101a0056303800100");
        called.side.only(AssociationEffect.Closed.class);
    }

    @Test
    void releasesBareInX410Mode() {
        Scripted caller = Scripted.boundInitiator(Mode.X410_1984);
        caller.side.run(caller.side.machine.close());
        assertThat(caller.sent()).containsExactly("0903110101");
        caller.play("0a00");
        caller.side.only(AssociationEffect.Closed.class);
    }

    @Test
    void refusesInNormalModeWithRtorjInAareInCpr() {
        Scripted peer = Scripted.responder();
        peer.side.override = effect -> effect instanceof AssociationEffect.Bind
                ? peer.side.machine.refuseBind(BindError.AUTHENTICATION_ERROR)
                : null;
        peer.play(Scripted.CN_NORMAL);
        assertThat(peer.sent())
                .singleElement()
                .asString()
                .startsWith("0c")
                .endsWith(Scripted.hex("3255 02 3052 " + Scripted.RESULTS
                        + " 6133 3031 020101 a02c 612a a106060456000106 a203020101 a305a103020100"
                        + " be14 2812 06025101 020103 a009 b207 a105 b203020102"));
    }

    @Test
    void refusesInX410ModeWithARefuseReason() {
        Scripted peer = Scripted.responder();
        peer.side.override = effect -> effect instanceof AssociationEffect.Bind
                ? peer.side.machine.refuseBind(BindError.AUTHENTICATION_ERROR)
                : null;
        peer.play(Scripted.cn(Mode.X410_1984));
        assertThat(peer.sent()).singleElement().asString().startsWith("0c").endsWith("3206023103800102");
    }

    @Test
    void abortsInNormalModeWithRtabInAbrtInAru() {
        Scripted peer = Scripted.boundInitiator(Mode.NORMAL_1988);
        peer.side.run(peer.side.machine.abort("enough"));
        assertThat(peer.sent())
                .containsExactly(Scripted.hex("1927 110103 c122 a020 611e 301c 020101 a017 6415 800100"
                        + " be10 280e 06025101 020103 a005 b603800106"));
        assertThat(peer.side.only(AssociationEffect.Aborted.class))
                .isEqualTo(new AssociationEffect.Aborted("mts", "enough", Fault.NONE));
    }

    @Test
    void abortsInX410ModeWithAnAbortReason() {
        Scripted peer = Scripted.boundInitiator(Mode.X410_1984);
        peer.side.run(peer.side.machine.abort("enough"));
        assertThat(peer.sent()).containsExactly("190a110103c1053103800100");
    }

    @Test
    void readsTheAbortOfAPeer() {
        Scripted normal = Scripted.boundInitiator(Mode.NORMAL_1988);
        normal.play(
                "1927 110103 c122 a020 611e 301c 020101 a017 6415 800100 be10 280e 06025101 020103 a005 b603800103");
        assertThat(normal.side.only(AssociationEffect.Aborted.class))
                .isEqualTo(
                        new AssociationEffect.Aborted("rtse", "the peer aborted: temporary problem (3)", Fault.NONE));
        Scripted x410 = Scripted.boundInitiator(Mode.X410_1984);
        x410.play("190a110103c1053103800103");
        assertThat(x410.side.only(AssociationEffect.Aborted.class))
                .isEqualTo(
                        new AssociationEffect.Aborted("rtse", "the peer aborted: temporary problem (3)", Fault.NONE));
    }

    @Test
    void asksForTheTurn() {
        String rttp = "0211 100101 c10c 610a 3008 020103 a003 020105";
        Scripted asked = Scripted.boundTwoWayInitiator(Mode.NORMAL_1988);
        asked.play(rttp);
        assertThat(asked.side.only(AssociationEffect.TurnWanted.class).priority())
                .isEqualTo(5);

        Scripted asking = Scripted.boundResponder(Mode.NORMAL_1988);
        asking.side.run(asking.side.machine.turnPlease(5));
        assertThat(asking.sent()).containsExactly(Scripted.hex(rttp));
    }

    @Test
    void reportsAnExceptionAndAnswersInterruptAndDiscard() {
        Scripted peer = Scripted.boundResponder(Mode.NORMAL_1988);
        peer.play("01002d052903020101");
        peer.side.run(peer.side.machine.rejectTransfer(SessionReason.RECEIVING_ABILITY_JEOPARDIZED));
        assertThat(peer.sent()).containsExactly("02003003320101");
        peer.play("01001903320105");
        assertThat(peer.sent()).containsExactly("02001a00");
        peer.play("01002d052903020102", "01003903320100");
        assertThat(peer.sent()).containsExactly("02003a00");
        peer.side.only(AssociationEffect.TransferAbandoned.class);
    }
}
