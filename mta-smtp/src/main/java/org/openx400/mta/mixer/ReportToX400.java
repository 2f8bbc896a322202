package org.openx400.mta.mixer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.PrintableEncoding;
import org.openx400.mta.address.StandardOr;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.LastTraceInformation;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.OriginatingMTAReportRequest;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.TypeOfMTSUser;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.ipm.IpmCodec;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.EnhancedStatus;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailPath;

/** Delivery status notifications of RFC 3464 as reports, RFC 2156 5.3.6. */
final class ReportToX400 {
    private static final int SUPPLEMENTARY_LENGTH = 256;

    private final AddressMapper addresses;
    private final GlobalDomainIdentifier domain;

    ReportToX400(AddressMapper addresses, GlobalDomainIdentifier domain) {
        this.addresses = addresses;
        this.domain = domain;
    }

    /**
     * The report that a mail is; empty if it is none, if it does not name a message of X.400, or if it only says that
     * something is late: then it is a message like any other.
     */
    Optional<Conversion.Report> report(
            MailEnvelope envelope, MimeEntity mail, BodyToX400 bodies, MTSIdentifier identifier, Instant now)
            throws MailRefusal {
        List<HeaderFields> blocks = ReportPart.blocks(mail, "message/delivery-status");
        Optional<MTSIdentifier> subject = blocks.isEmpty() ? Optional.empty() : subject(blocks.get(0), mail);
        if (subject.isEmpty() || envelope.recipients().isEmpty()) {
            return Optional.empty();
        }
        Instant arrival =
                blocks.get(0).first("Arrival-Date").flatMap(MailDates::parse).orElse(now);
        List<PerRecipientReportTransferFields> recipients = new ArrayList<>();
        for (HeaderFields block : blocks.subList(1, blocks.size())) {
            recipient(block, recipients.size() + 1, arrival, now).ifPresent(recipients::add);
        }
        if (recipients.isEmpty()) {
            return Optional.empty();
        }
        ReportTransferEnvelope reportEnvelope = new ReportTransferEnvelope(
                identifier,
                destination(envelope),
                List.of(new TraceInformationElement(domain, DomainSuppliedInformation.relayed(now))),
                List.of());
        return Optional.of(new Conversion.Report(
                reportEnvelope,
                new ReportTransferContent(
                        subject.get(),
                        null,
                        null,
                        null,
                        ReportPart.returnedHeader(mail)
                                .flatMap(header -> header.first("X400-Content-Identifier"))
                                .filter(text -> text.length() <= 16)
                                .orElse(null),
                        returnedContent(mail, bodies),
                        null,
                        List.of(),
                        recipients)));
    }

    /** We gave the identifier as ENVID; where that was not possible it is in the returned header. */
    private static Optional<MTSIdentifier> subject(HeaderFields message, MimeEntity mail) {
        return message.first("Original-Envelope-Id")
                .flatMap(TraceFields::identifier)
                .or(() -> ReportPart.returnedHeader(mail)
                        .flatMap(header -> header.first("X400-MTS-Identifier"))
                        .flatMap(TraceFields::identifier));
    }

    private ORName destination(MailEnvelope envelope) throws MailRefusal {
        MailPath path = envelope.recipients().get(0).path();
        try {
            return ORName.of(addresses.toX400(path).address());
        } catch (AddressMappingException e) {
            throw MailRefusal.of("5.1.3", path + " has no O/R address: " + e.getMessage());
        }
    }

    private static @Nullable Octets returnedContent(MimeEntity mail, BodyToX400 bodies) throws MailRefusal {
        Optional<MimeEntity> returned = ReportPart.returned(mail);
        return returned.isEmpty()
                ? null
                : Octets.concat(IpmCodec.pieces(bodies.message(returned.get(), MessageIds.NONE)));
    }

    private Optional<PerRecipientReportTransferFields> recipient(
            HeaderFields block, int number, Instant arrival, Instant now) {
        Optional<ORName> name = block.first("Original-Recipient")
                .flatMap(this::name)
                .or(() -> block.first("Final-Recipient").flatMap(this::name));
        Optional<ReportType> type = type(block, now);
        if (name.isEmpty() || type.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PerRecipientReportTransferFields(
                name.get(),
                number,
                PerRecipientIndicators.of(true, OriginatingMTAReportRequest.REPORT, OriginatorReportRequest.REPORT),
                new LastTraceInformation(UTCTime.of(arrival), null, type.get()),
                null,
                supplementary(block),
                List.of()));
    }

    // RFC 3464 2.3.3: delayed is no outcome
    private static Optional<ReportType> type(HeaderFields block, Instant now) {
        Instant when =
                block.first("Last-Attempt-Date").flatMap(MailDates::parse).orElse(now);
        EnhancedStatus status =
                block.first("Status").flatMap(EnhancedStatus::in).orElse(new EnhancedStatus(5, 0, 0));
        return switch (block.first("Action").orElse("").strip().toLowerCase(Locale.ROOT)) {
            case "failed" -> Optional.of(StatusCodes.toX400(status));
            case "delivered", "relayed" -> Optional.of(new ReportType.Delivery(UTCTime.of(when), TypeOfMTSUser.OTHER));
            case "expanded" -> Optional.of(new ReportType.Delivery(UTCTime.of(when), TypeOfMTSUser.DL));
            default -> Optional.empty();
        };
    }

    private static @Nullable String supplementary(HeaderFields block) {
        String text = PrintableEncoding.nearest(block.first("Diagnostic-Code")
                .or(() -> block.first("Action").filter(action -> action.equalsIgnoreCase("relayed")))
                .orElse(""));
        return text.isBlank() ? null : text.substring(0, Math.min(text.length(), SUPPLEMENTARY_LENGTH));
    }

    /** {@code x400;/G=../} or {@code rfc822;user@example.org}. */
    private Optional<ORName> name(String typed) {
        int semicolon = typed.indexOf(';');
        String type = semicolon < 0 ? "" : typed.substring(0, semicolon).strip().toLowerCase(Locale.ROOT);
        String text = typed.substring(semicolon + 1).strip();
        try {
            return switch (type) {
                case "x400" -> Optional.of(ORName.of(StandardOr.parse(text)));
                case "rfc822", "utf-8" ->
                    Optional.of(ORName.of(addresses.toX400(MailPath.of(text)).address()));
                default -> Optional.empty();
            };
        } catch (ORAddressSyntaxException | AddressMappingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
