package org.openx400.mta.mixer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.PrintableEncoding;
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
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.IpmCodec;
import org.openx400.mta.ipm.IpmContent;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.EnhancedStatus;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailPath;

/** Delivery status notifications of RFC 3464 as reports, RFC 2156 5.1.8. */
final class ReportToX400 {
    /** Where RFC 2156 5.3.8.1 has the originally-specified-recipient-number. */
    static final String NUMBER = "X400-Originally-Specified-Recipient-Number";

    private static final String STATUS = "message/delivery-status";
    private static final int MOST_RECIPIENTS = 32767;
    private static final int SUPPLEMENTARY_LENGTH = 256;
    private static final int CONTENT_IDENTIFIER_LENGTH = 16;

    private final AddressMapper addresses;
    private final GlobalDomainIdentifier domain;

    ReportToX400(AddressMapper addresses, GlobalDomainIdentifier domain) {
        this.addresses = addresses;
        this.domain = domain;
    }

    /**
     * The report that a mail is; empty if it is none, if it does not name a message of X.400, if it does not say that
     * somebody was reached or not, or if it is for several, since a report has one destination: then it is a message like any
     * other. All of the mail is the returned content, RFC 2156 5.1.8.1, so nothing that it says is lost.
     */
    Optional<Conversion.Report> report(
            MailEnvelope envelope, MimeEntity mail, BodyToX400 bodies, MTSIdentifier identifier, Instant now)
            throws MailRefusal {
        List<HeaderFields> blocks = ReportPart.blocks(mail, STATUS);
        Optional<MTSIdentifier> subject = blocks.isEmpty() ? Optional.empty() : subject(blocks.get(0), mail);
        if (subject.isEmpty() || envelope.recipients().size() != 1 || blocks.size() > MOST_RECIPIENTS) {
            return Optional.empty();
        }
        List<PerRecipientReportTransferFields> recipients = recipients(blocks, ReportPart.returnedHeader(mail), now);
        if (recipients.isEmpty()) {
            return Optional.empty();
        }
        List<TraceInformationElement> trace = new ArrayList<>(TraceFields.toX400(mail.header()));
        trace.add(new TraceInformationElement(domain, DomainSuppliedInformation.relayed(now)));
        InterpersonalMessage whole = bodies.message(ReportPart.withTextFor(mail, STATUS), MessageIds.NONE);
        return Optional.of(new Conversion.Report(
                new ReportTransferEnvelope(identifier, destination(envelope), trace, List.of()),
                new ReportTransferContent(
                        subject.get(),
                        null,
                        null,
                        IpmContent.contentType(whole),
                        ReportPart.returnedHeader(mail)
                                .flatMap(header -> header.first("X400-Content-Identifier"))
                                .filter(text -> !text.isEmpty() && text.length() <= CONTENT_IDENTIFIER_LENGTH)
                                .map(PrintableEncoding::nearest)
                                .orElse(null),
                        Octets.concat(IpmCodec.pieces(whole)),
                        null,
                        List.of(),
                        recipients)));
    }

    /** We gave the identifier as ENVID; where that was not possible it is in the returned header. */
    private static Optional<MTSIdentifier> subject(HeaderFields message, MimeEntity mail) {
        return message.first("Original-Envelope-Id")
                .map(text -> text.startsWith(TraceFields.ENVID) ? text.substring(TraceFields.ENVID.length()) : text)
                .flatMap(TraceFields::identifier)
                .or(() -> ReportPart.returnedHeader(mail)
                        .flatMap(header -> header.first("X400-MTS-Identifier"))
                        .flatMap(TraceFields::identifier));
    }

    private List<PerRecipientReportTransferFields> recipients(
            List<HeaderFields> blocks, Optional<HeaderFields> returned, Instant now) {
        Instant arrival =
                blocks.get(0).first("Arrival-Date").flatMap(MailDates::parse).orElse(now);
        Optional<Integer> only = blocks.size() == 2
                ? returned.flatMap(header -> header.first(NUMBER)).flatMap(NumberedRecipient::number)
                : Optional.empty();
        List<HeaderFields> reported = blocks.subList(1, blocks.size()).stream()
                .filter(block ->
                        type(block, arrival).isPresent() && recipient(block).isPresent())
                .toList();
        Set<Integer> known = new HashSet<>();
        reported.forEach(block -> number(block).or(() -> only).ifPresent(known::add));
        List<PerRecipientReportTransferFields> recipients = new ArrayList<>();
        int next = 1;
        for (HeaderFields block : reported) {
            Optional<Integer> number = number(block).or(() -> only);
            while (number.isEmpty() && !known.add(next)) {
                next++;
            }
            recipients.add(fields(block, number.orElse(next), arrival));
        }
        return recipients;
    }

    private Optional<Integer> number(HeaderFields block) {
        return block.first("Original-Recipient")
                .flatMap(this::typed)
                .flatMap(original -> Optional.ofNullable(original.number()))
                .or(() -> block.first(NUMBER).flatMap(NumberedRecipient::number));
    }

    private ORName destination(MailEnvelope envelope) throws MailRefusal {
        MailPath path = envelope.recipients().get(0).path();
        try {
            return ORName.of(addresses.toX400(path).address());
        } catch (AddressMappingException e) {
            throw MailRefusal.of("5.1.3", path + " has no O/R address: " + e.getMessage());
        }
    }

    /** Whom a block is about. */
    private Optional<ORName> recipient(HeaderFields block) {
        return block.first("Final-Recipient")
                .flatMap(this::typed)
                .or(() -> block.first("Original-Recipient").flatMap(this::typed))
                .map(NumberedRecipient::name);
    }

    private PerRecipientReportTransferFields fields(HeaderFields block, int number, Instant arrival) {
        ORName finalRecipient = recipient(block).orElseThrow();
        ORName original = block.first("Original-Recipient")
                .flatMap(this::typed)
                .map(NumberedRecipient::name)
                .orElse(finalRecipient);
        boolean same = addresses.mailbox(original).equals(addresses.mailbox(finalRecipient));
        return new PerRecipientReportTransferFields(
                same ? original : finalRecipient,
                number,
                PerRecipientIndicators.of(true, OriginatingMTAReportRequest.REPORT, OriginatorReportRequest.REPORT),
                new LastTraceInformation(
                        UTCTime.of(arrival), null, type(block, arrival).orElseThrow()),
                same ? null : original,
                supplementary(block),
                List.of());
    }

    // RFC 2156 5.1.8.3: delayed, relayed and expanded are no outcome
    private static Optional<ReportType> type(HeaderFields block, Instant arrival) {
        return switch (block.first("Action").orElse("").strip().toLowerCase(Locale.ROOT)) {
            case "failed" ->
                Optional.of(StatusCodes.toX400(
                        block.first("Status").flatMap(EnhancedStatus::in).orElse(new EnhancedStatus(5, 0, 0))));
            case "delivered" ->
                Optional.of(new ReportType.Delivery(
                        UTCTime.of(block.first("X400-Delivery-Time", "Last-Attempt-Date")
                                .flatMap(MailDates::parse)
                                .orElse(arrival)),
                        TypeOfMTSUser.PUBLIC));
            default -> Optional.empty();
        };
    }

    private static @Nullable String supplementary(HeaderFields block) {
        String text = PrintableEncoding.nearest(
                block.first("X400-Supplementary-Info", "Diagnostic-Code").orElse(""));
        return text.isBlank() ? null : text.substring(0, Math.min(text.length(), SUPPLEMENTARY_LENGTH));
    }

    /** {@code x400;/G=../} or {@code rfc822;user@example.org}. */
    private Optional<NumberedRecipient> typed(String text) {
        int semicolon = text.indexOf(';');
        return semicolon < 0
                ? Optional.empty()
                : addresses.typed(text.substring(0, semicolon).strip(), text.substring(semicolon + 1));
    }
}
