package org.openx400.mta.mixer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.StandardOr;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.LastTraceInformation;
import org.openx400.mta.envelope.NameAndTime;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.Redirection;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.StandardExtension;
import org.openx400.mta.p1.StandardExtensions;
import org.openx400.mta.smtp.MailPath;

/** The fields of a message/delivery-status that a report becomes: those of RFC 3464, and X400- of RFC 2156 5.3.8.1. */
final class ReportFields {
    /** What of the extensions of a report the fields say. */
    private static final Set<Integer> SAID = Set.of(
            StandardExtensions.CONTENT_CORRELATOR.number(),
            StandardExtensions.ORIGINATOR_AND_DL_EXPANSION_HISTORY.number(),
            StandardExtensions.REPORTING_DL_NAME.number(),
            StandardExtensions.REDIRECTION_HISTORY.number(),
            StandardExtensions.PHYSICAL_FORWARDING_ADDRESS.number(),
            StandardExtensions.INTERNAL_TRACE_INFORMATION.number());

    private final AddressMapper addresses;

    ReportFields(AddressMapper addresses) {
        this.addresses = addresses;
    }

    /** @param envid the sender's own, or null: then the MTS identifier stands for it */
    String message(
            ReportTransferEnvelope envelope, ReportTransferContent content, @Nullable String envid, Instant now) {
        HeaderWriter fields = new HeaderWriter();
        String subject = TraceFields.toInternet(content.subjectIdentifier());
        fields.field("Original-Envelope-Id", envid == null ? subject : envid);
        List<TraceInformationElement> trace = envelope.traceInformation();
        fields.field(
                "Reporting-MTA",
                trace.isEmpty()
                        ? "dns; " + addresses.gateway().domain()
                        : "x400; " + TraceFields.domain(trace.get(0).globalDomainIdentifier()));
        fields.field("DSN-Gateway", "dns; " + addresses.gateway().domain());
        fields.field(
                "Arrival-Date",
                MailDates.format(content.perRecipientFields()
                        .get(0)
                        .lastTraceInformation()
                        .arrivalTime()
                        .instant()));
        fields.field("X400-Conversion-Date", MailDates.format(now));
        fields.field("X400-Subject-Submission-Identifier", subject);
        if (content.contentIdentifier() != null) {
            fields.field("X400-Content-Identifier", content.contentIdentifier());
        }
        ContentType type = content.contentType();
        if (type != null) {
            fields.field("X400-Content-Type", EnvelopeToInternet.format(type));
        }
        EncodedInformationTypes types = content.originalEncodedInformationTypes();
        if (types != null) {
            fields.field("X400-Original-Encoded-Information-Types", InformationTypes.format(types));
        }
        histories(content, fields);
        List<TraceInformationElement> intermediate = content.subjectIntermediateTraceInformation();
        if (intermediate != null) {
            TraceFields.toInternet(intermediate)
                    .forEach(element -> fields.field("X400-Subject-Intermediate-Trace-Information", element));
        }
        discarded(content.extensions(), fields);
        return fields.toString();
    }

    private void histories(ReportTransferContent content, HeaderWriter fields) {
        List<NameAndTime> expansions =
                value(StandardExtensions.ORIGINATOR_AND_DL_EXPANSION_HISTORY, content.extensions());
        List<NameAndTime> latestFirst = new ArrayList<>(expansions == null ? List.of() : expansions);
        Collections.reverse(latestFirst);
        latestFirst.forEach(expansion -> fields.field(
                "X400-Originator-and-DL-Expansion-History",
                mailbox(expansion.name()) + "; "
                        + MailDates.format(expansion.time().instant()) + ";"));
        ORName list = value(StandardExtensions.REPORTING_DL_NAME, content.extensions());
        if (list != null) {
            fields.field("X400-Reporting-DL-Name", mailbox(list));
        }
    }

    /** The block of one recipient. */
    String recipient(PerRecipientReportTransferFields recipient) {
        HeaderWriter fields = new HeaderWriter();
        ORName actual = recipient.actualRecipientName();
        ORName intended = recipient.originallyIntendedRecipientName();
        names("Original-Recipient", "Final-Recipient", intended == null ? actual : intended, fields);
        if (intended != null) {
            names("X400-Mapped-Redirect-Recipient", "X400-Redirect-Recipient", actual, fields);
        }
        LastTraceInformation last = recipient.lastTraceInformation();
        if (last.reportType() instanceof ReportType.Delivery delivery) {
            String time = MailDates.format(delivery.messageDeliveryTime().instant());
            fields.field("Action", "delivered");
            fields.field("Status", "2.0.0");
            fields.field("Last-Attempt-Date", time);
            fields.field("X400-Delivery-Time", time);
            fields.field(
                    "X400-Type-of-MTS-User", delivery.typeOfMTSUser().number() + " (" + delivery.typeOfMTSUser() + ")");
        } else {
            ReportType.NonDelivery failure = (ReportType.NonDelivery) last.reportType();
            fields.field("Action", "failed");
            fields.field("Status", StatusCodes.toInternet(failure).toString());
            fields.field("Diagnostic-Code", "x400; " + diagnostic(failure));
        }
        EncodedInformationTypes converted = last.convertedEncodedInformationTypes();
        if (converted != null) {
            fields.field("X400-Converted-EITs", InformationTypes.format(converted) + ";");
        }
        fields.field("X400-Last-Trace", MailDates.format(last.arrivalTime().instant()));
        if (recipient.supplementaryInformation() != null) {
            fields.field("X400-Supplementary-Info", "\"" + recipient.supplementaryInformation() + "\"");
        }
        redirections(recipient, fields);
        fields.field(ReportToX400.NUMBER, Integer.toString(recipient.originallySpecifiedRecipientNumber()));
        discarded(recipient.extensions(), fields);
        return fields.toString();
    }

    private void names(String asMailbox, String asAddress, ORName name, HeaderWriter fields) {
        addresses
                .mailbox(name)
                .ifPresent(
                        mailbox -> fields.field(asMailbox, (mailbox.needsUtf8() ? "utf-8; " : "rfc822; ") + mailbox));
        fields.field(asAddress, "x400; " + StandardOr.format(name.address()));
    }

    private void redirections(PerRecipientReportTransferFields recipient, HeaderWriter fields) {
        List<Redirection> redirections = value(StandardExtensions.REDIRECTION_HISTORY, recipient.extensions());
        if (redirections != null) {
            redirections.forEach(redirection -> fields.field(
                    "X400-Redirection-History",
                    "intended recipient " + mailbox(redirection.intendedRecipient()) + " redirected to "
                            + RecipientComments.reason(redirection) + " on "
                            + MailDates.format(redirection.redirectionTime().instant())));
        }
        ORName forwarding = value(StandardExtensions.PHYSICAL_FORWARDING_ADDRESS, recipient.extensions());
        if (forwarding != null) {
            fields.field("X400-Physical-Forwarding-Address", mailbox(forwarding));
        }
    }

    private static void discarded(List<ExtensionField> extensions, HeaderWriter fields) {
        String types = extensions.stream()
                .filter(extension -> SAID.stream().noneMatch(extension::is))
                .map(extension -> extension.type().toString())
                .collect(Collectors.joining(", "));
        if (!types.isEmpty()) {
            fields.field("X400-Discarded-DR-Extensions", types);
        }
    }

    /** {@code Reason 1 (unable-to-transfer); Diagnostic 0 (unrecognised-OR-name)}. */
    static String diagnostic(ReportType.NonDelivery type) {
        NonDeliveryReasonCode reason = type.nonDeliveryReasonCode();
        NonDeliveryDiagnosticCode diagnostic = type.nonDeliveryDiagnosticCode();
        return "Reason " + reason.number() + " (" + reason + ")"
                + (diagnostic == null ? "" : "; Diagnostic " + diagnostic.number() + " (" + diagnostic + ")");
    }

    private String mailbox(ORName name) {
        return addresses.mailbox(name).map(MailPath::toString).orElse("unknown");
    }

    private static <T> @Nullable T value(StandardExtension<T> extension, List<ExtensionField> fields) {
        try {
            return extension.find(fields);
        } catch (P1Exception e) {
            return null;
        }
    }
}
