package org.openx400.mta.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.LastTraceInformation;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.OriginatingMTAReportRequest;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.PerRecipientTransferFields;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.ReportingMTAName;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.p1.StandardExtensions;

/**
 * Makes delivery and non-delivery reports, X.411 14.3.5 (report-generation). What failed is always reported, what was
 * delivered only where the originating MTA asked for it; there is never a report on a report. All recipients of a subject
 * have the same destination, so one report tells of all of them.
 */
public final class ReportBuilder {
    private static final int UB_CONTENT_ID_LENGTH = 16;

    private final GlobalDomainIdentifier domain;
    private final ExtensionField reportingMTAName;

    /** For reports that this MTA of the domain makes. */
    public ReportBuilder(GlobalDomainIdentifier domain, String mtaName) {
        this.domain = domain;
        this.reportingMTAName =
                StandardExtensions.REPORTING_MTA_NAME.encode(new ReportingMTAName(domain, mtaName, null));
    }

    /**
     * The report on these outcomes, or empty if none is to be made.
     *
     * @param subject message or probe as it was received
     * @param arrival when the subject came to us
     * @param outcomes of some of its recipients
     * @param identifier for the report
     * @param now when the report is made
     * @throws DecodeException if an extension of the subject that the report depends on cannot be read
     */
    public Optional<Report> build(
            TransferEnvelope subject, Instant arrival, List<Outcome> outcomes, MTSIdentifier identifier, Instant now)
            throws DecodeException {
        Optional<Subject> reportable = Subject.of(subject);
        if (reportable.isEmpty()) {
            return Optional.empty();
        }
        Subject of = reportable.get();
        List<Outcome> reported =
                outcomes.stream().filter(outcome -> isReported(of, outcome)).toList();
        if (reported.isEmpty()) {
            return Optional.empty();
        }
        boolean nonDelivery = reported.stream().anyMatch(outcome -> outcome.type() instanceof ReportType.NonDelivery);
        return Optional.of(new Report(
                envelope(of, identifier, now),
                content(of, arrival, reported),
                // X.411 8.2.1.1.1.26: the content comes back only with a non-delivery
                nonDelivery && of.contentReturnRequest()));
    }

    /**
     * Reads what a report on this subject would depend on, before anybody answers for the subject.
     *
     * @throws DecodeException if {@link #build} could not read an extension of it
     */
    public static void requireReportable(
            TransferEnvelope subject, List<? extends PerRecipientTransferFields> recipients) throws DecodeException {
        Histories.lastDL(subject);
        for (PerRecipientTransferFields recipient : recipients) {
            Histories.firstIntended(recipient);
        }
    }

    private static boolean isReported(Subject subject, Outcome outcome) {
        return outcome.type() instanceof ReportType.NonDelivery
                || request(subject, outcome).delivery();
    }

    private static OriginatingMTAReportRequest request(Subject subject, Outcome outcome) {
        return subject.recipients()
                .get(outcome.recipient())
                .perRecipientIndicators()
                .originatingMTAReportRequest();
    }

    private ReportTransferEnvelope envelope(Subject subject, MTSIdentifier identifier, Instant now)
            throws DecodeException {
        List<ExtensionField> extensions = new ArrayList<>();
        Histories.originatorAndDLExpansionHistory(subject).ifPresent(extensions::add);
        extensions.addAll(Histories.messageSecurityLabel(subject.envelope()));
        extensions.add(reportingMTAName);
        return new ReportTransferEnvelope(
                identifier,
                Histories.lastDL(subject.envelope()).orElse(subject.originator()),
                List.of(new TraceInformationElement(domain, DomainSuppliedInformation.relayed(now))),
                extensions);
    }

    private static ReportTransferContent content(Subject subject, Instant arrival, List<Outcome> outcomes)
            throws DecodeException {
        boolean audited = outcomes.stream()
                .anyMatch(outcome -> request(subject, outcome) == OriginatingMTAReportRequest.AUDITED_REPORT);
        List<PerRecipientReportTransferFields> recipients = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            recipients.add(recipient(subject.recipients().get(outcome.recipient()), arrival, outcome));
        }
        return new ReportTransferContent(
                subject.envelope().mtsIdentifier(),
                audited ? subject.envelope().traceInformation() : null,
                subject.originalEncodedInformationTypes(),
                subject.contentType(),
                bounded(subject.contentIdentifier()),
                null,
                null,
                Histories.contentCorrelator(subject.envelope()),
                recipients);
    }

    /** A report on an upper bound that was exceeded keeps it. */
    private static @Nullable String bounded(@Nullable String contentIdentifier) {
        return contentIdentifier == null || contentIdentifier.length() > UB_CONTENT_ID_LENGTH
                ? null
                : contentIdentifier;
    }

    private static PerRecipientReportTransferFields recipient(
            PerRecipientTransferFields subject, Instant arrival, Outcome outcome) throws DecodeException {
        return new PerRecipientReportTransferFields(
                subject.recipientName(),
                subject.originallySpecifiedRecipientNumber(),
                subject.perRecipientIndicators(),
                new LastTraceInformation(UTCTime.of(arrival), null, outcome.type()),
                originallyIntended(subject),
                printable(outcome.supplementaryInformation()),
                Histories.redirectionHistory(subject));
    }

    private static @Nullable ORName originallyIntended(PerRecipientTransferFields subject) throws DecodeException {
        return Histories.firstIntended(subject).orElse(null);
    }

    /** A PrintableString of 1..256 characters: what is not printable becomes a question mark. */
    static @Nullable String printable(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String cut = text.length() <= 256 ? text : text.substring(0, 256);
        return cut.replaceAll("[^A-Za-z0-9 '()+,\\-./:=?]", "?");
    }
}
