package org.openx400.mta.rfc1006.mts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.capture.CaptureReader;
import org.openx400.mta.rfc1006.capture.Conversation;

/** Real traffic of stacks that we did not write, with our whole stack in the place of either side. */
@EnabledIfEnvironmentVariable(named = "MTA_CAPTURES", matches = ".+")
class AssociationCapturesTest {
    @ParameterizedTest
    @CsvSource({
        "pp-88-normal,NORMAL_1988,1,63",
        "pp-88-x410,X410_1988,1,63",
        "pp-84-x410,X410_1984,1,63",
        "crafted-normal,NORMAL_1988,3,63",
        "crafted-normal_ck,NORMAL_1988,1,1",
        "crafted-x410,X410_1984,2,63",
        "crafted-bad,NORMAL_1988,1,63"
    })
    void takesThePlaceOfEitherSide(String file, Mode mode, int apdus, int checkpointSize) throws IOException {
        Conversation conversation = only(file);
        Side called = asCalled(conversation);
        BindIndication bind = called.only(AssociationEffect.Bind.class).bind();
        assertThat(bind.mode()).isEqualTo(mode);
        assertThat(bind.mtaName()).isNotBlank();
        assertThat(bind.password()).isNotNull();
        assertThat(called.received).hasSize(apdus).allMatch(apdu -> apdu.length() > 10);
        called.only(AssociationEffect.Closed.class);

        Side caller = asCaller(conversation, bind, checkpointSize, called.received);
        assertThat(caller.only(AssociationEffect.Bound.class).result().mtaName())
                .isNotBlank();
        assertThat(caller.told(AssociationEffect.TransferConfirmed.class)).hasSize(apdus);
        caller.only(AssociationEffect.Closed.class);
    }

    @Test
    void takesChunksThatAreSmallerThanAgreed() throws IOException {
        Side called = asCalled(only("crafted-x410_12"));
        assertThat(called.only(AssociationEffect.Bind.class).bind().mode()).isEqualTo(Mode.X410_1988);
        assertThat(called.received).hasSize(2);
        called.only(AssociationEffect.Closed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crafted-w2", "crafted-bad2"})
    void takesWhatTheReliableTransferCannotFindFaultWith(String file) throws IOException {
        Side called = asCalled(only(file));
        assertThat(called.received).isNotEmpty();
        assertThat(called.told(AssociationEffect.Aborted.class))
                .noneMatch(aborted -> aborted.fault().violation());
    }

    @Test
    void abortsATransferThatIsNoExternal() throws IOException {
        Side called = asCalled(only("crafted-misc"));
        assertThat(called.only(AssociationEffect.Bind.class).bind().twoWayAlternate())
                .isTrue();
        AssociationEffect.Aborted aborted = called.only(AssociationEffect.Aborted.class);
        assertThat(aborted.layer()).isEqualTo("rtse");
        assertThat(aborted.why()).contains("EXTERNAL at octet 0");
    }

    @Test
    void servesAPingThatIsRefused() throws IOException {
        for (Conversation conversation : conversations("x400-ping-refuse")) {
            Side called =
                    new Side(OsiMtaAssociation.responder(new ResponderParameters(Pair.LIMITS)), Pair.acceptance(63, 3));
            called.override = effect -> effect instanceof AssociationEffect.Bind
                    ? called.machine.refuseBind(BindError.AUTHENTICATION_ERROR)
                    : null;
            receive(called, conversation.stream(true));
            assertThat(called.only(AssociationEffect.Bind.class).bind().mode()).isEqualTo(Mode.NORMAL_1988);
            assertThat(Octets.concat(List.copyOf(called.wire)).toHex()).endsWith("b207a105b203020102");
        }
    }

    @Test
    void servesThePingAndTheMilitaryMessageWithItsRefusedRecovery() throws IOException {
        List<BindIndication> binds = new ArrayList<>();
        List<Octets> apdus = new ArrayList<>();
        for (String file : List.of("x400-ping-success", "p772-transfer-success")) {
            for (Conversation conversation : conversations(file)) {
                Side called = asCalled(conversation);
                assertThat(called.told(AssociationEffect.Aborted.class))
                        .allMatch(aborted -> !aborted.fault().violation());
                called.told(AssociationEffect.Bind.class).forEach(effect -> binds.add(effect.bind()));
                apdus.addAll(called.received);
            }
        }
        assertThat(binds).allMatch(bind -> bind.mode() == Mode.NORMAL_1988);
        assertThat(binds).anyMatch(bind -> bind.recovers() != null);
        assertThat(apdus).hasSize(1);
        assertThat(apdus.get(0).at(0)).isEqualTo(0xa0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crafted-rf", "crafted-rf410"})
    void readsARefusal(String file) throws IOException {
        Side caller = refusedCaller(only(file), file.endsWith("410") ? Mode.X410_1988 : Mode.NORMAL_1988);
        assertThat(caller.only(AssociationEffect.Refused.class).bindError()).isEqualTo(BindError.AUTHENTICATION_ERROR);
    }

    @Test
    void readsTheRefusalOfTransport() throws IOException {
        Side caller = refusedCaller(only("crafted-dr"), Mode.NORMAL_1988);
        AssociationEffect.Refused refused = caller.only(AssociationEffect.Refused.class);
        assertThat(refused.layer()).isEqualTo("transport");
        assertThat(refused.why()).contains("3");
    }

    @Test
    void readsAnAbort() throws IOException {
        Side caller = refusedCaller(only("crafted-ab410"), Mode.X410_1988);
        assertThat(caller.only(AssociationEffect.Aborted.class).why()).contains("temporary problem (3)");
    }

    private static Side refusedCaller(Conversation conversation, Mode mode) {
        Side caller =
                new Side(OsiMtaAssociation.initiator(Pair.parameters(mode, false, 63, 3)), Pair.acceptance(63, 3));
        caller.run(caller.machine.connected());
        receive(caller, answers(conversation, mode));
        return caller;
    }

    private static Side asCalled(Conversation conversation) {
        Side called =
                new Side(OsiMtaAssociation.responder(new ResponderParameters(Pair.LIMITS)), Pair.acceptance(63, 3));
        receive(called, conversation.stream(true));
        called.run(called.machine.disconnected("end of the capture"));
        return called;
    }

    /** Our stack sends what the captured caller sent; the captured called side answers, TPKT by TPKT. */
    private static Side asCaller(
            Conversation conversation, BindIndication bind, int checkpointSize, List<Octets> apdus) {
        Octets password = bind.password() == null ? Octets.NONE : bind.password();
        InitiatorParameters parameters = new InitiatorParameters(
                bind.mode(),
                bind.called(),
                bind.calling(),
                new MtaCredentials(String.valueOf(bind.mtaName()), Secret.of(password.toLatin1())),
                bind.twoWayAlternate(),
                checkpointSize,
                bind.windowSize(),
                new SessionConnectionIdentifiers(Pair.CLOCK).next("MTA", bind.mode()),
                Pair.LIMITS);
        Side caller = new Side(OsiMtaAssociation.initiator(parameters), Pair.acceptance(63, 3));
        Deque<Octets> answers = new ArrayDeque<>(tpkts(answers(conversation, bind.mode())));
        caller.run(caller.machine.connected());
        while (caller.told(AssociationEffect.Bound.class).isEmpty()) {
            caller.run(caller.machine.received(answers.remove()));
        }
        for (int i = 0; i < apdus.size(); i++) {
            caller.send(apdus.get(i));
            while (caller.told(AssociationEffect.TransferConfirmed.class).size() == i) {
                caller.run(caller.machine.received(answers.remove()));
            }
        }
        caller.run(caller.machine.close());
        while (!answers.isEmpty()) {
            caller.run(caller.machine.received(answers.remove()));
        }
        return caller;
    }

    /** In X.410 mode we offer session version 1 only; these were answers to an offer of version 2. */
    private static Octets answers(Conversation conversation, Mode mode) {
        String stream = conversation.stream(false).toHex();
        return Octets.hex(mode.isNormal() ? stream : stream.replace("1301001601021a0100", "1301001601011a0100"));
    }

    private static void receive(Side side, Octets stream) {
        for (Octets tpkt : tpkts(stream)) {
            side.run(side.machine.received(tpkt));
        }
    }

    private static List<Octets> tpkts(Octets stream) {
        List<Octets> tpkts = new ArrayList<>();
        Octets rest = stream;
        while (!rest.isEmpty()) {
            int length = rest.at(2) << 8 | rest.at(3);
            tpkts.add(rest.slice(0, length));
            rest = rest.from(length);
        }
        return tpkts;
    }

    private static Conversation only(String file) throws IOException {
        List<Conversation> all = conversations(file);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static List<Conversation> conversations(String file) throws IOException {
        return CaptureReader.read(Path.of(System.getenv("MTA_CAPTURES"), file + ".pcap"));
    }
}
