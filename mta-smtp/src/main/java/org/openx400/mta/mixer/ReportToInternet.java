package org.openx400.mta.mixer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.StandardOr;
import org.openx400.mta.envelope.ContentCorrelator;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.IpmCodec;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.StandardExtensions;
import org.openx400.mta.smtp.MailContent;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailPath;
import org.openx400.mta.smtp.MailRecipient;
import org.openx400.mta.smtp.MailRecipient.Notify;

/** Reports as delivery status notifications of RFC 3464, RFC 2156 5.3.6. */
final class ReportToInternet {
    private final AddressMapper addresses;
    private final String gatewayDomain;

    ReportToInternet(AddressMapper addresses) {
        this.addresses = addresses;
        this.gatewayDomain = addresses.gateway().domain();
    }

    /** @throws AddressMappingException if whom it is for has no Internet address */
    InternetMail mail(ReportTransferEnvelope envelope, ReportTransferContent content, Instant now)
            throws AddressMappingException {
        MailPath to =
                addresses.toInternet(envelope.reportDestinationName().address()).mailbox();
        return new InternetMail(notificationEnvelope(to), content(to, envelope, content, now));
    }

    /** RFC 3464 2, RFC 8098 3: no sender, and no notification about a notification. */
    static MailEnvelope notificationEnvelope(MailPath to) {
        return new MailEnvelope(
                MailPath.NULL,
                null,
                null,
                List.of(new MailRecipient(to, Set.of(Notify.NEVER), null)),
                to.needsUtf8(),
                to.needsUtf8());
    }

    private MailContent content(
            MailPath to, ReportTransferEnvelope envelope, ReportTransferContent content, Instant now) {
        boolean failed = content.perRecipientFields().stream().anyMatch(ReportToInternet::isFailure);
        String correlator = correlator(content);
        HeaderWriter header = new HeaderWriter();
        header.field("From", "Mail Delivery Subsystem <postmaster@" + gatewayDomain + ">");
        header.field("To", new Mailboxes.Named(null, to).format());
        header.text("Subject", (failed ? "Non-delivery report" : "Delivery report") + subject(correlator));
        header.field("Date", MailDates.format(now));
        header.field(
                "Message-ID", "<" + atom(envelope.reportIdentifier().localIdentifier()) + "@" + gatewayDomain + ">");
        header.field("Auto-Submitted", "auto-replied");
        header.field("X400-MTS-Identifier", TraceFields.toInternet(envelope.reportIdentifier()));
        TraceFields.toInternet(envelope.traceInformation())
                .forEach(element -> header.field(TraceFields.RECEIVED, element));
        MultipartReport report =
                new MultipartReport(header, "delivery-status", X400ToInternet.boundary(Octets.utf8(header.toString())));
        report.text(text(content));
        report.part("message/delivery-status", status(content, correlator));
        report.original(returned(content), originalHeader(content, correlator));
        return report.end();
    }

    private static String atom(String text) {
        return text.replaceAll("[^A-Za-z0-9.-]", "-").replaceAll("^\\.|\\.$|\\.(?=\\.)", "-");
    }

    private static boolean isFailure(PerRecipientReportTransferFields recipient) {
        return recipient.lastTraceInformation().reportType() instanceof ReportType.NonDelivery;
    }

    private String text(ReportTransferContent content) {
        StringBuilder text = new StringBuilder("This is a report from the X.400 message transfer system.\r\n\r\n");
        for (PerRecipientReportTransferFields recipient : content.perRecipientFields()) {
            ReportType type = recipient.lastTraceInformation().reportType();
            text.append(mailbox(recipient.actualRecipientName())).append("\r\n    ");
            if (type instanceof ReportType.Delivery delivery) {
                text.append("was delivered on ")
                        .append(MailDates.format(delivery.messageDeliveryTime().instant()));
            } else {
                text.append("was not reached: ")
                        .append(diagnostic((ReportType.NonDelivery) type, recipient.supplementaryInformation()));
            }
            text.append("\r\n");
        }
        return text.toString();
    }

    private String status(ReportTransferContent content, String correlator) {
        HeaderWriter message = new HeaderWriter();
        line(correlator, EnvelopeToX400.ENVID).ifPresent(envid -> message.field("Original-Envelope-Id", envid));
        message.field("Reporting-MTA", "dns; " + gatewayDomain);
        message.field("X400-Subject-MTS-Identifier", TraceFields.toInternet(content.subjectIdentifier()));
        StringBuilder status = new StringBuilder(message.toString());
        for (PerRecipientReportTransferFields recipient : content.perRecipientFields()) {
            status.append("\r\n").append(recipient(recipient));
        }
        return status.toString();
    }

    private String recipient(PerRecipientReportTransferFields recipient) {
        HeaderWriter fields = new HeaderWriter();
        ORName intended = recipient.originallyIntendedRecipientName();
        fields.field(
                "Original-Recipient",
                "rfc822; " + mailbox(intended == null ? recipient.actualRecipientName() : intended));
        fields.field(
                "Final-Recipient",
                "x400; " + StandardOr.format(recipient.actualRecipientName().address()));
        ReportType type = recipient.lastTraceInformation().reportType();
        if (type instanceof ReportType.Delivery delivery) {
            fields.field("Action", "delivered");
            fields.field("Status", "2.1.5");
            fields.field(
                    "Last-Attempt-Date",
                    MailDates.format(delivery.messageDeliveryTime().instant()));
        } else {
            ReportType.NonDelivery failure = (ReportType.NonDelivery) type;
            fields.field("Action", "failed");
            fields.field("Status", StatusCodes.toInternet(failure).toString());
            fields.field("Diagnostic-Code", "x400; " + diagnostic(failure, recipient.supplementaryInformation()));
        }
        return fields.toString();
    }

    private static String diagnostic(ReportType.NonDelivery type, @Nullable String supplementary) {
        NonDeliveryDiagnosticCode diagnostic = type.nonDeliveryDiagnosticCode();
        return "reason " + type.nonDeliveryReasonCode().number() + " (" + type.nonDeliveryReasonCode() + ")"
                + (diagnostic == null ? "" : ", diagnostic " + diagnostic.number() + " (" + diagnostic + ")")
                + (supplementary == null ? "" : ", " + supplementary);
    }

    private String mailbox(ORName name) {
        try {
            return addresses.toInternet(name.address()).mailbox().toString();
        } catch (AddressMappingException e) {
            return "unknown";
        }
    }

    private static String correlator(ReportTransferContent content) {
        try {
            ContentCorrelator correlator = StandardExtensions.CONTENT_CORRELATOR.find(content.extensions());
            return correlator == null ? "" : correlator.value().toLatin1();
        } catch (P1Exception e) {
            return "";
        }
    }

    private static Optional<String> line(String correlator, String prefix) {
        return correlator
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst();
    }

    private static String subject(String correlator) {
        return line(correlator, "Subject: ")
                .map(text -> ": " + EncodedWords.decode(text))
                .orElse("");
    }

    private static String originalHeader(ReportTransferContent content, String correlator) {
        HeaderWriter header = new HeaderWriter();
        if (content.contentIdentifier() != null) {
            header.field("X400-Content-Identifier", content.contentIdentifier());
        }
        for (String name : List.of("Message-ID", "Subject", "Date", "To")) {
            line(correlator, name + ": ").ifPresent(body -> header.field(name, body));
        }
        return header.toString();
    }

    /** The subject's content, if it came back and is an IPM. */
    private @Nullable MimeOutput returned(ReportTransferContent content) {
        Octets octets = content.returnedContent();
        if (octets == null) {
            return null;
        }
        try {
            return IpmCodec.decode(octets) instanceof InterpersonalMessage ipm
                    ? X400ToInternet.output(addresses, ipm, octets)
                    : null;
        } catch (DecodeException e) {
            return null;
        }
    }
}
