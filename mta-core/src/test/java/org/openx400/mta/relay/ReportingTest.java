package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.ContentCorrelator;
import org.openx400.mta.envelope.Criticality;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.ExtensionIdentifier;
import org.openx400.mta.envelope.InternalTraceInformationElement;
import org.openx400.mta.envelope.LastTraceInformation;
import org.openx400.mta.envelope.MTASuppliedInformation;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.OriginatingMTAReportRequest;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.OtherActions;
import org.openx400.mta.envelope.PerMessageIndicators;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.RoutingAction;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.event.EventId;
import org.openx400.mta.local.DeliverySummary;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeDecoder;
import org.openx400.mta.p1.EnvelopeEncoder;
import org.openx400.mta.p1.ExtensionForm;
import org.openx400.mta.p1.MtsApdu;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.p1.ReportContentDecoder;
import org.openx400.mta.p1.ReportContentEncoder;
import org.openx400.mta.p1.StandardExtensions;

/** What is reported, to whom, and what the report says; a report goes back over {@code from-origin}. */
class ReportingTest {
    private static final String BOB = "C=US;A= ;P=SITE2;S=Bob";
    private static final String NOBODY = "C=US;A= ;P=NOWHERE;S=Nobody";

    @TempDir
    Path folder;

    private RelayFixture mta;

    @BeforeEach
    void start() throws Exception {
        mta = new RelayFixture(folder);
        mta.maximumContent = 5000;
        mta.maximumApdu = 110_000;
        mta.with(mta.connector("from-origin", "ORIGIN"), mta.connector("to-site2", "SITE2"));
        mta.with(mta.connector("to-1984", "OLD").mode(Mode.X410_1984));
        mta.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        mta.start();
    }

    private MtsApdu onlyReport() throws Exception {
        List<MtsApdu> reports = mta.sent().stream()
                .filter(apdu -> apdu.kind() == ApduKind.REPORT)
                .toList();
        assertThat(reports).hasSize(1);
        return reports.get(0);
    }

    private static ReportTransferContent content(MtsApdu report) throws Exception {
        return new ReportContentDecoder(P1Limits.DEFAULT).decode(report.content());
    }

    private static ReportTransferEnvelope envelope(MtsApdu report) throws Exception {
        return new EnvelopeDecoder(P1Limits.DEFAULT).report(report.envelope());
    }

    private void assertNonDelivery(int reason, int diagnostic) throws Exception {
        assertNonDelivery(content(onlyReport()).perRecipientFields().get(0), reason, diagnostic);
    }

    private static void assertNonDelivery(PerRecipientReportTransferFields recipient, int reason, int diagnostic) {
        ReportType.NonDelivery failure =
                (ReportType.NonDelivery) recipient.lastTraceInformation().reportType();
        assertThat(failure.nonDeliveryReasonCode().number()).isEqualTo(reason);
        assertThat(failure.nonDeliveryDiagnosticCode().number()).isEqualTo(diagnostic);
    }

    @Test
    void reportsARecipientWhomNobodyServes() throws Exception {
        Samples.Message message = Samples.message("m1")
                .to(BOB)
                .to(NOBODY)
                .contentIdentifier("ci-1")
                .with(StandardExtensions.CONTENT_CORRELATOR.encode(
                        new ContentCorrelator(true, Octets.latin1("corr-1"))));
        mta.receive("from-origin", message.apdu());

        MtsApdu report = onlyReport();
        ReportTransferEnvelope envelope = envelope(report);
        assertThat(envelope.reportIdentifier().globalDomainIdentifier()).isEqualTo(RelayFixture.HUB);
        assertThat(envelope.reportDestinationName().equivalent(Samples.name(Samples.ALICE)))
                .isTrue();
        assertThat(envelope.traceInformation()).hasSize(1);
        assertThat(envelope.traceInformation().get(0).globalDomainIdentifier()).isEqualTo(RelayFixture.HUB);
        ReportTransferContent content = content(report);
        assertThat(content.subjectIdentifier().toString()).isEqualTo(message.id());
        assertThat(content.subjectIntermediateTraceInformation()).isNull();
        assertThat(content.contentIdentifier()).isEqualTo("ci-1");
        assertThat(StandardExtensions.CONTENT_CORRELATOR.find(content.extensions()))
                .isEqualTo(new ContentCorrelator(true, Octets.latin1("corr-1")));
        assertThat(content.returnedContent()).isNull();
        assertThat(content.perRecipientFields()).hasSize(1);
        PerRecipientReportTransferFields recipient =
                content.perRecipientFields().get(0);
        assertThat(recipient.originallySpecifiedRecipientNumber()).isEqualTo(2);
        assertThat(recipient.actualRecipientName().equivalent(Samples.name(NOBODY)))
                .isTrue();
        assertThat(recipient.lastTraceInformation().arrivalTime().instant()).isEqualTo(RelayFixture.START);
        assertNonDelivery(recipient, 1, 0);
        assertThat(mta.events(EventId.NON_DELIVERY_REPORT_GENERATED)).hasSize(1);
        assertThat(mta.sent()).hasSize(2);
    }

    @Test
    void tellsOfAllRecipientsInOneReport() throws Exception {
        Samples.Message message = Samples.message("m1");
        for (int recipient = 0; recipient < 50; recipient++) {
            message.to(NOBODY);
        }
        mta.receive("from-origin", message.apdu());
        assertThat(content(onlyReport()).perRecipientFields()).hasSize(50);
        assertThat(mta.events(EventId.NON_DELIVERY_REPORT_GENERATED))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.message())
                            .contains("C=US;A= ;P=NOWHERE;S=Nobody and 47 more", "unable-to-transfer");
                    assertThat(event.fields()).containsEntry("recipients", 50);
                });
    }

    @Test
    void givesTheTraceOfTheSubjectWhenAnAuditedReportWasAskedFor() throws Exception {
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(NOBODY, true, OriginatingMTAReportRequest.AUDITED_REPORT)
                        .apdu());
        List<TraceInformationElement> trace = content(onlyReport()).subjectIntermediateTraceInformation();
        assertThat(trace).hasSize(1);
        assertThat(trace.get(0).globalDomainIdentifier()).isEqualTo(Samples.ORIGIN);
    }

    @Test
    void returnsTheContentWhenAskedForAndNotTooLarge() throws Exception {
        PerMessageIndicators back = PerMessageIndicators.of(PerMessageIndicators.CONTENT_RETURN_REQUEST);
        mta.receive(
                "from-origin", Samples.message("m1").to(NOBODY).indicators(back).apdu());
        assertThat(content(onlyReport()).returnedContent()).isEqualTo(Samples.CONTENT);
    }

    @Test
    void doesNotReturnAContentThatWasTooLongToBeKept() throws Exception {
        PerMessageIndicators back = PerMessageIndicators.of(PerMessageIndicators.CONTENT_RETURN_REQUEST);
        Octets large = Octets.latin1("x".repeat(5001));
        mta.receive(
                "from-origin",
                Samples.message("m1").to(BOB).indicators(back).content(large).apdu());
        assertNonDelivery(1, 7);
        assertThat(content(onlyReport()).returnedContent()).isNull();
        assertThat(mta.sent()).hasSize(1);
    }

    @Test
    void reportsAMessageThatComesBackToOurDomain() throws Exception {
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(BOB)
                        .passed(Samples.trace(RelayFixture.HUB))
                        .passed(Samples.trace(Samples.ORIGIN))
                        .apdu());
        assertNonDelivery(1, 3);
        assertThat(mta.events(EventId.LOOP_DETECTED)).hasSize(1);
    }

    @Test
    void reportsAMessageThatComesBackToThisMta() throws Exception {
        InternalTraceInformationElement own = new InternalTraceInformationElement(
                RelayFixture.HUB, "HUB-MTA", MTASuppliedInformation.relayed(RelayFixture.START));
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(BOB)
                        .passed(Samples.trace(RelayFixture.HUB))
                        .with(StandardExtensions.INTERNAL_TRACE_INFORMATION.encode(List.of(own)))
                        .apdu());
        assertNonDelivery(1, 3);
    }

    @Test
    void reportsAMessageThatHasMadeTooManyHops() throws Exception {
        Samples.Message message = Samples.message("m1").to(BOB);
        for (int hop = 2; hop <= 50; hop++) {
            message.passed(Samples.trace(Samples.ORIGIN));
        }
        mta.receive("from-origin", message.apdu());
        assertThat(mta.sent()).extracting(MtsApdu::kind).containsExactly(ApduKind.MESSAGE);

        mta.receive("from-origin", message.passed(Samples.trace(Samples.ORIGIN)).apdu());
        assertNonDelivery(1, 3);
    }

    @Test
    void takesAMessageBackAfterARedirection() throws Exception {
        TraceInformationElement redirecting = new TraceInformationElement(
                Samples.ORIGIN,
                new DomainSuppliedInformation(
                        UTCTime.of(RelayFixture.START),
                        null,
                        RoutingAction.RELAYED,
                        null,
                        null,
                        OtherActions.REDIRECTED));
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(BOB)
                        .passed(Samples.trace(RelayFixture.HUB))
                        .passed(redirecting)
                        .apdu());
        assertThat(mta.sent()).extracting(MtsApdu::kind).containsExactly(ApduKind.MESSAGE);
    }

    @Test
    void reportsAnUnknownExtensionThatIsCriticalForTransfer() throws Exception {
        ExtensionField unknown =
                new ExtensionField(new ExtensionIdentifier.Private("1.2.3.4"), Criticality.FOR_TRANSFER, null);
        mta.receive("from-origin", Samples.message("m1").to(BOB).with(unknown).apdu());
        assertNonDelivery(1, 18);
    }

    @Test
    void reportsOnlyTheRecipientWithAnUnknownCriticalExtension() throws Exception {
        ExtensionField unknown =
                new ExtensionField(new ExtensionIdentifier.Private("1.2.3.4"), Criticality.FOR_TRANSFER, null);
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(BOB)
                        .to(BOB, true, OriginatingMTAReportRequest.NON_DELIVERY_REPORT, unknown)
                        .apdu());
        assertNonDelivery(1, 18);
        assertThat(content(onlyReport()).perRecipientFields().get(0).originallySpecifiedRecipientNumber())
                .isEqualTo(2);
        assertThat(mta.sent()).hasSize(2);
    }

    @Test
    void relaysAnUnknownExtensionThatIsNotCritical() throws Exception {
        ExtensionField unknown =
                new ExtensionField(new ExtensionIdentifier.Private("1.2.3.4"), Criticality.NONE, Octets.hex("0500"));
        mta.receive("from-origin", Samples.message("m1").to(BOB).with(unknown).apdu());
        assertThat(mta.sent().get(0).envelope().toHex()).contains("83032a0304");
    }

    @Test
    void reportsAnUpperBoundThatIsExceeded() throws Exception {
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(BOB)
                        .contentIdentifier("seventeen letters")
                        .apdu());
        assertNonDelivery(1, 13);
    }

    @Test
    void reportsATooLongContentAndCutsOffATooLongApdu() throws Exception {
        Octets most = Octets.latin1("x".repeat(10_000));
        mta.receive("from-origin", Samples.message("m1").to(BOB).content(most).apdu());
        assertNonDelivery(1, 7);

        Octets longer = Octets.latin1("x".repeat(110_000));
        assertThat(mta.receive(
                        "from-origin",
                        Samples.message("m2").to(BOB).content(longer).apdu()))
                .isInstanceOf(Intake.Decision.Refused.class);
    }

    @Test
    void reportsTooManyRecipients() throws Exception {
        Samples.Message message = Samples.message("m1");
        for (int i = 0; i <= 100; i++) {
            message.to(BOB);
        }
        mta.receive("from-origin", message.apdu());
        assertNonDelivery(1, 16);
        assertThat(content(onlyReport()).perRecipientFields()).hasSize(101);
    }

    @Test
    void reportsWhatItCouldNotTransferInTime() throws Exception {
        mta.associator.refuse();
        mta.receive("from-origin", Samples.message("m1").to(BOB).apdu());
        mta.time.advance(Duration.ofDays(7).minusSeconds(20));
        assertThat(mta.events(EventId.MESSAGE_EXPIRED)).isEmpty();
        mta.associator.onOpen(association -> {
            if (association.connector().name().equals("from-origin")) {
                association.user().opened(association.confirming(), true);
            } else {
                association.user().openFailed("tcp", "connection refused");
            }
        });
        mta.time.advance(Duration.ofSeconds(30));
        assertNonDelivery(1, 5);
        assertThat(mta.events(EventId.MESSAGE_EXPIRED)).hasSize(1);
        assertThat(mta.queue.list(0, 10)).isEmpty();
    }

    @Test
    void countsExpiryFromTheEndOfDeferral() throws Exception {
        mta.associator.refuse();
        Instant deferred = RelayFixture.START.plus(Duration.ofDays(5));
        mta.receive(
                "from-origin",
                Samples.message("m1").to(BOB).deferredUntil(deferred).apdu());
        mta.time.advance(Duration.ofDays(11));
        assertThat(mta.events(EventId.MESSAGE_EXPIRED)).isEmpty();
        mta.time.advance(Duration.ofDays(1).plusSeconds(10));
        assertThat(mta.events(EventId.MESSAGE_EXPIRED)).hasSize(1);
    }

    @Test
    void respectsTheLatestDeliveryTime() throws Exception {
        mta.associator.refuse();
        UTCTime latest = UTCTime.of(RelayFixture.START.plusSeconds(600));
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(BOB)
                        .with(StandardExtensions.LATEST_DELIVERY_TIME.encode(latest))
                        .apdu());
        mta.time.advance(Duration.ofSeconds(599));
        assertThat(mta.events(EventId.MESSAGE_EXPIRED)).isEmpty();
        mta.time.advance(Duration.ofSeconds(11));
        assertThat(mta.events(EventId.MESSAGE_EXPIRED)).hasSize(1);
    }

    @Test
    void refusesWhatNoReportCouldBeMadeOnThoughItCouldBeRelayed() throws Exception {
        ExtensionField unreadable = new ExtensionField(
                new ExtensionIdentifier.Standard(StandardExtensions.DL_EXPANSION_HISTORY.number()),
                Criticality.NONE,
                Octets.hex("3003300105"));
        assertThat(mta.receive(
                        "from-origin",
                        Samples.message("m1")
                                .to("C=US;A= ;P=SITE2;S=Bob")
                                .with(unreadable)
                                .apdu()))
                .isInstanceOf(Intake.Decision.Refused.class);
        assertThat(mta.events(EventId.MESSAGE_REFUSED)).hasSize(1);
        assertThat(mta.sent()).isEmpty();
    }

    @Test
    void reportsWhatAWorkingAssociationRefusedThreeTimes() throws Exception {
        mta.associator.onOpen(association -> {
            association.user().opened(association, true);
            if (association.connector().name().equals("from-origin")) {
                association.confirming();
            }
        });
        mta.receive("from-origin", Samples.message("m1").to(BOB).apdu());
        var peer = mta.associator.last();
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(peer.apdus()).hasSize(attempt);
            peer.refuse();
            mta.time.advance(Duration.ofSeconds(119));
            assertThat(peer.apdus()).hasSize(attempt);
            mta.time.advance(Duration.ofSeconds(1));
        }
        assertNonDelivery(0, 49);
        assertThat(mta.events(EventId.TRANSFER_PERMANENTLY_FAILED)).hasSize(1);
        assertThat(mta.queue.list(0, 10)).isEmpty();
    }

    private static Octets reportContent() {
        LastTraceInformation trace = new LastTraceInformation(
                UTCTime.of(RelayFixture.START),
                null,
                new ReportType.NonDelivery(
                        NonDeliveryReasonCode.UNABLE_TO_TRANSFER, NonDeliveryDiagnosticCode.UNRECOGNISED_OR_NAME));
        PerRecipientReportTransferFields recipient = new PerRecipientReportTransferFields(
                Samples.name(NOBODY),
                1,
                PerRecipientIndicators.of(
                        false,
                        OriginatingMTAReportRequest.NON_DELIVERY_REPORT,
                        OriginatorReportRequest.NON_DELIVERY_REPORT),
                trace,
                null,
                null,
                List.of());
        return ReportContentEncoder.encode(
                new ReportTransferContent(
                        new MTSIdentifier(RelayFixture.HUB, "m1"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(recipient)),
                ExtensionForm.STANDARD);
    }

    private Octets reportTo(String destination, TraceInformationElement... passed) {
        return reportTo(destination, reportContent(), passed);
    }

    private Octets reportTo(String destination, Octets content, TraceInformationElement... passed) {
        var identifier = new org.openx400.mta.envelope.MTSIdentifier(Samples.ORIGIN, "r1");
        ReportTransferEnvelope envelope =
                new ReportTransferEnvelope(identifier, Samples.name(destination), List.of(passed), List.of());
        return new MtsApdu(ApduKind.REPORT, EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD), content).encode();
    }

    @Test
    void relaysAReportWithItsContentUnchanged() throws Exception {
        mta.receive("from-origin", reportTo(BOB, Samples.trace(Samples.ORIGIN)));
        assertThat(mta.sent()).hasSize(1);
        assertThat(mta.sent().get(0).content()).isEqualTo(reportContent());
        assertThat(envelope(mta.sent().get(0)).traceInformation()).hasSize(2);
        assertThat(mta.events(EventId.REPORT_TRANSFERRED)).hasSize(1);
    }

    @Test
    void refusesAReportThatCannotBeDecodedBeforeItIsResponsibleForIt() throws Exception {
        for (String destination : List.of(BOB, Samples.DUTY)) {
            assertThat(mta.receive(
                            "from-origin",
                            reportTo(destination, Octets.hex("3103990101"), Samples.trace(Samples.ORIGIN))))
                    .isInstanceOfSatisfying(
                            Intake.Decision.Refused.class,
                            refused -> assertThat(refused.temporary()).isFalse());
        }
        assertThat(mta.events(EventId.ASN1_DECODE_ERROR))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.fields())
                        .containsKeys("association", "remote", "offset")
                        .hasEntrySatisfying(
                                "why", why -> assertThat((String) why).startsWith("ReportTransferContent")));
        assertThat(mta.queue.list(0, 10)).isEmpty();
        assertThat(mta.sent()).isEmpty();
    }

    @Test
    void passesAReportOnUnreadThatIsTooLargeToBeRead() throws Exception {
        RelayFixture small = new RelayFixture(folder);
        small.largestReportRead = reportContent().length() - 1;
        small.with(small.connector("from-origin", "ORIGIN"), small.connector("to-site2", "SITE2"));
        small.with(small.connector("to-1984", "OLD").mode(Mode.X410_1984));
        small.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        small.start();

        small.receive("from-origin", reportTo(BOB, Samples.trace(Samples.ORIGIN)));
        assertThat(small.sent()).extracting(MtsApdu::content).containsExactly(reportContent());

        small.receive("from-origin", reportTo("C=US;A= ;P=OLD;S=Eve", Samples.trace(Samples.ORIGIN)));
        assertThat(small.sent()).hasSize(1);
        assertThat(small.events(EventId.REPORT_DISCARDED))
                .singleElement()
                .satisfies(event -> assertThat(event.message()).contains("too large to be read"));

        small.receive("from-origin", reportTo(Samples.DUTY, Samples.trace(Samples.ORIGIN)));
        try (Stream<Path> files = Files.list(folder.resolve("duty"))) {
            Path summary = files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
            assertThat(DeliverySummary.fromJson(Octets.wrap(Files.readAllBytes(summary)))
                            .reportOn())
                    .isEqualTo(DeliverySummary.ReportSummary.TOO_LARGE);
        }
        assertThat(small.queue.list(0, 10)).isEmpty();
    }

    @Test
    void givesTheCommonNameOfA1984PeerItsPlaceBack() throws Exception {
        mta.receive(
                "to-1984",
                Samples.message("m1").to("C=US;A= ;P=SITE2;DDA:Common=Bob").apdu());
        assertThat(new EnvelopeDecoder(P1Limits.DEFAULT)
                        .message(mta.sent().get(0).envelope())
                        .perRecipientFields()
                        .get(0)
                        .recipientName())
                .hasToString("C=US;A= ;P=SITE2;CN=Bob");
    }

    @Test
    void encodesTheExtensionsOfAReportAsThePeerNeedsThem() throws Exception {
        mta = new RelayFixture(folder);
        mta.with(mta.connector("from-origin", "ORIGIN").peculiarities(true, false));
        mta.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        mta.start();
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(NOBODY)
                        .with(StandardExtensions.CONTENT_CORRELATOR.encode(
                                new ContentCorrelator(true, Octets.latin1("corr-1"))))
                        .apdu());
        assertThat(onlyReport().content().toHex()).contains("a003020117").doesNotContain("800117");
        assertThat(StandardExtensions.CONTENT_CORRELATOR.find(
                        content(onlyReport()).extensions()))
                .isEqualTo(new ContentCorrelator(true, Octets.latin1("corr-1")));
    }

    @Test
    void neverReportsOnAReport() throws Exception {
        mta.receive("from-origin", reportTo(NOBODY, Samples.trace(Samples.ORIGIN)));
        mta.receive("from-origin", reportTo(BOB, Samples.trace(RelayFixture.HUB), Samples.trace(Samples.ORIGIN)));
        assertThat(mta.sent()).isEmpty();
        assertThat(mta.queue.list(0, 10)).isEmpty();
        assertThat(mta.events(EventId.REPORT_DISCARDED)).hasSize(2);
    }

    @Test
    void discardsAReportThatExpires() throws Exception {
        mta.associator.refuse();
        mta.receive("from-origin", reportTo(BOB, Samples.trace(Samples.ORIGIN)));
        mta.time.advance(Duration.ofDays(2).plusSeconds(10));
        assertThat(mta.queue.list(0, 10)).isEmpty();
        assertThat(mta.events(EventId.REPORT_DISCARDED)).hasSize(1);
    }

    @Test
    void answersAProbeForOurUserWithADeliveryReport() throws Exception {
        mta.receive(
                "from-origin",
                Samples.message("p1")
                        .to(Samples.DUTY, true, OriginatingMTAReportRequest.REPORT)
                        .probe());
        PerRecipientReportTransferFields recipient =
                content(onlyReport()).perRecipientFields().get(0);
        assertThat(recipient.lastTraceInformation().reportType()).isInstanceOf(ReportType.Delivery.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void answersAProbeForOurUserAsADeliveryWouldBe() throws Exception {
        mta.receive(
                "from-origin",
                Samples.message("p1")
                        .to(Samples.DUTY)
                        .with(StandardExtensions.PROOF_OF_DELIVERY_REQUEST.encode(true))
                        .probe());
        assertNonDelivery(1, 18);
    }

    @Test
    void answersAProbeForAMessageThatWouldBeTooLong() throws Exception {
        Octets large = Octets.latin1("x".repeat(5001));
        mta.receive("from-origin", Samples.message("p1").to(BOB).content(large).probe());
        assertNonDelivery(1, 7);
    }

    @Test
    void labelsAReportAsItsSubjectIs() throws Exception {
        ExtensionField label = new ExtensionField(
                new ExtensionIdentifier.Standard(20), Criticality.FOR_TRANSFER, Octets.hex("3103020101"));
        mta.receive("from-origin", Samples.message("m1").to(NOBODY).with(label).apdu());
        assertThat(envelope(onlyReport()).extensions()).contains(label);
    }

    @Test
    void beginsNoTransferAtTheLatestDeliveryTimeOrLater() throws Exception {
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(BOB)
                        .with(StandardExtensions.LATEST_DELIVERY_TIME.encode(UTCTime.of(RelayFixture.START)))
                        .apdu());
        assertNonDelivery(1, 5);
        assertThat(mta.sent()).hasSize(1);
    }

    @Test
    void relaysAProbe() throws Exception {
        mta.receive("from-origin", Samples.message("p1").to(BOB).probe());
        assertThat(mta.sent()).extracting(MtsApdu::kind).containsExactly(ApduKind.PROBE);
        assertThat(mta.events(EventId.PROBE_TRANSFERRED)).hasSize(1);
    }

    @Test
    void downgradesForAnMtaOf1984() throws Exception {
        mta.receive(
                "from-origin", Samples.message("m1").to("C=US;A= ;P=OLD;S=Eve").apdu());
        var sent =
                new EnvelopeDecoder(P1Limits.DEFAULT).message(mta.sent().get(0).envelope());
        assertThat(sent.extensions()).isEmpty();
        assertThat(sent.traceInformation()).hasSize(2);
    }

    @Test
    void reportsOnlyTheRecipientWhom1984CannotExpress() throws Exception {
        ExtensionField critical = StandardExtensions.PROOF_OF_DELIVERY_REQUEST.encode(true);
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to("C=US;A= ;P=OLD;S=Eve")
                        .to("C=US;A= ;P=OLD;S=Zoe", true, OriginatingMTAReportRequest.NON_DELIVERY_REPORT, critical)
                        .apdu());
        assertNonDelivery(1, 47);
        assertThat(content(onlyReport()).perRecipientFields().get(0).originallySpecifiedRecipientNumber())
                .isEqualTo(2);
        assertThat(mta.events(EventId.MESSAGE_TRANSFERRED)).hasSize(1);
        assertThat(mta.queue.list(0, 10)).isEmpty();
    }
}
