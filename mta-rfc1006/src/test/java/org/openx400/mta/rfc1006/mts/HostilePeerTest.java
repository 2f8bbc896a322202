package org.openx400.mta.rfc1006.mts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.octets.Octets;

/** Whatever comes, nothing but effects comes out, and an association ends once. */
class HostilePeerTest {
    private static final List<String> DIALOGUE = List.of(
            "01002d052903020101",
            "0100 0100 6115 3013 020103 a00e 040c 280a 020105 a005 a003020107",
            "010029032a0131",
            "0913110101c10e610c300a020101a0056203800100");

    @Test
    void endsOnceWhereverTheStreamIsCut() {
        Octets stream = callersStream();
        for (int length = 0; length < stream.length(); length++) {
            Side side = responder();
            receive(side, stream.slice(0, length));
            assertThat(ends(side)).as("cut at %d", length).isEqualTo(1);
            assertThat(side.told(AssociationEffect.Aborted.class))
                    .allMatch(aborted -> !aborted.fault().violation());
        }
    }

    @Test
    void survivesEveryOctetThatIsNotWhatItWas() {
        Octets stream = callersStream();
        Random random = new Random(1);
        for (int at = 0; at < stream.length(); at++) {
            for (int i = 0; i < 8; i++) {
                byte[] octets = stream.toArray();
                octets[at] = (byte) random.nextInt(256);
                Side side = responder();
                receive(side, Octets.wrap(octets));
                assertThat(ends(side)).as("octet %d is %02x", at, octets[at]).isEqualTo(1);
                for (AssociationEffect.Aborted aborted : side.told(AssociationEffect.Aborted.class)) {
                    assertThat(aborted.why()).isNotBlank();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void survivesAnAbortOfEitherSideAtEachPoint(Mode mode) {
        for (boolean byInitiator : new boolean[] {true, false}) {
            for (int point = 0; point < 12; point++) {
                Pair pair = new Pair(Pair.parameters(mode, false, 1, 2), Pair.acceptance(1, 2), null);
                Side aborting = byInitiator ? pair.initiator : pair.responder;
                int at = point;
                aborting.override =
                        effect -> aborting.told.size() == at + 1 ? aborting.machine.abort("now " + at) : null;
                pair.bind();
                if (pair.initiator.machine.mayTransfer()) {
                    pair.initiator.send(Pair.apdu(3000));
                    pair.exchange();
                }
                if (pair.initiator.machine.mayTransfer()) {
                    pair.initiator.run(pair.initiator.machine.close());
                    pair.exchange();
                }
                pair.initiator.run(pair.initiator.machine.disconnected("end"));
                pair.responder.run(pair.responder.machine.disconnected("end"));
                assertThat(ends(pair.initiator))
                        .as("%s aborts at %d", byInitiator, point)
                        .isEqualTo(1);
                assertThat(ends(pair.responder))
                        .as("%s aborts at %d", byInitiator, point)
                        .isEqualTo(1);
                for (String timer : pair.initiator.timers) {
                    assertThat(pair.initiator.machine.timer(timer)).isEmpty();
                }
            }
        }
    }

    @Test
    void answersDataThatIsNoRttrWithRtab() {
        Scripted peer = Scripted.boundResponder(Mode.NORMAL_1988);
        peer.play(DIALOGUE.get(0), "0100 0100 6109 3007 020103 a0020500");
        assertThat(peer.sent()).singleElement().asString().startsWith("19").endsWith("b603800104");
        AssociationEffect.Aborted aborted = peer.side.only(AssociationEffect.Aborted.class);
        assertThat(aborted.layer()).isEqualTo("rtse");
        assertThat(aborted.why()).contains("RTTR at octet 0");
        assertThat(aborted.fault().violation()).isTrue();
    }

    @Test
    void answersDataInAContextThatIsNotThereWithArp() {
        Scripted peer = Scripted.boundResponder(Mode.NORMAL_1988);
        peer.play(DIALOGUE.get(0), "0100 0100 6109 3007 020107 a0020500");
        assertThat(peer.sent()).singleElement().asString().startsWith("19").endsWith("3003800106");
        assertThat(peer.side.only(AssociationEffect.Aborted.class).layer()).isEqualTo("presentation");
    }

    @Test
    void answersAReleaseThatIsNoRlrqWithAbrt() {
        Scripted peer = Scripted.boundResponder(Mode.NORMAL_1988);
        peer.play("0913110101c10e610c300a020101a0056303800100");
        assertThat(peer.sent()).singleElement().asString().startsWith("19").contains("6403800101");
        assertThat(peer.side.only(AssociationEffect.Aborted.class).layer()).isEqualTo("acse");
    }

    @Test
    void answersAnApduThatEndsEarlyWithRtab() {
        Scripted peer = Scripted.boundResponder(Mode.NORMAL_1988);
        peer.play(DIALOGUE.get(0), "0100 0100 6112 3010 020103 a00b 0409 280a 020105 a005 a003", DIALOGUE.get(2));
        assertThat(peer.sent()).singleElement().asString().endsWith("b603800104");
        assertThat(peer.side.told(AssociationEffect.TransferEnd.class)).isEmpty();
        assertThat(peer.side.only(AssociationEffect.Aborted.class).why()).contains("EXTERNAL", "at octet");
    }

    @Test
    void abortsAPeerThatDoesNotHeedTheWindow() {
        Scripted peer = Scripted.boundResponder(Mode.X410_1988);
        peer.side.override = effect -> effect instanceof AssociationEffect.Checkpoint ? List.of() : null;
        peer.play(DIALOGUE.get(0));
        for (int serial = 1; serial <= 4; serial++) {
            peer.play("01000100aa", "010031032a013" + serial);
        }
        assertThat(peer.side.told(AssociationEffect.Aborted.class)).isEmpty();
        peer.play("01000100aa", "010031032a0135");
        assertThat(peer.sent()).singleElement().asString().endsWith("3103800104");
        assertThat(peer.side.only(AssociationEffect.Aborted.class).why()).contains("window");
    }

    @Test
    void refusesADeepNest() {
        Scripted peer = Scripted.boundResponder(Mode.NORMAL_1988);
        peer.play(DIALOGUE.get(0), "0100 0100 6180 3080 020103 a080" + "2480".repeat(5000));
        assertThat(peer.side.only(AssociationEffect.Aborted.class).why()).contains("nested");
    }

    private static Side responder() {
        return new Side(OsiMtaAssociation.responder(new ResponderParameters(Pair.LIMITS)), Pair.acceptance(63, 3));
    }

    /** A caller waits for CC and AC before it goes on. */
    private static void receive(Side side, Octets stream) {
        int connect = Scripted.CR.length()
                + Scripted.tpkt(Octets.hex(Scripted.CN_NORMAL)).length();
        int at = 0;
        for (int end : new int[] {Scripted.CR.length(), connect, stream.length()}) {
            int upTo = Math.min(end, stream.length());
            side.run(side.machine.received(stream.slice(at, upTo)));
            at = upTo;
        }
        side.run(side.machine.disconnected("TCP closed"));
    }

    private static Octets callersStream() {
        Octets stream = Octets.concat(Scripted.CR, Scripted.tpkt(Octets.hex(Scripted.CN_NORMAL)));
        for (String tsdu : DIALOGUE) {
            stream = Octets.concat(stream, Scripted.tpkt(Octets.hex(tsdu)));
        }
        return stream;
    }

    private static int ends(Side side) {
        return side.told(AssociationEffect.Closed.class).size()
                + side.told(AssociationEffect.Refused.class).size()
                + side.told(AssociationEffect.Aborted.class).size();
    }
}
