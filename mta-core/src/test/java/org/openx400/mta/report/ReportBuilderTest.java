package org.openx400.mta.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NameAndTime;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.OriginatingMTAReportRequest;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.PerMessageIndicators;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.Redirection;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.ReportingMTAName;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.TypeOfMTSUser;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.p1.StandardExtensions;

/** Who is told what, by the bits and histories of the subject. */
class ReportBuilderTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final UTCTime EARLIER = UTCTime.of(NOW.minusSeconds(600));
    private static final GlobalDomainIdentifier HUB = GlobalDomainIdentifier.of("US", " ", "HUB");
    private static final GlobalDomainIdentifier ORIGIN = GlobalDomainIdentifier.of("US", " ", "ORIGIN");
    private static final MTSIdentifier REPORT = new MTSIdentifier(HUB, "report");
    private static final ReportType DELIVERED = new ReportType.Delivery(UTCTime.of(NOW), TypeOfMTSUser.PRIVATE);
    private static final ReportType FAILED = new ReportType.NonDelivery(
            NonDeliveryReasonCode.UNABLE_TO_TRANSFER, NonDeliveryDiagnosticCode.UNRECOGNISED_OR_NAME);

    private final ReportBuilder builder = new ReportBuilder(HUB, "HUB");

    private static ORName name(String surname) throws Exception {
        return ORName.of(ORAddressText.parse("C=US;A= ;P=ORIGIN;S=" + surname));
    }

    private static MessageTransferEnvelope subject(
            OriginatingMTAReportRequest request, List<ExtensionField> message, List<ExtensionField> recipient)
            throws Exception {
        return new MessageTransferEnvelope(
                new MTSIdentifier(ORIGIN, "m1"),
                name("Alice"),
                null,
                ContentType.INTERPERSONAL_MESSAGING_1984,
                null,
                Priority.NORMAL,
                PerMessageIndicators.of(PerMessageIndicators.CONTENT_RETURN_REQUEST),
                null,
                List.of(),
                List.of(new TraceInformationElement(ORIGIN, DomainSuppliedInformation.relayed(EARLIER.instant()))),
                message,
                List.of(new PerRecipientMessageTransferFields(
                        name("Bob"),
                        7,
                        PerRecipientIndicators.of(true, request, OriginatorReportRequest.NO_REPORT),
                        null,
                        recipient)));
    }

    private Optional<Report> build(OriginatingMTAReportRequest request, ReportType type) throws Exception {
        return builder.build(
                subject(request, List.of(), List.of()), NOW, List.of(new Outcome(0, type, null)), REPORT, NOW);
    }

    @Test
    void reportsADeliveryOnlyWhereTheOriginatingMtaAskedForIt() throws Exception {
        assertThat(build(OriginatingMTAReportRequest.NONE, DELIVERED)).isEmpty();
        assertThat(build(OriginatingMTAReportRequest.NON_DELIVERY_REPORT, DELIVERED))
                .isEmpty();
        assertThat(build(OriginatingMTAReportRequest.REPORT, DELIVERED)).isPresent();
        assertThat(build(OriginatingMTAReportRequest.AUDITED_REPORT, DELIVERED)).isPresent();
    }

    @Test
    void reportsANonDeliveryAlways() throws Exception {
        for (OriginatingMTAReportRequest request : OriginatingMTAReportRequest.values()) {
            assertThat(build(request, FAILED)).isPresent();
        }
    }

    @Test
    void returnsTheContentOnlyWithANonDelivery() throws Exception {
        assertThat(build(OriginatingMTAReportRequest.REPORT, DELIVERED)
                        .orElseThrow()
                        .returnsContent())
                .isFalse();
        assertThat(build(OriginatingMTAReportRequest.REPORT, FAILED)
                        .orElseThrow()
                        .returnsContent())
                .isTrue();
    }

    @Test
    void neverReportsOnAReport() throws Exception {
        ReportTransferEnvelope report = new ReportTransferEnvelope(REPORT, name("Alice"), List.of(), List.of());
        assertThat(builder.build(report, NOW, List.of(new Outcome(0, FAILED, null)), REPORT, NOW))
                .isEmpty();
    }

    @Test
    void tellsTheListThatWasExpandedLastAndCarriesTheWholeHistory() throws Exception {
        ExtensionField history = StandardExtensions.DL_EXPANSION_HISTORY.encode(
                List.of(new NameAndTime(name("List1"), EARLIER), new NameAndTime(name("List2"), EARLIER)));
        Report report = builder.build(
                        subject(OriginatingMTAReportRequest.REPORT, List.of(history), List.of()),
                        NOW,
                        List.of(new Outcome(0, FAILED, null)),
                        REPORT,
                        NOW)
                .orElseThrow();
        assertThat(report.envelope().reportDestinationName()).isEqualTo(name("List2"));
        assertThat(StandardExtensions.ORIGINATOR_AND_DL_EXPANSION_HISTORY.find(
                        report.envelope().extensions()))
                .extracting(NameAndTime::name)
                .containsExactly(name("Alice"), name("List1"), name("List2"));
    }

    @Test
    void namesTheMtaThatReports() throws Exception {
        Report report = builder.build(
                        subject(OriginatingMTAReportRequest.REPORT, List.of(), List.of()),
                        NOW,
                        List.of(new Outcome(0, FAILED, null)),
                        REPORT,
                        NOW)
                .orElseThrow();
        assertThat(StandardExtensions.REPORTING_MTA_NAME.find(report.envelope().extensions()))
                .isEqualTo(new ReportingMTAName(HUB, "HUB", null));
    }

    @Test
    void namesWhomTheOriginatorMeantAndCopiesTheRedirections() throws Exception {
        ExtensionField history = StandardExtensions.REDIRECTION_HISTORY.encode(List.of(
                new Redirection(name("First"), EARLIER, Redirection.Reason.ALIAS),
                new Redirection(name("Second"), EARLIER, Redirection.Reason.ALIAS)));
        Report report = builder.build(
                        subject(OriginatingMTAReportRequest.REPORT, List.of(), List.of(history)),
                        NOW,
                        List.of(new Outcome(0, FAILED, null)),
                        REPORT,
                        NOW)
                .orElseThrow();
        PerRecipientReportTransferFields told =
                report.content().perRecipientFields().get(0);
        assertThat(told.actualRecipientName()).isEqualTo(name("Bob"));
        assertThat(told.originallyIntendedRecipientName()).isEqualTo(name("First"));
        assertThat(told.originallySpecifiedRecipientNumber()).isEqualTo(7);
        assertThat(told.extensions()).containsExactly(history);
    }

    @Test
    void makesAPrintableStringOfTheReason() {
        assertThat(ReportBuilder.printable("refused \u00e9: a_b \"c\"")).isEqualTo("refused ?: a?b ?c?");
        assertThat(ReportBuilder.printable("x".repeat(300))).hasSize(256);
        assertThat(ReportBuilder.printable(" ")).isNull();
        assertThat(ReportBuilder.printable(null)).isNull();
    }
}
