package org.openx400.mta.mixer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.PrintableEncoding;
import org.openx400.mta.envelope.ContentCorrelator;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NameAndTime;
import org.openx400.mta.envelope.OriginatingMTAReportRequest;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.OtherActions;
import org.openx400.mta.envelope.PerMessageIndicators;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.Redirection;
import org.openx400.mta.envelope.RoutingAction;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.StandardExtensions;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailRecipient;
import org.openx400.mta.smtp.MailRecipient.Notify;
import org.openx400.mta.smtp.MailRecipient.OriginalRecipient;

/** The envelope of a mail, with the header fields that speak of transfer, as that of a message, RFC 2156 5.1.5 to 5.1.7. */
final class EnvelopeToX400 {
    /** Begins the line of a content-correlator that keeps the ENVID of RFC 3461. */
    static final String ENVID = "SMTP/NOTARY ENVID: ";

    private static final int CONTENT_IDENTIFIER_LENGTH = 16;
    private static final int CORRELATOR_LENGTH = 512;
    private static final int RECIPIENTS = 32767;

    /** X.411 ub-dl-expansions. */
    private static final int MOST_EXPANSIONS = 512;

    /** RFC 2156 5.1.5. */
    static final int MOST_CONVERSIONS = 5;

    private final AddressMapper addresses;
    private final GlobalDomainIdentifier domain;

    EnvelopeToX400(AddressMapper addresses, GlobalDomainIdentifier domain) {
        this.addresses = addresses;
        this.domain = domain;
    }

    MessageTransferEnvelope envelope(
            MailEnvelope mail,
            HeaderFields header,
            MTSIdentifier identifier,
            ContentType contentType,
            EncodedInformationTypes types,
            Instant now)
            throws MailRefusal {
        return new MessageTransferEnvelope(
                identifier,
                originator(mail),
                InformationTypes.mixed(types),
                contentType,
                contentIdentifier(header),
                priority(header),
                indicators(mail, header),
                header.first("Deferred-Delivery")
                        .flatMap(MailDates::parse)
                        .map(UTCTime::of)
                        .orElse(null),
                List.of(),
                trace(header, types, now),
                extensions(mail, header),
                recipients(mail, now));
    }

    /** A mail without a sender comes from the postmaster of the gateway, as RFC 2156 5.3.2 has it the other way. */
    private ORName originator(MailEnvelope mail) throws MailRefusal {
        try {
            return ORName.of(
                    mail.reversePath().isNull()
                            ? addresses.postmaster()
                            : addresses.toX400(mail.reversePath()).address());
        } catch (AddressMappingException e) {
            throw MailRefusal.of("5.1.7", "the sender has no O/R address: " + e.getMessage());
        }
    }

    private List<PerRecipientMessageTransferFields> recipients(MailEnvelope mail, Instant now) throws MailRefusal {
        if (mail.recipients().size() > RECIPIENTS) {
            throw MailRefusal.of("5.5.3", "more than " + RECIPIENTS + " recipients");
        }
        List<PerRecipientMessageTransferFields> fields = new ArrayList<>();
        for (MailRecipient recipient : mail.recipients()) {
            try {
                fields.add(new PerRecipientMessageTransferFields(
                        ORName.of(addresses.toX400(recipient.path()).address()),
                        fields.size() + 1,
                        requests(mail, recipient.notifyOn()),
                        null,
                        redirection(recipient, now)));
            } catch (AddressMappingException e) {
                throw MailRefusal.of("5.1.3", recipient.path() + " has no O/R address: " + e.getMessage());
            }
        }
        return fields;
    }

    /**
     * RFC 2156 Appendix A 3.1: whom the sender had written to (ORCPT), as an alias, so that reports name him. Nothing if the
     * mail is to him, or if he has no O/R address.
     */
    private List<ExtensionField> redirection(MailRecipient recipient, Instant now) {
        OriginalRecipient original = recipient.orcpt();
        return original == null
                ? List.of()
                : addresses
                        .typed(original.type(), original.address())
                        .map(NumberedRecipient::name)
                        .filter(intended -> !addresses.mailbox(intended).equals(Optional.of(recipient.path())))
                        .map(intended -> StandardExtensions.REDIRECTION_HISTORY.encode(
                                List.of(new Redirection(intended, UTCTime.of(now), Redirection.Reason.ALIAS))))
                        .stream()
                        .toList();
    }

    // RFC 2156 Appendix A 3.1: NEVER is no report, SUCCESS a report, anything else a non-delivery report
    private static PerRecipientIndicators requests(MailEnvelope mail, Set<Notify> notify) {
        OriginatorReportRequest request = OriginatorReportRequest.NON_DELIVERY_REPORT;
        if (notify.contains(Notify.NEVER) || mail.reversePath().isNull()) {
            request = OriginatorReportRequest.NO_REPORT;
        } else if (notify.contains(Notify.SUCCESS)) {
            request = OriginatorReportRequest.REPORT;
        }
        return PerRecipientIndicators.of(
                true,
                request == OriginatorReportRequest.REPORT
                        ? OriginatingMTAReportRequest.REPORT
                        : OriginatingMTAReportRequest.NON_DELIVERY_REPORT,
                request);
    }

    private static @Nullable String contentIdentifier(HeaderFields header) {
        Optional<String> given = header.first("X400-Content-Identifier", "Content-Identifier");
        String text = PrintableEncoding.nearest(given.orElseGet(
                        () -> header.first("Subject").map(EncodedWords::decode).orElse(""))
                .strip());
        if (text.isEmpty()) {
            return null;
        }
        return text.length() <= CONTENT_IDENTIFIER_LENGTH
                ? text
                : text.substring(0, CONTENT_IDENTIFIER_LENGTH - 3) + "...";
    }

    private static Priority priority(HeaderFields header) {
        return header.first("Priority")
                .map(body -> switch (body.strip().toLowerCase(Locale.ROOT)) {
                    case "urgent" -> Priority.URGENT;
                    case "non-urgent" -> Priority.NON_URGENT;
                    default -> Priority.NORMAL;
                })
                .orElse(Priority.NORMAL);
    }

    // RFC 2156 5.2: the content is asked for, unless the sender said that the header is enough
    private static PerMessageIndicators indicators(MailEnvelope mail, HeaderFields header) {
        BitString bits = BitString.of(8)
                .with(
                        PerMessageIndicators.DISCLOSURE_OF_OTHER_RECIPIENTS,
                        header.says("Disclose-Recipients", "allowed") || header.says("Disclose-Recipients", "yes"))
                .with(PerMessageIndicators.IMPLICIT_CONVERSION_PROHIBITED, header.says("Conversion", "prohibited"))
                .with(
                        PerMessageIndicators.ALTERNATE_RECIPIENT_ALLOWED,
                        !header.says("Alternate-Recipient", "prohibited"))
                .with(PerMessageIndicators.CONTENT_RETURN_REQUEST, mail.ret() != MailEnvelope.Ret.HDRS);
        return new PerMessageIndicators(bits);
    }

    /** What X.400 MTAs said before the mail went through the Internet, and we: that we converted, RFC 2156 5.1.6. */
    private List<TraceInformationElement> trace(HeaderFields header, EncodedInformationTypes types, Instant now)
            throws MailRefusal {
        List<TraceInformationElement> trace = new ArrayList<>(TraceFields.toX400(header));
        if (TraceFields.conversions(trace) >= MOST_CONVERSIONS) {
            throw MailRefusal.of(
                    "5.4.6", "the mail has come from the Internet into X.400 " + MOST_CONVERSIONS + " times before");
        }
        trace.add(new TraceInformationElement(
                domain,
                new DomainSuppliedInformation(
                        UTCTime.of(now),
                        null,
                        RoutingAction.RELAYED,
                        null,
                        InformationTypes.mixed(types),
                        OtherActions.NONE)));
        return trace;
    }

    private List<ExtensionField> extensions(MailEnvelope mail, HeaderFields header) {
        List<ExtensionField> extensions = new ArrayList<>();
        if (header.says("Conversion-With-Loss", "prohibited")) {
            extensions.add(StandardExtensions.CONVERSION_WITH_LOSS_PROHIBITED.encode(true));
        }
        header.first("Latest-Delivery-Time")
                .flatMap(MailDates::parse)
                .ifPresent(time -> extensions.add(StandardExtensions.LATEST_DELIVERY_TIME.encode(UTCTime.of(time))));
        List<NameAndTime> expansions = expansions(header);
        if (!expansions.isEmpty()) {
            extensions.add(StandardExtensions.DL_EXPANSION_HISTORY.encode(expansions));
        }
        String correlator = correlator(mail, header);
        if (!correlator.isEmpty()) {
            extensions.add(StandardExtensions.CONTENT_CORRELATOR.encode(
                    new ContentCorrelator(true, Octets.latin1(correlator))));
        }
        return extensions;
    }

    /** RFC 2156 5.1.7: {@code mailbox; date-time;}, the latest first, so that no list is expanded twice. */
    private List<NameAndTime> expansions(HeaderFields header) {
        List<NameAndTime> expansions = new ArrayList<>();
        for (String body : header.all("DL-Expansion-History")) {
            int semicolon = body.indexOf(';');
            if (semicolon > 0 && expansions.size() < MOST_EXPANSIONS) {
                Optional<ORName> list =
                        addresses.typed("rfc822", body.substring(0, semicolon)).map(NumberedRecipient::name);
                MailDates.parse(body.substring(semicolon + 1).replace(";", ""))
                        .ifPresent(time ->
                                list.ifPresent(name -> expansions.add(0, new NameAndTime(name, UTCTime.of(time)))));
            }
        }
        return expansions;
    }

    /** RFC 2156 5.1.5: what a report brings back, so that it can be told what it is about. */
    private static String correlator(MailEnvelope mail, HeaderFields header) {
        StringBuilder lines = new StringBuilder(mail.envid() == null ? "" : ENVID + mail.envid() + "\n");
        for (String name : List.of("Subject", "Message-ID", "Date", "To")) {
            header.first(name).ifPresent(body -> {
                String line = name + ": " + body.replaceAll("[^ -~]", "?") + "\n";
                if (lines.length() + line.length() <= CORRELATOR_LENGTH) {
                    lines.append(line);
                }
            });
        }
        return lines.length() <= CORRELATOR_LENGTH ? lines.toString() : "";
    }
}
