package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.address.AddressPattern;
import org.openx400.mta.connector.AddressSpaceEntry;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.event.EventId;
import org.openx400.mta.local.SubjectReader;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeDecoder;
import org.openx400.mta.p1.MtsApdu;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.DamagedContentException;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.Spool;
import org.openx400.mta.report.Outcome;

/** Mail that leaves the MTS through a gateway, and comes in through it. */
class GatewayTest {
    private static final String ANN = "C=US;A= ;P=INTERNET;S=Ann";
    private static final String BEN = "C=US;A= ;P=INTERNET;S=Ben";
    private static final Duration LATER = Duration.ofMinutes(10);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** Answers as the test says, and keeps what it was given. */
    private static final class Scripted implements Gateway {
        private final List<Departure> departures = new ArrayList<>();
        private final List<CompletableFuture<Handover>> answers = new ArrayList<>();

        @Override
        public String name() {
            return "internet";
        }

        @Override
        public List<AddressSpaceEntry> addressSpace() {
            try {
                return List.of(new AddressSpaceEntry(AddressPattern.parse("C=US;A= ;P=INTERNET"), 1));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public int atOnce() {
            return 2;
        }

        @Override
        public CompletableFuture<Handover> handOver(Departure departure) {
            departures.add(departure);
            CompletableFuture<Handover> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
        }

        @Override
        public ConnectorStatus status(int waiting) {
            return new ConnectorStatus(name(), null, null, true, true, waiting, List.of());
        }
    }

    @TempDir
    Path folder;

    private RelayFixture mta;
    private final Scripted gateway = new Scripted();

    @BeforeEach
    void start() throws Exception {
        mta = new RelayFixture(folder);
        mta.with(mta.connector("from-origin", "ORIGIN"));
        mta.gateways.add(gateway);
        mta.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        mta.start();
    }

    private void answer(int departure, Handover handover) {
        gateway.answers.get(departure).complete(handover);
        mta.time.settle();
    }

    /** Defines the gateway anew, or takes it out of the configuration, beside these connectors. */
    private CompletableFuture<Void> serve(List<Gateway> gateways, Connector... connectors) {
        CompletableFuture<Void> served = mta.relay.serve(
                new Relay.Surroundings(
                        List.of(connectors),
                        gateways,
                        List.of(),
                        List.of(),
                        folder,
                        SubjectReader.NONE,
                        () -> Long.MAX_VALUE,
                        Share.ALL),
                DEADLINE);
        mta.time.settle();
        return served;
    }

    private static Outcome refused(int recipient) {
        return new Outcome(
                recipient,
                new ReportType.NonDelivery(
                        NonDeliveryReasonCode.UNABLE_TO_TRANSFER, NonDeliveryDiagnosticCode.UNRECOGNISED_OR_NAME),
                "550 no such user");
    }

    @Test
    void isGivenTheEnvelopeAndTheContentAndSettlesTheEntry() throws Exception {
        mta.receive("from-origin", Samples.message("m1").to(ANN).to(BEN).apdu());

        Departure departure = gateway.departures.get(0);
        assertThat(departure.recipients()).containsExactly(0, 1);
        assertThat(((MessageTransferEnvelope) departure.envelope()).perRecipientFields())
                .hasSize(2);
        try (ContentReader content = departure.content().open()) {
            assertThat(content.next(1000)).isEqualTo(Samples.CONTENT);
        }
        assertThat(mta.queue.list(0, 10)).hasSize(1);

        answer(0, Handover.settled(List.of()));
        assertThat(mta.queue.list(0, 10)).isEmpty();
        assertThat(mta.events(EventId.MESSAGE_TRANSFERRED)).hasSize(1);
        assertThat(mta.sent()).isEmpty();
    }

    @Test
    void settlesWhatFailedAndTriesTheOthersAgain() throws Exception {
        mta.receive("from-origin", Samples.message("m1").to(ANN).to(BEN).apdu());
        answer(0, new Handover(List.of(refused(1)), List.of(0), LATER, "451 later"));

        assertThat(mta.sent()).extracting(MtsApdu::kind).containsExactly(ApduKind.REPORT);
        assertThat(mta.queue.list(0, 10)).extracting(QueueEntry::recipients).containsExactly(List.of(0));
        assertThat(gateway.departures).hasSize(1);

        mta.time.advance(LATER);
        assertThat(gateway.departures).hasSize(2);
        answer(1, Handover.settled(List.of()));
        assertThat(mta.queue.list(0, 10)).isEmpty();
    }

    @Test
    void triesAgainUntilTheMessageExpires() throws Exception {
        mta.receive("from-origin", Samples.message("m1").to(ANN).apdu());
        answer(0, new Handover(List.of(), List.of(0), LATER, "451 later"));
        assertThat(mta.queue.list(0, 10)).extracting(QueueEntry::lastProblem).containsExactly("451 later");

        mta.time.advance(LATER);
        assertThat(gateway.departures).extracting(Departure::attempts).containsExactly(0, 1);
        answer(1, new Handover(List.of(), List.of(0), Duration.ofDays(8), "451 later"));
        mta.time.advance(Duration.ofDays(8));
        assertThat(mta.events(EventId.MESSAGE_EXPIRED)).hasSize(1);
        assertThat(mta.sent()).extracting(MtsApdu::kind).containsExactly(ApduKind.REPORT);
    }

    @Test
    void hasNoMoreInHandThanItAllows() throws Exception {
        for (String id : List.of("m1", "m2", "m3")) {
            mta.receive("from-origin", Samples.message(id).to(ANN).apdu());
        }
        assertThat(gateway.departures).hasSize(2);
        CompletableFuture<List<ConnectorStatus>> status = mta.relay.connectors();
        mta.time.settle();
        assertThat(status.join())
                .filteredOn(connector -> connector.name().equals("internet"))
                .extracting(ConnectorStatus::waiting)
                .containsExactly(3);
        answer(0, Handover.settled(List.of()));
        assertThat(gateway.departures).hasSize(3);
    }

    @Test
    void whatIsUnderWayIsNotBegunAgainByANewDefinitionHoweverLongItTakes() throws Exception {
        mta.receive("from-origin", Samples.message("m1").to(ANN).apdu());
        Scripted present = new Scripted();
        assertThat(serve(List.of(present), mta.named("from-origin"))).isCompleted();
        mta.time.advance(DEADLINE);
        mta.receive("from-origin", Samples.message("m2").to(ANN).apdu());
        assertThat(gateway.departures).hasSize(1);
        assertThat(present.departures)
                .singleElement()
                .extracting(departure -> departure.envelope().mtsIdentifier().localIdentifier())
                .isEqualTo("m2");

        answer(0, Handover.settled(List.of()));
        assertThat(mta.queue.list(0, 10)).hasSize(1);
        assertThat(present.departures).hasSize(1);
    }

    @Test
    void whatANewDefinitionFindsUnderWayIsTriedAgainByIt() throws Exception {
        mta.receive("from-origin", Samples.message("m1").to(ANN).apdu());
        Scripted present = new Scripted();
        serve(List.of(present), mta.named("from-origin"));
        answer(0, new Handover(List.of(), List.of(0), LATER, "451 later"));
        mta.time.advance(LATER);
        assertThat(gateway.departures).hasSize(1);
        assertThat(present.departures).extracting(Departure::attempts).containsExactly(1);
    }

    @Test
    void whatIsUnderWayAtAGatewayThatIsGoneTakesAnotherWayOnlyWhenItHasEndedWithoutSuccess() throws Exception {
        mta.receive("from-origin", Samples.message("m1").to(ANN).apdu());
        mta.receive("from-origin", Samples.message("m2").to(ANN).apdu());
        CompletableFuture<Void> served = serve(
                List.of(),
                mta.named("from-origin"),
                mta.connector("other", "INTERNET").build());
        assertThat(served).isNotDone();
        mta.time.advance(DEADLINE);
        assertThat(served).isCompleted();
        assertThat(mta.events(EventId.MESSAGE_REROUTED)).isEmpty();

        answer(0, Handover.settled(List.of()));
        assertThat(mta.events(EventId.MESSAGE_REROUTED)).isEmpty();
        answer(1, new Handover(List.of(), List.of(0), LATER, "the connection is lost"));
        assertThat(mta.events(EventId.MESSAGE_REROUTED)).hasSize(1);
        assertThat(mta.sent()).hasSize(1);
    }

    @Test
    void aGatewayThatComesBackLeavesAloneWhatIsStillUnderWay() throws Exception {
        mta.receive("from-origin", Samples.message("m1").to(ANN).apdu());
        serve(List.of(), mta.named("from-origin"));
        mta.time.advance(DEADLINE);
        Scripted present = new Scripted();
        assertThat(serve(List.of(present), mta.named("from-origin"))).isCompleted();
        mta.receive("from-origin", Samples.message("m2").to(ANN).apdu());
        assertThat(present.departures).hasSize(1);

        answer(0, Handover.settled(List.of()));
        assertThat(present.departures).hasSize(1);
        present.answers.get(0).complete(Handover.settled(List.of()));
        mta.time.settle();
        assertThat(mta.queue.list(0, 10)).isEmpty();
    }

    @Test
    void holdsAsideWhatCannotBeRead() throws Exception {
        mta.receive("from-origin", Samples.message("m1").to(ANN).apdu());
        gateway.answers.get(0).completeExceptionally(new DamagedContentException(0, "chunk 0"));
        mta.time.settle();
        assertThat(mta.events(EventId.MESSAGE_HELD)).hasSize(1);
        assertThat(mta.queue.list(0, 10)).hasSize(1);
    }

    @Test
    void bringsInWhatIsRoutedOnceHoweverOftenItIsRepeated() throws Exception {
        for (int i = 0; i < 2; i++) {
            Spool content = mta.relay.gatewayIntake().newContent();
            content.write(Samples.CONTENT);
            MessageTransferEnvelope envelope = (MessageTransferEnvelope) new EnvelopeDecoder(P1Limits.DEFAULT)
                    .decode(
                            ApduKind.MESSAGE,
                            MtsApdu.decode(
                                            Samples.message("m1")
                                                    .to("C=US;A= ;P=ORIGIN;S=Bob")
                                                    .apdu(),
                                            P1Limits.DEFAULT)
                                    .envelope());
            CompletableFuture<Intake.Decision> decision =
                    mta.relay.gatewayIntake().take("internet", envelope, content, Octets.hex("0102"));
            mta.time.settle();
            assertThat(decision.join()).isInstanceOf(Intake.Decision.Accepted.class);
        }
        assertThat(mta.sent()).extracting(MtsApdu::content).containsExactly(Samples.CONTENT);
        assertThat(mta.events(EventId.DUPLICATE_RECOGNISED)).hasSize(1);
    }

    @Test
    void refusesWhileFreeDiskIsShort() {
        assertThat(mta.relay.gatewayIntake().obstacle()).isEmpty();
        mta.freeDisk(0L);
        assertThat(mta.relay.gatewayIntake().obstacle()).isEqualTo(Optional.of("free disk is short"));
    }
}
