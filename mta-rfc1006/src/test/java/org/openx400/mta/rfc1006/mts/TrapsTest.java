package org.openx400.mta.rfc1006.mts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.octets.Octets;

/** What costs implementers of this stack most time; each has a test that carries its number. */
class TrapsTest {
    private static final String START = "01002d052903020101";
    private static final String END = "010029032a0131";
    private static final Octets APDU = Octets.hex("a003020107");

    @Test
    void trap1NormalModeWrapsTheApduTwiceAndX410ModeNotAtAll() {
        Scripted normal = Scripted.boundInitiator(Mode.NORMAL_1988);
        normal.side.send(APDU);
        assertThat(normal.sent().get(1))
                .isEqualTo(Scripted.hex("01000100 6115 3013 020103 a00e 040c 280a 020105 a005 a003020107"));
        Scripted x410 = Scripted.boundInitiator(Mode.X410_1988);
        x410.side.send(APDU);
        assertThat(x410.sent().get(1)).isEqualTo("01000100a003020107");
    }

    @Test
    void trap1TheContextsAreThoseThatWereNegotiatedNotFixedNumbers() {
        Scripted peer = Scripted.responder();
        String others = Scripted.hex(Scripted.CN_NORMAL)
                .replace("300f020105", "300f020163")
                .replace("300f020103", "300f020105")
                .replace("06025101020103", "06025101020105");
        peer.play(others);
        peer.side.only(AssociationEffect.Bind.class);
        peer.play(START, "01000100 6115 3013 020105 a00e 040c 280a 020163 a005 a003020107", END);
        assertThat(peer.side.received).containsExactly(APDU);
    }

    @Test
    void trap2DataAndSynchronizationArePrefixedByGiveTokens() {
        Scripted sender = Scripted.boundInitiator(Mode.X410_1988);
        sender.side.send(APDU);
        assertThat(sender.sent()).allMatch(tsdu -> tsdu.startsWith("0100"));
        Scripted receiver = Scripted.boundResponder(Mode.X410_1988);
        receiver.play(START, "01000100a003020107", END);
        assertThat(receiver.sent()).allMatch(tsdu -> tsdu.startsWith("0200"));

        Scripted hostile = Scripted.boundResponder(Mode.X410_1988);
        hostile.play(START, "29032a0131");
        assertThat(hostile.sent()).singleElement().asString().startsWith("19");
        assertThat(hostile.side.only(AssociationEffect.Aborted.class).fault().violation())
                .isTrue();
    }

    @Test
    void trap3PresentationDataMayHaveIndefiniteLengthsAndConstructedStrings() {
        Scripted peer = Scripted.boundResponder(Mode.NORMAL_1988);
        peer.play(
                START,
                "01000100 6180 3080 020103 a080 2480 0404 28800201 0406 05a080a00302 0000 0000 0000 0000",
                "01000100 6180 3080 020103 a080 2480 0402 0107 0404 00000000 0000 0000 0000 0000",
                END);
        assertThat(peer.side.received).containsExactly(APDU);
    }

    @Test
    void trap6TheContextOfTheBindIsThatOfTheMtaNotOfTheUserAgent() {
        Scripted caller = Scripted.initiator(Mode.NORMAL_1988);
        assertThat(caller.sent()).singleElement().asString().contains("06045600020c");
        Scripted called = Scripted.responder();
        called.play(Scripted.hex(Scripted.CN_NORMAL).replace("06045600020c", "060456000208"));
        assertThat(called.sent()).singleElement().asString().startsWith("0c").contains("3006800102820101");
        assertThat(called.side.told(AssociationEffect.Bind.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"840101,X410_1984", "84020100,X410_1984", "84010c,X410_1988", "84020c00,X410_1988"})
    void trap7TheApplicationProtocolMayBeByteSwapped(String field, Mode mode) {
        Scripted peer = Scripted.responder();
        peer.play(Scripted.x410Connect("80013f 820100 a315 a013 a111 800450502d41 a109 160773656372657441" + field));
        BindIndication bind = peer.side.only(AssociationEffect.Bind.class).bind();
        assertThat(bind.mode()).isEqualTo(mode);
        assertThat(bind.mtaName()).isEqualTo("PP-A");
    }

    @Test
    void trap7APeerMaySelectVersionTwoInX410ModeWithAThreeDigitYearAndOneKilobyte() {
        Scripted peer = Scripted.responder();
        peer.play("0d5a 0118 0a04 1402766d 0b10 170e313236313132303231353431305a"
                + " 050f 130100 150407f907f9 160103 1a0100 14020249 c129 3127 a003800100 a120 80013f 820100"
                + " a315 a013 a111 800450502d41 a109 1607736563726574 41 840101");
        peer.side.only(AssociationEffect.Bind.class);
        assertThat(peer.sent())
                .singleElement()
                .asString()
                .contains("160102")
                .contains("170e313236313132303231353431305a");
    }

    @Test
    void trap8NamedBitsAreReadWhateverTheLength() {
        for (String version : List.of("80020780", "80020080", "8003008000")) {
            Scripted peer = Scripted.responder();
            peer.play(normalConnectWithVersion(version));
            peer.side.only(AssociationEffect.Bind.class);
        }
        Scripted none = Scripted.responder();
        none.play(normalConnectWithVersion("80020640"));
        assertThat(none.sent()).singleElement().asString().endsWith("a203020101a305a203020102");
    }

    @Test
    void trap9TheActivityEndIsTheCheckpointAfterTheLastChunk() {
        Scripted sender = Scripted.boundInitiator(Mode.X410_1988);
        sender.side.send(Pair.apdu(2 * 63 * 1024));
        List<String> sent = sender.sent();
        assertThat(sent.get(sent.size() - 1)).isEqualTo("010029032a0132");
        assertThat(sent).filteredOn(tsdu -> tsdu.startsWith("01003103")).containsExactly("010031032a0131");
    }

    @Test
    void trap9TheEndIsConfirmedOnlyWhenResponsibilityIsTaken() {
        Scripted receiver = Scripted.boundResponder(Mode.X410_1988);
        receiver.side.override = effect -> effect instanceof AssociationEffect.TransferEnd ? List.of() : null;
        receiver.play(START, "01000100a003020107", END);
        assertThat(receiver.sent()).isEmpty();
        receiver.side.run(receiver.side.machine.acknowledgeTransfer());
        assertThat(receiver.sent()).containsExactly("02002a032a0131");
    }

    private static String normalConnectWithVersion(String version) {
        return Scripted.normalConnect("80013f a302 8000", version);
    }
}
