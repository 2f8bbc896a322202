package org.openx400.mta.rfc1006.cotp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.cotp.TransportEffect.Close;
import org.openx400.mta.rfc1006.cotp.TransportEffect.Indicate;
import org.openx400.mta.rfc1006.cotp.TransportEffect.Send;

class TransportConnectionTest {
    private static final Octets CR = Octets.hex("0300000b 06 e0 0000 1234 00");
    private static final Octets CC = Octets.hex("0300000b 06 d0 0001 0001 00");

    private final TransportConnection responder = TransportConnection.responder(TransportLimits.DEFAULT);

    @Test
    void initiatorSendsItsSelectorsAndOpensOnCc() {
        TransportConnection initiator = initiator(TransportLimits.DEFAULT);

        assertThat(initiator.connect())
                .containsExactly(new Send(Octets.hex("03000012 0d e0 0000 0001 00 c10141 c2024242")));
        assertThat(initiator.received(CC)).containsExactly(new Indicate(new TransportIndication.Connected(65_531)));
    }

    @Test
    void responderIndicatesTheSelectorsAndAnswersTheReference() {
        Octets cr = Octets.hex("03000012 0d e0 0000 1234 00 c10141 c2024242");

        assertThat(responder.received(cr))
                .containsExactly(
                        new Indicate(new TransportIndication.Connect(Octets.latin1("A"), Octets.latin1("BB"))));
        assertThat(responder.accept()).containsExactly(new Send(Octets.hex("0300000b 06 d0 1234 0001 00")));
    }

    @Test
    void answersTheSizeOfTheCr() {
        responder.received(Octets.hex("0300000e 09 e0 0000 1234 00 c0010b"));

        assertThat(responder.accept()).containsExactly(new Send(Octets.hex("0300000e 09 d0 1234 0001 00 c0010b")));
    }

    @Test
    void refusesWithTheReasonAndCloses() {
        responder.received(CR);

        assertThat(responder.refuse(3))
                .containsExactly(new Send(Octets.hex("0300000b 06 80 1234 0000 03")), new Close());
        assertThat(responder.received(CR)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20", "40", "10"})
    void takesClass0AsAnAlternativeAndRefusesOtherwise(String preferred) {
        Octets withAlternative = Octets.hex("0300000e 09 e0 0000 1234 " + preferred + " c70100");
        responder.received(withAlternative);
        assertThat(responder.accept()).containsExactly(new Send(Octets.hex("0300000b 06 d0 1234 0001 00")));

        TransportConnection other = TransportConnection.responder(TransportLimits.DEFAULT);
        List<TransportEffect> refused = other.received(Octets.hex("0300000b 06 e0 0000 1234 " + preferred));
        assertThat(refused.subList(0, 2))
                .containsExactly(new Send(Octets.hex("0300000b 06 80 1234 0000 82")), new Close());
        assertThat(disconnect(refused).fault().violation()).isFalse();
    }

    @Test
    void indicatesAllTsdusOfARead() {
        open(responder);
        Octets read = Octets.hex("03000008 02f080 01 03000008 02f000 02 03000008 02f080 03 0300");

        assertThat(responder.received(read)).containsExactly(data("01"), data("0203"));
    }

    @Test
    void joinsATsduOfManyDts() {
        open(responder);
        for (int i = 0; i < 100_000; i++) {
            assertThat(responder.received(Octets.hex("03000008 02f000 55"))).isEmpty();
        }

        List<TransportEffect> effects = responder.received(Octets.hex("03000007 02f080"));

        assertThat(((TransportIndication.Data) ((Indicate) effects.get(0)).indication())
                        .tsdu()
                        .length())
                .isEqualTo(100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0300000a 02f080 010203", "03000009 02f000 0102 03000008 02f080 03"})
    void endsAConnectionWhoseTsduIsOneOctetTooLong(String octets) {
        TransportConnection limited = TransportConnection.responder(new TransportLimits(65_531, 2));
        open(limited);

        List<TransportEffect> effects = limited.received(Octets.hex(octets));

        assertThat(effects).hasSize(2).startsWith(new Close());
        assertThat(disconnect(effects).why()).isEqualTo("cotp: TSDU at octet 3: is longer than 2 octets");
        assertThat(disconnect(effects).fault().violation()).isTrue();
    }

    @Test
    void splitsATsduIntoDtsOfTheAgreedSizeInOneWrite() {
        responder.received(Octets.hex("0300000e 09 e0 0000 1234 00 c00107"));
        responder.accept();

        Octets tsdu = Octets.wrap(new byte[300]);
        List<TransportEffect> effects = responder.data(tsdu, true);

        Octets sent = ((Send) effects.get(0)).octets();
        assertThat(effects).hasSize(1);
        assertThat(sent.length()).isEqualTo(300 + 3 * 7);
        assertThat(sent.slice(0, 7)).isEqualTo(Octets.hex("03000084 02f000")); // 128 = LI to the end
        assertThat(sent.slice(132, 139)).isEqualTo(Octets.hex("03000084 02f000"));
        assertThat(sent.slice(264, 271)).isEqualTo(Octets.hex("03000039 02f080"));
    }

    @Test
    void fillsDtsAcrossThePiecesOfATsdu() {
        open(responder);

        assertThat(responder.data(Octets.hex("0100"), false)).isEmpty();
        assertThat(responder.data(Octets.hex("0100"), false)).isEmpty();
        assertThat(responder.data(Octets.hex("aa"), true))
                .containsExactly(new Send(Octets.hex("0300000c 02f080 01000100aa")));
    }

    @Test
    void neverSendsMoreThan65524OctetsInADt() {
        open(responder);

        Octets sent =
                ((Send) responder.data(Octets.wrap(new byte[65_525]), true).get(0)).octets();

        assertThat(sent.slice(0, 7)).isEqualTo(Octets.hex("0300fffb 02f000"));
        assertThat(sent.from(sent.length() - 8)).isEqualTo(Octets.hex("03000008 02f080 00"));
    }

    @Test
    void toleratesTheDrThatIsodeSendsOnAnOpenConnection() {
        open(responder);

        List<TransportEffect> effects = responder.received(Octets.hex("0300000b 06 80 0001 1234 80"));

        assertThat(effects).hasSize(2).startsWith(new Close());
        assertThat(disconnect(effects))
                .isEqualTo(new TransportIndication.Disconnect(128, "DR, reason 128", Fault.NONE));
    }

    @Test
    void initiatorLearnsWhyItWasRefused() {
        TransportConnection initiator = initiator(TransportLimits.DEFAULT);
        initiator.connect();

        List<TransportEffect> effects = initiator.received(Octets.hex("0300000b 06 80 0001 0000 03"));

        assertThat(disconnect(effects)).isEqualTo(new TransportIndication.Disconnect(3, "DR, reason 3", Fault.NONE));
    }

    @Test
    void initiatorEndsOnEr() {
        TransportConnection initiator = initiator(TransportLimits.DEFAULT);
        initiator.connect();

        List<TransportEffect> effects = initiator.received(Octets.hex("0300000c 07 70 0001 01 c101 06"));

        assertThat(effects).hasSize(2).startsWith(new Close());
        assertThat(disconnect(effects).fault().violation()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // a size code of 06: the ER quotes up to it
                "0300000e 09 e0 0000 1234 00 c00106 | 03000015 10 70 1234 03 c10a 09e00000123400c00106",
                // DT before CR
                "03000007 02f080 | 0300000d 08 70 0000 02 c102 02f0",
                // a CR whose parameter is cut off
                "0300000d 08 e0 0000 1234 00 c005 | 03000014 0f 70 1234 00 c109 08e00000123400c005"
            })
    void answersAnInvalidFirstTpduWithErAndCloses(String invalid, String er) {
        List<TransportEffect> effects = responder.received(Octets.hex(invalid));

        assertThat(effects).hasSize(3);
        assertThat(effects.get(0)).isEqualTo(new Send(Octets.hex(er)));
        assertThat(effects.get(1)).isEqualTo(new Close());
        assertThat(disconnect(effects).fault().violation()).isTrue();
        assertThat(disconnect(effects).why()).startsWith("cotp: ").contains("at octet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0300000b 06 e0 0000 1234 00", "0300000b 06 d0 0001 0001 00", "03000007 021000"})
    void justClosesWhenAnInvalidTpduComesOnAnOpenConnection(String invalid) {
        open(responder);

        List<TransportEffect> effects = responder.received(Octets.hex(invalid));

        assertThat(effects).hasSize(2).startsWith(new Close());
        assertThat(disconnect(effects).why()).startsWith("cotp: TPDU code at octet 1: ");
        assertThat(disconnect(effects).fault().violation()).isTrue();
    }

    @Test
    void closesWhenTheStreamIsNoTpkt() {
        List<TransportEffect> effects = responder.received(Octets.latin1("GET / HTTP/1.1\r\n"));

        assertThat(effects).hasSize(2).startsWith(new Close());
        assertThat(disconnect(effects).why()).isEqualTo("tpkt: TPKT version at octet 0: is 71, not 3");
    }

    @Test
    void refusesACcThatRaisesTheProposedSize() {
        TransportConnection initiator = initiator(new TransportLimits(1024, 1000));
        initiator.connect();

        List<TransportEffect> effects = initiator.received(Octets.hex("0300000e 09 d0 0001 0001 00 c0010b"));

        assertThat(disconnect(effects).why()).contains("2048 is more than the proposed 1024");
    }

    @Test
    void tellsOnceThatTcpIsGone() {
        open(responder);

        assertThat(responder.closed("reset"))
                .containsExactly(new Indicate(new TransportIndication.Disconnect(-1, "reset", Fault.NONE)));
        assertThat(responder.closed("reset")).isEmpty();
        assertThat(responder.data(Octets.of(1), true)).isEmpty();
        assertThat(responder.disconnect()).isEmpty();
    }

    @Test
    void refusesRequestsThatTheStateDoesNotAllow() {
        assertThatThrownBy(responder::connect).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(responder::accept).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> responder.refuse(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> responder.data(Octets.of(1), true)).isInstanceOf(IllegalStateException.class);
    }

    private static void open(TransportConnection connection) {
        connection.received(CR);
        connection.accept();
    }

    private static TransportConnection initiator(TransportLimits limits) {
        return TransportConnection.initiator(new TransportParameters(Octets.latin1("A"), Octets.latin1("BB"), limits));
    }

    private static Indicate data(String hex) {
        return new Indicate(new TransportIndication.Data(Octets.hex(hex)));
    }

    private static TransportIndication.Disconnect disconnect(List<TransportEffect> effects) {
        List<TransportIndication.Disconnect> found = new ArrayList<>();
        for (TransportEffect effect : effects) {
            if (effect instanceof Indicate indicate
                    && indicate.indication() instanceof TransportIndication.Disconnect disconnect) {
                found.add(disconnect);
            }
        }
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
