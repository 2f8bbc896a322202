package org.openx400.mta.rfc1006.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.capture.CaptureReader;
import org.openx400.mta.rfc1006.capture.Conversation;

/** Real traffic through transport and session: our machines in the place of either side. */
@EnabledIfEnvironmentVariable(named = "MTA_CAPTURES", matches = ".+")
class SessionCapturesTest {
    /** Our side asks for what the captured side asked for, so it has to send the same SPDUs. */
    @TestFactory
    Stream<DynamicTest> takesThePlaceOfEitherSide() throws IOException {
        return conversations("pp-.*|crafted-.*")
                .flatMap(named -> Stream.of(true, false)
                        .map(caller -> dynamicTest(
                                named.name + (caller ? " as caller" : " as called"),
                                () -> replay(named.conversation, caller))));
    }

    /** The two directions of these are different conversations: only the caller's side is played to us. */
    @TestFactory
    Stream<DynamicTest> servesTheCallersOfRealTraffic() throws IOException {
        return conversations("x400-ping-.*|p772-.*")
                .map(named -> dynamicTest(named.name, () -> serve(named.conversation)));
    }

    private static void replay(Conversation conversation, boolean asCaller) throws SpduException {
        CapturedSide ours = new CapturedSide(conversation, asCaller);
        ours.replay();

        assertThat(ours.faults()).isEmpty();
        assertThat(ours.sent()).hasSameSizeAs(ours.captured());
        for (int i = 0; i < ours.sent().size(); i++) {
            Octets sent = ours.sent().get(i);
            Octets captured = ours.captured().get(i);
            if (!sent.equals(captured)) {
                assertThat(comparable(sent)).as("TSDU %d", i).isEqualTo(comparable(captured));
            }
        }
    }

    /** CN and AC may differ in the TSDU sizes that are proposed, and in parameters that are there but empty. */
    private static List<Spdu> comparable(Octets tsdu) throws SpduException {
        List<Spdu> spdus = new ArrayList<>();
        for (Spdu spdu : SpduDecoder.decode(tsdu)) {
            if (spdu instanceof Spdu.Cn cn) {
                spdus.add(new Spdu.Cn(
                        cn.identifier(),
                        withoutSizes(cn.item()),
                        cn.requirements(),
                        cn.callingSSAPSelector(),
                        cn.calledSSAPSelector(),
                        cn.dataOverflow(),
                        cn.userData()));
            } else if (spdu instanceof Spdu.Ac ac) {
                spdus.add(new Spdu.Ac(
                        ac.identifier(),
                        withoutSizes(ac.item()),
                        ac.requirements(),
                        ac.respondingSSAPSelector(),
                        ac.userData()));
            } else {
                spdus.add(spdu);
            }
        }
        return spdus;
    }

    private static ConnectItem withoutSizes(ConnectItem item) {
        return new ConnectItem(TsduSizes.UNLIMITED, item.versions(), item.tokenSetting());
    }

    private static void serve(Conversation conversation) {
        ServingSide server = new ServingSide();
        conversation.segments().stream()
                .filter(segment -> segment.fromCaller())
                .forEach(segment -> server.receive(segment.octets()));
        server.endOfStream();

        assertThat(server.faults()).isEmpty();
        assertThat(server.indications()).first().isInstanceOf(SessionIndication.Connect.class);
        assertThat(server.state()).isEqualTo(SessionState.CLOSED);
        // Where the real peer refused, the caller closed TCP without FN
        assertThat(server.released())
                .isEqualTo(conversation.stream(true).toHex().contains("02f08009"));
    }

    private record Named(String name, Conversation conversation) {}

    private static Stream<Named> conversations(String names) throws IOException {
        List<Named> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(System.getenv("MTA_CAPTURES")))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.matches("(" + names + ")\\.pcap")) {
                    int number = 0;
                    for (Conversation conversation : CaptureReader.read(file)) {
                        found.add(new Named(name + " #" + ++number, conversation));
                    }
                }
            }
        }
        return found.stream();
    }
}
