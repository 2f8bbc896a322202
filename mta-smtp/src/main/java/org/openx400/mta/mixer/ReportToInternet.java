package org.openx400.mta.mixer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.ContentCorrelator;
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

/** Reports as delivery status notifications of RFC 3464, RFC 2156 5.3.8. */
final class ReportToInternet {
    private final AddressMapper addresses;
    private final String gatewayDomain;
    private final ReportFields fields;

    ReportToInternet(AddressMapper addresses) {
        this.addresses = addresses;
        this.gatewayDomain = addresses.gateway().domain();
        this.fields = new ReportFields(addresses);
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

    /**
     * The report without what nobody asked for: the originating MTA gets reports that the originator does not want, X.411
     * 8.2.1.1.1.22; RFC 3461 4.1: never means never.
     */
    static ReportTransferContent wanted(ReportTransferContent report) {
        return new ReportTransferContent(
                report.subjectIdentifier(),
                report.subjectIntermediateTraceInformation(),
                report.originalEncodedInformationTypes(),
                report.contentType(),
                report.contentIdentifier(),
                report.returnedContent(),
                report.additionalInformation(),
                report.extensions(),
                report.perRecipientFields().stream()
                        .filter(ReportToInternet::isWanted)
                        .toList());
    }

    private static boolean isWanted(PerRecipientReportTransferFields recipient) {
        return switch (recipient.perRecipientIndicators().originatorReportRequest()) {
            case NO_REPORT -> false;
            case NON_DELIVERY_REPORT -> isFailure(recipient);
            case REPORT -> true;
        };
    }

    private MailContent content(
            MailPath to, ReportTransferEnvelope envelope, ReportTransferContent content, Instant now) {
        boolean failed = content.perRecipientFields().stream().anyMatch(ReportToInternet::isFailure);
        String correlator = correlator(content);
        HeaderWriter header = new HeaderWriter();
        TraceFields.toInternet(envelope.traceInformation())
                .forEach(element -> header.field(TraceFields.RECEIVED, element));
        header.field("From", "Mail Delivery Subsystem <postmaster@" + gatewayDomain + ">");
        header.field("To", new Mailboxes.Named(null, to).format());
        header.text("Subject", subject(content.perRecipientFields()));
        header.field("Date", MailDates.format(now));
        header.field(
                "Message-ID", "<" + atom(envelope.reportIdentifier().localIdentifier()) + "@" + gatewayDomain + ">");
        header.field("Message-Type", "Delivery Report");
        header.field("Auto-Submitted", "auto-replied");
        header.field("X400-MTS-Identifier", TraceFields.toInternet(envelope.reportIdentifier()));
        MultipartReport report =
                new MultipartReport(header, "delivery-status", X400ToInternet.boundary(Octets.utf8(header.toString())));
        MimeOutput returned = failed ? returned(content) : null;
        report.text(text(content, correlator, returned != null));
        report.part("message/delivery-status", status(envelope, content, correlator, now));
        report.original(returned, failed ? originalHeader(content, correlator) : returnedHeader(content, correlator));
        return report.end();
    }

    /** RFC 2156 5.3.8.1, subject-line. */
    private String subject(List<PerRecipientReportTransferFields> recipients) {
        boolean failed = recipients.stream().anyMatch(ReportToInternet::isFailure);
        String status = recipients.stream().allMatch(ReportToInternet::isFailure)
                ? "failure"
                : failed ? "success and failures" : "success";
        return "Delivery-Report (" + status + ")"
                + (recipients.size() == 1 ? " for " + mailbox(recipients.get(0)) : "");
    }

    private String mailbox(PerRecipientReportTransferFields recipient) {
        ORName intended = recipient.originallyIntendedRecipientName();
        return mailbox(intended == null ? recipient.actualRecipientName() : intended);
    }

    private static String atom(String text) {
        return text.replaceAll("[^A-Za-z0-9.-]", "-").replaceAll("^\\.|\\.$|\\.(?=\\.)", "-");
    }

    private static boolean isFailure(PerRecipientReportTransferFields recipient) {
        return recipient.lastTraceInformation().reportType() instanceof ReportType.NonDelivery;
    }

    private String text(ReportTransferContent content, String correlator, boolean returned) {
        StringBuilder text = new StringBuilder("This report relates to your message:\r\n");
        for (String line : about(content, correlator)) {
            text.append("    ").append(line).append("\r\n");
        }
        for (PerRecipientReportTransferFields recipient : content.perRecipientFields()) {
            ReportType type = recipient.lastTraceInformation().reportType();
            String mailbox = mailbox(recipient);
            if (type instanceof ReportType.Delivery delivery) {
                text.append("\r\nYour message was successfully delivered to:\r\n    ")
                        .append(mailbox)
                        .append("\r\nat ")
                        .append(MailDates.format(delivery.messageDeliveryTime().instant()));
            } else {
                String why = recipient.supplementaryInformation();
                text.append("\r\nYour message was not delivered to:\r\n    ")
                        .append(mailbox)
                        .append("\r\nfor the following reason:\r\n    ")
                        .append(ReportFields.diagnostic((ReportType.NonDelivery) type))
                        .append(why == null ? "" : "\r\n    " + why);
            }
            text.append("\r\n");
        }
        return text.append(
                        returned
                                ? "\r\nThe Original Message follows:\r\n"
                                : "\r\nThe Original Message is not available\r\n")
                .toString();
    }

    private static List<String> about(ReportTransferContent content, String correlator) {
        List<String> lines = correlator
                .lines()
                .filter(line -> !line.startsWith(EnvelopeToX400.ENVID))
                .toList();
        String identifier = content.contentIdentifier();
        return lines.isEmpty() && identifier != null ? List.of(identifier) : lines;
    }

    private String status(
            ReportTransferEnvelope envelope, ReportTransferContent content, String correlator, Instant now) {
        StringBuilder status = new StringBuilder(fields.message(
                envelope, content, line(correlator, EnvelopeToX400.ENVID).orElse(null), now));
        content.perRecipientFields().forEach(recipient -> status.append("\r\n").append(fields.recipient(recipient)));
        return status.toString();
    }

    private String mailbox(ORName name) {
        return addresses.mailbox(name).map(MailPath::toString).orElse("unknown");
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

    // RFC 2156 5.3.8.1, RFC 3461 4.3: of what was delivered only the header comes back
    private String returnedHeader(ReportTransferContent content, String correlator) {
        InterpersonalMessage ipm = returnedMessage(content);
        if (ipm == null) {
            return originalHeader(content, correlator);
        }
        HeaderWriter header = new HeaderWriter();
        HeadingToInternet.writeTrace(ipm.heading(), header);
        new HeadingToInternet(addresses).write(ipm.heading(), null, header);
        return header.toString();
    }

    /** The subject's content, if it came back and is an IPM. */
    private @Nullable MimeOutput returned(ReportTransferContent content) {
        InterpersonalMessage ipm = returnedMessage(content);
        Octets octets = content.returnedContent();
        return ipm == null || octets == null ? null : X400ToInternet.output(addresses, ipm, octets);
    }

    private static @Nullable InterpersonalMessage returnedMessage(ReportTransferContent content) {
        Octets octets = content.returnedContent();
        try {
            return octets != null && IpmCodec.decode(octets) instanceof InterpersonalMessage ipm ? ipm : null;
        } catch (DecodeException e) {
            return null;
        }
    }
}
