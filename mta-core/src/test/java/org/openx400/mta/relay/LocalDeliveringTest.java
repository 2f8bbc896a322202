package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.OriginatingMTAReportRequest;
import org.openx400.mta.envelope.PerMessageIndicators;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.event.EventId;
import org.openx400.mta.local.DeliverySummary;
import org.openx400.mta.local.LocalDelivery;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeDecoder;
import org.openx400.mta.p1.MtsApdu;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.p1.ReportContentDecoder;
import org.openx400.mta.p1.StandardExtensions;

/** Messages for our own users become files, and are reported as delivered when that was asked for. */
class LocalDeliveringTest {
    @TempDir
    Path folder;

    private RelayFixture mta;

    @BeforeEach
    void start() throws Exception {
        mta = new RelayFixture(folder);
        mta.maximumRecipients = 200;
        mta.with(mta.connector("from-origin", "ORIGIN"));
        mta.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        mta.subjects = (type, content) -> Optional.of(content.next(11).toLatin1());
        mta.start();
    }

    private List<Path> files(String suffix) throws IOException {
        Path mailbox = folder.resolve("duty");
        if (!Files.isDirectory(mailbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(mailbox)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private DeliverySummary onlySummary() throws IOException {
        assertThat(files(".json")).hasSize(1);
        return DeliverySummary.fromJson(
                Octets.wrap(Files.readAllBytes(files(".json").get(0))));
    }

    @Test
    void writesTheApduWithOurTraceAndASummary() throws Exception {
        Samples.Message message = Samples.message("m/1 x")
                .to(Samples.DUTY)
                .to("C=US;A= ;P=ELSE;S=Eve", false, OriginatingMTAReportRequest.NON_DELIVERY_REPORT);
        mta.receive("from-origin", message.apdu());

        assertThat(files(".p1")).hasSize(1);
        assertThat(files(".p1").get(0).getFileName().toString()).matches("m_1_x-[0-9a-f]{12}-1\\.p1");
        MtsApdu apdu =
                MtsApdu.decode(Octets.wrap(Files.readAllBytes(files(".p1").get(0))), P1Limits.DEFAULT);
        assertThat(apdu.content()).isEqualTo(Samples.CONTENT);
        MessageTransferEnvelope envelope = new EnvelopeDecoder(P1Limits.DEFAULT).message(apdu.envelope());
        assertThat(envelope.traceInformation()).hasSize(2);
        assertThat(envelope.traceInformation().get(1).globalDomainIdentifier()).isEqualTo(RelayFixture.HUB);

        DeliverySummary summary = onlySummary();
        assertThat(summary.mtsId()).isEqualTo(message.id());
        assertThat(summary.kind()).isEqualTo("message");
        assertThat(summary.subject()).isEqualTo("the content");
        assertThat(summary.recipients()).containsExactly(summary.recipient());
        assertThat(summary.contentType()).isEqualTo("22");
        assertThat(summary.priority()).isEqualTo("normal");
        assertThat(summary.arrival()).isEqualTo(RelayFixture.START);
        assertThat(summary.octets()).isEqualTo(Samples.CONTENT.length());
        assertThat(mta.queue.list(0, 10)).isEmpty();
        assertThat(mta.events(EventId.MESSAGE_DELIVERED)).hasSize(1);
        assertThat(mta.sent()).isEmpty();
    }

    @Test
    void namesTheOtherRecipientsWhereTheOriginatorAllowsIt() throws Exception {
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(Samples.DUTY)
                        .to("C=US;A= ;P=ELSE;S=Eve", false, OriginatingMTAReportRequest.NON_DELIVERY_REPORT)
                        .indicators(PerMessageIndicators.of(PerMessageIndicators.DISCLOSURE_OF_OTHER_RECIPIENTS))
                        .apdu());
        assertThat(onlySummary().recipients()).hasSize(2);
    }

    @Test
    void deliversNothingAtItsLatestDeliveryTimeOrLater() throws Exception {
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(Samples.DUTY)
                        .with(StandardExtensions.LATEST_DELIVERY_TIME.encode(UTCTime.of(RelayFixture.START)))
                        .apdu());
        assertThat(files(".p1")).isEmpty();
        assertThat(mta.events(EventId.MESSAGE_EXPIRED)).hasSize(1);
        assertThat(mta.sent()).extracting(MtsApdu::kind).containsExactly(ApduKind.REPORT);
    }

    @Test
    void replacesNothingWhenAnotherMessageClaimsTheSameIdentifier() throws Exception {
        mta.receive("from-origin", Samples.message("m1").to(Samples.DUTY).apdu());
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(Samples.DUTY)
                        .content(Octets.latin1("another content"))
                        .apdu());
        assertThat(files(".p1")).hasSize(2);
        assertThat(files(".json")).hasSize(2);
    }

    @Test
    void leavesNothingUnfinishedBehind() throws Exception {
        mta.receive("from-origin", Samples.message("m1").to(Samples.DUTY).apdu());
        assertThat(files(".tmp")).isEmpty();
    }

    @Test
    void reportsTheDeliveryWhenAskedTo() throws Exception {
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(Samples.DUTY, true, OriginatingMTAReportRequest.REPORT)
                        .apdu());
        assertThat(mta.sent()).extracting(MtsApdu::kind).containsExactly(ApduKind.REPORT);
        ReportTransferContent content = new ReportContentDecoder(P1Limits.DEFAULT)
                .decode(mta.sent().get(0).content());
        ReportType.Delivery delivery = (ReportType.Delivery)
                content.perRecipientFields().get(0).lastTraceInformation().reportType();
        assertThat(delivery.messageDeliveryTime().instant()).isEqualTo(RelayFixture.START);
        assertThat(content.returnedContent()).isNull();
        assertThat(mta.events(EventId.DELIVERY_REPORT_GENERATED)).hasSize(1);
    }

    @Test
    void writesTheSameFileWhenADeliveryIsRepeated() throws Exception {
        MtsApdu apdu = MtsApdu.decode(Samples.message("m1").to(Samples.DUTY).apdu(), P1Limits.DEFAULT);
        MessageTransferEnvelope envelope = new EnvelopeDecoder(P1Limits.DEFAULT).message(apdu.envelope());
        LocalDelivery.Message message = new LocalDelivery.Message(7, envelope, RelayFixture.START, 0, null);
        LocalDelivery delivery = new LocalDelivery(folder, RelayFixture.HUB, Clock.systemUTC());
        delivery.deliver(message, 0, "duty", new EmptyApdu());
        delivery.deliver(message, 0, "duty", new EmptyApdu());
        assertThat(files(".p1")).hasSize(1);
        assertThat(files(".json")).hasSize(1);
    }

    private record EmptyApdu() implements ApduSource {
        @Override
        public long length() {
            return 0;
        }

        @Override
        public Octets next(int maximum) {
            return Octets.NONE;
        }

        @Override
        public void close() {}
    }

    @Test
    void writesOneFilePerRecipientNumber() throws Exception {
        mta.receive(
                "from-origin",
                Samples.message("m1").to(Samples.DUTY).to(Samples.DUTY).apdu());
        assertThat(files(".p1")).hasSize(2);
    }

    @Test
    void reportsAnUnknownUserOfOurDomain() throws Exception {
        mta.receive(
                "from-origin", Samples.message("m1").to("C=US;A= ;P=HUB;S=Gone").apdu());
        assertThat(mta.sent()).extracting(MtsApdu::kind).containsExactly(ApduKind.REPORT);
    }

    @Test
    void reportsAnExtensionThatIsCriticalForDeliveryAndNotDone() throws Exception {
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(
                                Samples.DUTY,
                                true,
                                OriginatingMTAReportRequest.NON_DELIVERY_REPORT,
                                StandardExtensions.PROOF_OF_DELIVERY_REQUEST.encode(true))
                        .apdu());
        assertThat(files(".p1")).isEmpty();
        ReportType.NonDelivery failure = (ReportType.NonDelivery) new ReportContentDecoder(P1Limits.DEFAULT)
                .decode(mta.sent().get(0).content())
                .perRecipientFields()
                .get(0)
                .lastTraceInformation()
                .reportType();
        assertThat(failure.nonDeliveryDiagnosticCode().number()).isEqualTo(18);
    }

    @Test
    void triesAgainWhenTheMailboxCannotBeWritten() throws Exception {
        Files.writeString(folder.resolve("duty"), "a file where the folder should be");
        mta.receive("from-origin", Samples.message("m1").to(Samples.DUTY).apdu());
        assertThat(mta.queue.list(0, 10)).hasSize(1);
        assertThat(mta.events(EventId.TRANSFER_FAILED)).hasSize(1);

        Files.delete(folder.resolve("duty"));
        mta.time.advance(LocalDispatcher.RETRY);
        assertThat(mta.queue.list(0, 10)).isEmpty();
        assertThat(files(".p1")).hasSize(1);
    }

    private static List<String> names(Path apdu) throws Exception {
        MtsApdu whole = MtsApdu.decode(Octets.wrap(Files.readAllBytes(apdu)), P1Limits.DEFAULT);
        return new EnvelopeDecoder(P1Limits.DEFAULT)
                .message(whole.envelope()).perRecipientFields().stream()
                        .map(fields -> fields.originallySpecifiedRecipientNumber() + " "
                                + fields.perRecipientIndicators().responsibility())
                        .toList();
    }

    @Test
    void givesEachRecipientHisOwnNameAlone() throws Exception {
        mta.receive(
                "from-origin",
                Samples.message("m1").to(Samples.DUTY).to(Samples.DUTY).apdu());
        assertThat(files(".p1")).hasSize(2);
        assertThat(names(files(".p1").get(0))).containsExactly("1 true");
        assertThat(names(files(".p1").get(1))).containsExactly("2 true");
    }

    @Test
    void givesEachRecipientAllNamesWhereTheOriginatorAllowsItAndTheyAreFew() throws Exception {
        for (int count : List.of(LocalDelivery.MOST_DISCLOSED, LocalDelivery.MOST_DISCLOSED + 1)) {
            Samples.Message message = Samples.message("of" + count)
                    .indicators(PerMessageIndicators.of(PerMessageIndicators.DISCLOSURE_OF_OTHER_RECIPIENTS))
                    .to(Samples.DUTY);
            for (int other = 1; other < count; other++) {
                message.to("C=US;A= ;P=ELSE;S=Eve", false, OriginatingMTAReportRequest.NON_DELIVERY_REPORT);
            }
            mta.receive("from-origin", message.apdu());
        }
        assertThat(files(".p1")).hasSize(2);
        assertThat(names(files(".p1").get(0)))
                .hasSize(LocalDelivery.MOST_DISCLOSED)
                .startsWith("1 true", "2 false");
        assertThat(names(files(".p1").get(1))).containsExactly("1 true");
    }

    @Test
    void leavesTheStoreItsShareOfTheDiskAndGoesOnWithThoseWhoWereNotReached() throws Exception {
        long needed = Samples.CONTENT.length() + 1000;
        mta.freeDisk(1000 + needed, 1000 + needed, 1000L);
        mta.receive(
                "from-origin",
                Samples.message("m1").to(Samples.DUTY).to(Samples.DUTY).apdu());
        assertThat(files(".p1")).hasSize(1);
        assertThat(mta.queue.list(0, 10)).hasSize(1);
        assertThat(mta.queue.list(0, 10).get(0).recipients()).containsExactly(1);
        assertThat(mta.events(EventId.TRANSFER_FAILED).get(0).message())
                .contains("local: 1 of 2", "free disk is short");

        mta.time.advance(LocalDispatcher.RETRY);
        assertThat(files(".p1")).hasSize(1);
        assertThat(mta.queue.list(0, 10).get(0).lastProblem()).isEqualTo("free disk is short");

        mta.freeDisk(Long.MAX_VALUE);
        mta.time.advance(LocalDispatcher.RETRY);
        assertThat(files(".p1")).hasSize(2);
        assertThat(mta.events(EventId.MESSAGE_DELIVERED)).hasSize(2);
        assertThat(mta.queue.list(0, 10)).isEmpty();
    }

    @Test
    void holdsAsideWhatFailsUnexpectedlyAndGoesOnWithTheOthers() throws Exception {
        RelayFixture other = new RelayFixture(folder);
        other.with(other.connector("from-origin", "ORIGIN"));
        other.subjects = (type, content) -> {
            if (content.length() == 3) {
                throw new IllegalStateException("an error of ours");
            }
            return Optional.empty();
        };
        other.start();
        other.receive(
                "from-origin",
                Samples.message("bad")
                        .to(Samples.DUTY)
                        .content(Octets.of(1, 2, 3))
                        .apdu());
        other.receive("from-origin", Samples.message("good").to(Samples.DUTY).apdu());
        assertThat(files(".p1")).hasSize(1);
        assertThat(other.queue.list(0, 10)).hasSize(1);
        assertThat(other.queue.list(0, 10).get(0).heldFor()).contains("an error of ours");
        other.time.advance(Duration.ofDays(30));
        assertThat(other.queue.list(0, 10)).hasSize(1);
    }
}
