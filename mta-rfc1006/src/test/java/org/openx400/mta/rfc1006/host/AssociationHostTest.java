package org.openx400.mta.rfc1006.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.event.EventId;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.relay.Intake.Decision;
import org.openx400.mta.rfc1006.mts.BindAcceptance;
import org.openx400.mta.rfc1006.mts.Scripted;

/** Two nodes on loopback, with real sockets, timers and threads. */
@Timeout(60)
class AssociationHostTest {
    private static final TwoNodes.Peer NORMAL = TwoNodes.Peer.of(Mode.NORMAL_1988);
    private TwoNodes nodes;

    @AfterEach
    void close() {
        nodes.close();
    }

    private RecordedUser bound(TwoNodes.Peer peer) throws IOException {
        nodes = new TwoNodes(peer);
        RecordedUser user = nodes.open(nodes.calledAs(peer));
        assertThat(user.told)
                .as("%s %s", nodes.callerEvents, nodes.calledEvents)
                .containsExactly("opened with the turn");
        return user;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void transfersFromOneOctetToFiveMillion(Mode mode) throws IOException {
        RecordedUser user = bound(TwoNodes.Peer.of(mode));
        int[] lengths = {1, 100, 2048, 30 * 1024, 300_000, 5_000_000};
        for (int i = 0; i < lengths.length; i++) {
            MemoryApdu apdu = MemoryApdu.of(lengths[i]);
            int count = i + 1;
            user.port.transfer(apdu);
            await().until(() -> nodes.calledIntake.taken.size() == count && user.told.size() == count + 1);
            assertThat(user.last()).isEqualTo("transferred");
            assertThat(nodes.calledIntake.taken.get(i)).isEqualTo(apdu.octets);
            assertThat(apdu.closed).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theAssociationIsClosedInOrderAndBothSidesTellWithRealAddresses(Mode mode) throws IOException {
        RecordedUser user = bound(TwoNodes.Peer.of(mode));
        user.port.close();
        await().until(() -> user.told.size() == 2);
        assertThat(user.last()).startsWith("ended in order");
        await().until(() -> nodes.called.live() == 0 && nodes.caller.live() == 0);
        assertThat(nodes.calledIntake.users.get(0).last()).startsWith("ended in order");
        int port = nodes.address().getPort();
        assertThat(nodes.callerEvents.messages(EventId.ASSOCIATION_OPENED))
                .singleElement()
                .asString()
                .contains("127.0.0.5:")
                .endsWith("to 127.0.0.1:" + port);
        assertThat(nodes.calledEvents.messages(EventId.ASSOCIATION_ACCEPTED))
                .singleElement()
                .asString()
                .contains("127.0.0.5:")
                .endsWith("to 127.0.0.1:" + port);
        assertThat(nodes.callerEvents.ids()).containsExactly(EventId.ASSOCIATION_OPENED, EventId.ASSOCIATION_CLOSED);
        assertThat(nodes.calledEvents.ids())
                .containsExactly(
                        EventId.LISTENING,
                        EventId.CONNECTION_ACCEPTED,
                        EventId.ASSOCIATION_ACCEPTED,
                        EventId.ASSOCIATION_CLOSED);
    }

    @Test
    void aRefusalForTheTimeBeingLeavesTheAssociationForTheNext() throws IOException {
        RecordedUser user = bound(NORMAL);
        nodes.calledIntake.decision = () -> new Decision.Refused(true, "no room");
        user.port.transfer(MemoryApdu.of(100_000));
        await().until(() -> user.told.size() == 2);
        assertThat(user.last()).startsWith("transferRefused 1");
        nodes.calledIntake.decision = Decision.Accepted::new;
        user.port.transfer(MemoryApdu.of(100));
        await().until(() -> user.told.size() == 3);
        assertThat(user.last()).isEqualTo("transferred");
    }

    @Test
    void aRefusalForGoodHasAnotherReason() throws IOException {
        RecordedUser user = bound(NORMAL);
        nodes.calledIntake.decision = () -> new Decision.Refused(false, "not an APDU");
        user.port.transfer(MemoryApdu.of(100));
        await().until(() -> user.told.size() == 2);
        assertThat(user.last()).startsWith("transferRefused 6");
    }

    @Test
    void aCheckpointThatCannotBeStoredRefusesTheTransfer() throws IOException {
        RecordedUser user = bound(NORMAL);
        nodes.calledIntake.checkpoint = () -> CompletableFuture.failedFuture(new IOException("disk full"));
        user.port.transfer(MemoryApdu.of(500_000));
        await().until(() -> user.told.size() == 2);
        assertThat(user.last()).startsWith("transferRefused 1");
        await().until(() -> nodes.calledIntake.begun.get(0).abandoned != null);
        assertThat(nodes.calledIntake.begun.get(0).abandoned).contains("disk full");
    }

    @Test
    void anApduThatCannotBeReadIsGivenUpAndTheAssociationStays() throws IOException {
        RecordedUser user = bound(NORMAL);
        MemoryApdu broken = MemoryApdu.breakingAt(500_000, 100_000);
        user.port.transfer(broken);
        await().until(() -> user.told.size() == 2);
        assertThat(user.last()).isEqualTo("transferRefused -1: the APDU cannot be read: the disk is gone");
        assertThat(broken.closed).isTrue();
        await().until(() -> nodes.calledIntake.begun.get(0).abandoned != null);
        user.port.transfer(MemoryApdu.of(100));
        await().until(() -> user.told.size() == 3);
        assertThat(user.last()).isEqualTo("transferred");
    }

    @Test
    void theEndOfTcpInTheMiddleOfATransferEndsBothSidesAndTheTransferGoesOnOverTheNext() throws IOException {
        nodes = new TwoNodes(NORMAL.at("127.0.0.1", 0));
        try (MeddlingRelay relay = MeddlingRelay.cutting(nodes.address(), 200_000)) {
            RecordedUser user = nodes.open(nodes.calledAs(NORMAL.at("127.0.0.1", relay.port())));
            assertThat(user.last()).isEqualTo("opened with the turn");
            MemoryApdu apdu = MemoryApdu.of(5_000_000);
            user.port.transfer(apdu);
            await().until(() -> user.told.size() == 2 && nodes.called.live() == 0 && nodes.caller.live() == 0);
            assertThat(user.last()).startsWith("ended: ");
            assertThat(apdu.closed).isTrue();
            assertThat(nodes.calledIntake.begun.get(0).count).isBetween(100_000, 200_000);
            assertThat(nodes.calledIntake.users.get(0).last()).startsWith("ended: ");
            assertThat(nodes.callerEvents.ids()).contains(EventId.ASSOCIATION_ENDED_ABNORMALLY);
            assertThat(nodes.calledEvents.ids()).contains(EventId.ASSOCIATION_ENDED_ABNORMALLY);
        }
        RecordedUser next = nodes.open(nodes.calledAs(NORMAL.at("127.0.0.1", 0)));
        MemoryApdu again = MemoryApdu.of(5_000_000);
        next.port.transfer(again);
        await().until(() -> next.told.size() == 2);
        assertThat(next.last()).isEqualTo("transferred");
        assertThat(nodes.calledIntake.taken).containsExactly(again.octets);
        assertThat(nodes.calledIntake.begun).hasSize(1);
        assertThat(nodes.callerEvents.messages(EventId.TRANSFER_RESUMED)).hasSize(1);
        assertThat(nodes.calledEvents.messages(EventId.TRANSFER_RESUMED)).hasSize(1);
    }

    @Test
    void aReceiverThatHasLostWhatItKeptIsSentAllOfItAgain() throws IOException {
        nodes = new TwoNodes(NORMAL.at("127.0.0.1", 0));
        try (MeddlingRelay relay = MeddlingRelay.cutting(nodes.address(), 200_000)) {
            RecordedUser user = nodes.open(nodes.calledAs(NORMAL.at("127.0.0.1", relay.port())));
            user.port.transfer(MemoryApdu.of(5_000_000));
            await().until(() -> user.told.size() == 2 && nodes.called.live() == 0);
        }
        nodes.called.recovery().end();
        await().until(() -> nodes.calledIntake.begun.get(0).abandoned != null);
        RecordedUser next = nodes.open(nodes.calledAs(NORMAL.at("127.0.0.1", 0)));
        MemoryApdu again = MemoryApdu.of(5_000_000);
        next.port.transfer(again);
        await().until(() -> next.told.size() == 2);
        assertThat(next.last()).isEqualTo("transferred");
        assertThat(nodes.calledIntake.taken).containsExactly(again.octets);
        assertThat(nodes.calledIntake.begun).hasSize(2);
    }

    @Test
    void aReceiverThatHasStartedAnewGoesOnWithWhatItsRelayHasSecured() throws IOException {
        nodes = new TwoNodes(NORMAL.at("127.0.0.1", 0));
        try (MeddlingRelay relay = MeddlingRelay.cutting(nodes.address(), 400_000)) {
            RecordedUser user = nodes.open(nodes.calledAs(NORMAL.at("127.0.0.1", relay.port())));
            user.port.transfer(MemoryApdu.of(5_000_000));
            await().until(() -> user.told.size() == 2 && nodes.called.live() == 0);
        }
        nodes.called.recovery().end();
        RecordedIntake.Secured last = nodes.calledIntake.lastSecured();
        nodes.calledIntake.kept = (connection, activity) -> Optional.of(last)
                .filter(secured -> connection.equals(secured.progress().connection())
                        && activity.equals(secured.progress().activity()))
                .map(secured -> secured.resumed(nodes.calledIntake));
        RecordedUser next = nodes.open(nodes.calledAs(NORMAL.at("127.0.0.1", 0)));
        MemoryApdu again = MemoryApdu.of(5_000_000);
        next.port.transfer(again);
        await().until(() -> next.told.size() == 2);
        assertThat(next.last()).isEqualTo("transferred");
        assertThat(nodes.calledIntake.taken).containsExactly(again.octets);
        assertThat(nodes.calledIntake.begun).hasSize(1);
        assertThat(nodes.calledEvents.messages(EventId.TRANSFER_RESUMED)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theTurnGoesOverAndTheCalledSideTransfers(Mode mode) throws IOException {
        RecordedUser user = bound(TwoNodes.Peer.of(mode).twoWay());
        RecordedUser answering = nodes.calledIntake.users.get(0);
        answering.port.turnPlease(Priority.NORMAL);
        await().until(() -> user.last().equals("turnWanted"));
        user.port.turnGive();
        await().until(() -> answering.last().equals("turn"));
        MemoryApdu apdu = MemoryApdu.of(100_000);
        answering.port.transfer(apdu);
        await().until(() -> answering.last().equals("transferred"));
        assertThat(nodes.callerIntake.taken).containsExactly(apdu.octets);
        user.port.close(); // asks for the turn first
        await().until(() -> answering.last().equals("turnWanted"));
        answering.port.turnGive();
        await().until(() -> user.last().startsWith("ended in order"));
    }

    @Test
    void anAbortEndsBothSides() throws IOException {
        RecordedUser user = bound(NORMAL);
        nodes.called.abortAll("the MTA stops");
        await().until(() -> user.told.size() == 2 && nodes.called.live() == 0 && nodes.caller.live() == 0);
        assertThat(user.last()).startsWith("ended: ");
        assertThat(nodes.calledIntake.users.get(0).last()).isEqualTo("ended: the MTA stops");
        assertThat(nodes.calledEvents.messages(EventId.ASSOCIATION_CLOSED))
                .singleElement()
                .asString()
                .endsWith("is closed: we ended it: the MTA stops");
        assertThat(nodes.callerEvents.ids()).endsWith(EventId.ASSOCIATION_CLOSED);
    }

    @Test
    void anAbortInTheMiddleOfATransferIsAWarning() throws IOException {
        RecordedUser user = bound(NORMAL);
        nodes.calledIntake.checkpoint = CompletableFuture::new;
        user.port.transfer(MemoryApdu.of(500_000));
        await().until(() -> !nodes.calledIntake.begun.isEmpty());
        nodes.called.abortAll("the MTA stops");
        await().until(() -> nodes.called.live() == 0 && nodes.caller.live() == 0);
        assertThat(nodes.callerEvents.ids()).endsWith(EventId.ASSOCIATION_ENDED_ABNORMALLY);
        assertThat(nodes.calledEvents.ids()).endsWith(EventId.ASSOCIATION_ENDED_ABNORMALLY);
    }

    @Test
    void whatIsAcceptedIsWhatTheConnectorSays() throws IOException {
        nodes = new TwoNodes(NORMAL);
        Connector connector = nodes.calledAs(NORMAL);
        assertThat(BindAcceptance.of(connector))
                .isEqualTo(new BindAcceptance(
                        "CALLER",
                        connector.local().password(),
                        30,
                        5,
                        connector.association().disconnect(),
                        connector.association().transferTimeout()));
    }

    @Test
    void aPeerWithoutHostNamesIsDialledWhileAllLookUpsHang() throws IOException {
        nodes = new TwoNodes(NORMAL);
        RecordedUser user = new RecordedUser();
        nodes.associator(lookUp -> {}).open(nodes.calledAs(NORMAL), user);
        await().until(() -> user.told.contains("opened with the turn"));
    }

    // Who is not let in

    @Test
    void anUnknownAddressIsDisconnectedAndTheEventTellsWhatWasTried() throws IOException {
        nodes = new TwoNodes(NORMAL);
        RecordedUser user = nodes.open(nodes.calledAs(NORMAL.at("127.0.0.6", 0)));
        assertThat(user.last()).startsWith("openFailed transport: DR reason 0");
        await().until(() -> nodes.calledEvents.ids().contains(EventId.CONNECTOR_NOT_FOUND));
        assertThat(nodes.calledEvents.messages(EventId.CONNECTOR_NOT_FOUND))
                .singleElement()
                .asString()
                .contains("127.0.0.6")
                .contains("caller: addresses are 127.0.0.5");
        assertThat(nodes.callerEvents.ids()).containsExactly(EventId.ASSOCIATION_REFUSED_BY_REMOTE);
    }

    @Test
    void aWrongTransportSelectorIsAnAddressUnknown() throws IOException {
        nodes = new TwoNodes(NORMAL);
        RecordedUser user = nodes.open(nodes.calledAs(NORMAL.selector("X401")));
        assertThat(user.last()).startsWith("openFailed transport: DR reason 3");
        await().until(() -> nodes.calledEvents.ids().contains(EventId.CONNECTOR_NOT_FOUND));
        assertThat(nodes.calledEvents.messages(EventId.CONNECTOR_NOT_FOUND))
                .singleElement()
                .asString()
                .contains("X401");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aWrongPasswordIsABindErrorAndNoPasswordIsEverTold(Mode mode) throws IOException {
        nodes = new TwoNodes(TwoNodes.Peer.of(mode).password("right1"));
        RecordedUser user = nodes.open(nodes.calledAs(TwoNodes.Peer.of(mode).password("wrong2")));
        assertThat(user.last()).startsWith("openFailed ");
        assertThat(nodes.callerEvents.ids()).containsExactly(EventId.ASSOCIATION_REFUSED_BY_REMOTE);
        assertThat(nodes.calledEvents.messages(EventId.CREDENTIALS_WRONG)).hasSize(1);
        await().until(() -> nodes.called.live() == 0 && nodes.caller.live() == 0);
        assertThat(nodes.calledEvents.toString() + nodes.callerEvents + user.told)
                .doesNotContain("right1")
                .doesNotContain("wrong2");
    }

    @Test
    void anAssociationThatIsToHaveASecurityContextIsRefused() throws IOException {
        nodes = new TwoNodes(TwoNodes.Peer.of(Mode.X410_1988));
        String bind = "a31b a019 a117 800643414c4c4552 a1081606736563726574 a203020101";
        assertThat(answerTo(Scripted.x410Connect("80013f" + bind + "84010c"))).endsWith("3103800102");
        assertThat(nodes.calledEvents.messages(EventId.ASSOCIATION_REFUSED))
                .singleElement()
                .asString()
                .contains("security-context");
    }

    @Test
    void theRecoveryOfAnAssociationIsRefusedAsSuch() throws IOException {
        nodes = new TwoNodes(TwoNodes.Peer.of(Mode.X410_1988));
        String recover = "a317 a115 14046d746131 170d3236313132303231333030305a";
        assertThat(answerTo(Scripted.x410Connect("80013f" + recover + "84010c")))
                .endsWith("3103800101");
        assertThat(nodes.calledEvents.messages(EventId.ASSOCIATION_REFUSED))
                .singleElement()
                .asString()
                .contains("recover");
        assertThat(nodes.calledEvents.ids()).doesNotContain(EventId.UNKNOWN_MTA);
    }

    @Test
    void anAssociationThatWasLostIsRecoveredWithoutABind() throws IOException {
        nodes = new TwoNodes(TwoNodes.Peer.of(Mode.X410_1988));
        String bind = "a316 a014 a112 800643414c4c4552 a1081606736563726574";
        String recover = "a115 14046d746131 170d3236313132303231333030305a";
        assertThat(answerTo(Scripted.x410Connect("80013f" + bind + "84010c"))).contains("800643414c4c4544");
        await().until(() -> nodes.called.live() == 0);
        assertThat(answerTo(Scripted.x410Connect("80013f a317" + recover + "84010c")))
                .endsWith(Octets.hex("a217" + recover).toHex());
        assertThat(nodes.calledEvents.messages(EventId.ASSOCIATION_ACCEPTED)).hasSize(2);
        assertThat(nodes.calledIntake.users).hasSize(2);
        assertThat(nodes.calledEvents.ids()).doesNotContain(EventId.ASSOCIATION_REFUSED);
    }

    /** What the called node says, after CC, to a CN that the caller's address sends; hexadecimal. */
    private String answerTo(String cn) throws IOException {
        try (Socket caller = new Socket(
                nodes.address().getAddress(), nodes.address().getPort(), TwoNodes.inet(TwoNodes.CALLER), 0)) {
            caller.setSoTimeout(10_000);
            caller.getOutputStream()
                    .write(Octets.hex("03000011 0ce00000111100 c20458343030").toArray());
            read(caller);
            caller.getOutputStream().write(Scripted.tpkt(Octets.hex(cn)).toArray());
            return read(caller).toHex();
        }
    }

    static Octets read(Socket caller) throws IOException {
        byte[] header = caller.getInputStream().readNBytes(4);
        int length = (header[2] & 0xff) << 8 | header[3] & 0xff;
        return Octets.wrap(caller.getInputStream().readNBytes(length - 4));
    }

    @Test
    void theOtherDialogueModeIsRefused() throws IOException {
        nodes = new TwoNodes(NORMAL.twoWay());
        RecordedUser user = nodes.open(nodes.calledAs(NORMAL));
        assertThat(user.last()).startsWith("openFailed mts");
        assertThat(nodes.calledEvents.ids()).contains(EventId.DIALOGUE_MODE_REFUSED);
    }

    @Test
    void oneAssociationTooManyIsToldBusy() throws IOException {
        RecordedUser first = bound(NORMAL);
        nodes.open(nodes.calledAs(NORMAL));
        RecordedUser third = nodes.open(nodes.calledAs(NORMAL));
        assertThat(third.last()).startsWith("openFailed mts").containsIgnoringCase("busy");
        assertThat(nodes.calledEvents.messages(EventId.ASSOCIATION_LIMIT_REACHED))
                .singleElement()
                .asString()
                .contains("limits.perPeer, 2");
        first.port.close();
        await().until(() -> nodes.called.live() == 1);
        assertThat(nodes.open(nodes.calledAs(NORMAL)).last()).isEqualTo("opened with the turn");
    }

    @Test
    void whoSaysNothingIsDroppedAtTheDeadline() throws IOException {
        nodes = new TwoNodes(NORMAL);
        try (Socket silent =
                new Socket(nodes.address().getAddress(), nodes.address().getPort())) {
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
        await().until(() -> nodes.called.live() == 0);
        assertThat(nodes.calledEvents.messages(EventId.LIMIT_REACHED))
                .singleElement()
                .asString()
                .contains("limits.connectDeadline, 300ms", "127.0.0.1", "no transport connect request");
    }

    @Test
    void whatIsNotTheProtocolIsCutOffWithOneEvent() throws IOException {
        nodes = new TwoNodes(NORMAL);
        try (Socket stranger =
                new Socket(nodes.address().getAddress(), nodes.address().getPort())) {
            stranger.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes());
            assertThat(Octets.wrap(stranger.getInputStream().readAllBytes()).length())
                    .isLessThan(100);
        }
        await().until(() -> nodes.called.live() == 0);
        assertThat(nodes.calledEvents.messages(EventId.PROTOCOL_VIOLATED))
                .singleElement()
                .asString()
                .contains("octet 0");
        assertThat(nodes.calledEvents.ids())
                .containsExactly(EventId.LISTENING, EventId.CONNECTION_ACCEPTED, EventId.PROTOCOL_VIOLATED);
    }

    // Who cannot be called

    @Test
    void whoHangsUpBeforeTheAssociationIsOpenIsInAnEvent() throws IOException {
        nodes = new TwoNodes(NORMAL);
        try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RecordedUser user = new RecordedUser();
            nodes.associator.open(nodes.calledAs(NORMAL.at("", peer.getLocalPort())), user);
            peer.accept().close();
            await().until(() -> !user.told.isEmpty());
            assertThat(user.last()).startsWith("openFailed transport");
        }
        assertThat(nodes.callerEvents.ids()).containsExactly(EventId.ASSOCIATION_ENDED_ABNORMALLY);
        assertThat(nodes.callerEvents.ofId(EventId.ASSOCIATION_ENDED_ABNORMALLY))
                .singleElement()
                .asString()
                .contains("local=127.0.0.5:", "remote=127.0.0.1:");
    }

    @Test
    void aSourceAddressThatIsNotHereMakesNoConnection() throws IOException {
        nodes = new TwoNodes(NORMAL);
        RecordedUser user = nodes.open(nodes.calledAs(NORMAL.at("192.0.2.7", 0)));
        assertThat(user.last()).startsWith("openFailed source").contains("192.0.2.7");
        assertThat(nodes.callerEvents.messages(EventId.SOURCE_ADDRESS_MISSING))
                .singleElement()
                .asString()
                .contains("Source address 192.0.2.7 of connector called", "which has", "lo 127.0.0.1");
        assertThat(nodes.callerEvents.ids()).containsExactly(EventId.SOURCE_ADDRESS_MISSING);
        assertThat(nodes.calledEvents.ids()).containsExactly(EventId.LISTENING);
    }

    @Test
    void theNextAddressIsTriedWhenNobodyListensOnTheFirst() throws IOException {
        nodes = new TwoNodes(NORMAL);
        RecordedUser user = nodes.open(nodes.calledAs(NORMAL, "127.0.0.77", "127.0.0.1"));
        assertThat(user.last()).isEqualTo("opened with the turn");
        assertThat(nodes.callerEvents.messages(EventId.CONNECT_FAILED))
                .singleElement()
                .asString()
                .contains("127.0.0.77");
    }

    @Test
    void anotherResponderThanExpectedIsAborted() throws IOException {
        nodes = new TwoNodes(NORMAL);
        RecordedUser user = nodes.open(TwoNodes.expecting("ANOTHER", nodes.calledAs(NORMAL)));
        assertThat(user.last()).startsWith("openFailed mts").contains("\"CALLED\", not \"ANOTHER\"");
        assertThat(nodes.callerEvents.ids()).containsExactly(EventId.CREDENTIALS_WRONG);
        await().until(() -> nodes.called.live() == 0 && nodes.caller.live() == 0);
        assertThat(nodes.calledEvents.messages(EventId.ASSOCIATION_ENDED_ABNORMALLY))
                .singleElement()
                .asString()
                .contains("may not have accepted our name or password");
    }
}
