package org.openx400.mta.rfc1006.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.event.EventId;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.mts.Scripted;

/** A peer that interrupts its own transfer for something more urgent, over a real socket. */
class InterruptedActivityTest {
    private static final String CONNECT =
            Scripted.x410Connect("80013f 810103 a316 a014 a112 800643414c4c4552 a1081606736563726574 84010c");
    private static final String AE = "0100 2903 2a01";

    private final TwoNodes nodes;

    InterruptedActivityTest() throws IOException {
        nodes = new TwoNodes(TwoNodes.Peer.of(Mode.X410_1988));
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void goesOnBehindItsCheckpointAfterTheUrgentOne() throws IOException {
        try (Socket peer = bound()) {
            say(peer, "0100 2d05 2903 020101", "0100 0100 a003", "0100 3103 2a0131", "0100 3103 2a0132");
            assertThat(heard(peer)).isEqualTo("020032032a0132");
            say(peer, "0100 0100 ff", "0100 1903 320105");
            assertThat(heard(peer)).isEqualTo("02001a00");

            say(peer, "0100 2d05 2903 020102", "0100 0100 a001aa", AE + "31");
            assertThat(heard(peer)).isEqualTo("02002a032a0131");
            say(peer, "0100 1d0f 2108 2903 020101 2a0132 2903 020103", "0100 0100 ff0203", AE + "33");
            assertThat(heard(peer)).isEqualTo("02002a032a0133");
        }
        assertThat(nodes.calledIntake.taken).containsExactly(Octets.hex("a001aa"), Octets.hex("a003ff0203"));
        assertThat(nodes.calledIntake.begun).hasSize(2);
        assertThat(nodes.calledEvents.messages(EventId.TRANSFER_RESUMED)).hasSize(1);
    }

    @Test
    void isGivenUpWhenNothingOfItWasConfirmed() throws IOException {
        try (Socket peer = bound()) {
            say(peer, "0100 2d05 2903 020101", "0100 0100 a003", "0100 1903 320105");
            assertThat(heard(peer)).isEqualTo("02001a00");
            say(peer, "0100 1d0f 2108 2903 020101 2a0131 2903 020102");
            assertThat(heard(peer)).isEqualTo("02003003320106");
        }
        assertThat(nodes.calledIntake.begun)
                .singleElement()
                .satisfies(begun -> assertThat(begun.abandoned).contains("the peer interrupted the transfer"));
    }

    @Test
    void anActivityWithTheNameOfOneThatWasCompletedIsAnotherAndCanBeResumed() throws IOException {
        try (Socket peer = bound()) {
            say(peer, "0100 2d05 2903 020101", "0100 0100 a003", "0100 3103 2a0131", "0100 3103 2a0132");
            assertThat(heard(peer)).isEqualTo("020032032a0132");
            say(peer, "0100 0100 ff0202", AE + "33");
            assertThat(heard(peer)).isEqualTo("02002a032a0133");

            say(peer, "0100 2d05 2903 020101", "0100 0100 a003", "0100 3103 2a0131", "0100 3103 2a0132");
            assertThat(heard(peer)).isEqualTo("020032032a0132");
            say(peer, "0100 1903 320105");
            assertThat(heard(peer)).isEqualTo("02001a00");
            say(peer, "0100 1d0f 2108 2903 020101 2a0132 2903 020103", "0100 0100 ff0203", AE + "33");
            assertThat(heard(peer)).isEqualTo("02002a032a0133");
        }
        assertThat(nodes.calledIntake.taken).containsExactly(Octets.hex("a003ff0202"), Octets.hex("a003ff0203"));
    }

    @Test
    void keepsOnlyTheLastOfThoseThatThePeerGivesTheSameName() throws IOException {
        try (Socket peer = bound()) {
            for (int i = 0; i < 3; i++) {
                interrupt(peer, 1);
            }
            await().until(() -> abandoned() == 2);
            assertThat(nodes.calledIntake.begun.get(2).abandoned).isNull();
        }
    }

    @Test
    void keepsNoMoreThan20MebioctetsInMemory() throws IOException {
        nodes.calledIntake.inMemoryOfEach = Recovery.LARGEST_INCOMING;
        try (Socket peer = bound()) {
            for (int activity = 0; activity < 70; activity++) {
                interrupt(peer, activity);
            }
            await().until(() -> abandoned() >= 6);
            assertThat((70 - abandoned()) * nodes.calledIntake.inMemoryOfEach).isEqualTo(20 << 20);
            assertThat(nodes.calledIntake.begun.get(0).abandoned).contains("too many");
        }
    }

    @Test
    void doesNotKeepOneThatHasTooMuchInMemory() throws IOException {
        nodes.calledIntake.inMemoryOfEach = Recovery.LARGEST_INCOMING + 1;
        try (Socket peer = bound()) {
            interrupt(peer, 1);
            assertThat(nodes.calledIntake.begun.get(0).abandoned).contains("327681 octets in memory");
        }
    }

    private static void interrupt(Socket peer, int activity) throws IOException {
        say(
                peer,
                "0100 2d05 2903 0201%02x".formatted(activity),
                "0100 0100 a003",
                "0100 3103 2a0131",
                "0100 3103 2a0132");
        assertThat(heard(peer)).isEqualTo("020032032a0132");
        say(peer, "0100 1903 320105");
        assertThat(heard(peer)).isEqualTo("02001a00");
    }

    private long abandoned() {
        return nodes.calledIntake.begun.stream()
                .filter(begun -> begun.abandoned != null)
                .count();
    }

    private Socket bound() throws IOException {
        Socket peer =
                new Socket(nodes.address().getAddress(), nodes.address().getPort(), TwoNodes.inet(TwoNodes.CALLER), 0);
        peer.setSoTimeout(10_000);
        peer.getOutputStream()
                .write(Octets.hex("03000011 0ce00000111100 c20458343030").toArray());
        AssociationHostTest.read(peer);
        say(peer, CONNECT);
        assertThat(heard(peer)).startsWith("0e");
        return peer;
    }

    private static void say(Socket peer, String... tsdus) throws IOException {
        for (String tsdu : tsdus) {
            peer.getOutputStream().write(Scripted.tpkt(Octets.hex(tsdu)).toArray());
        }
    }

    /** The next TSDU, hexadecimal, which comes in one DT. */
    private static String heard(Socket peer) throws IOException {
        return AssociationHostTest.read(peer).from(3).toHex();
    }
}
