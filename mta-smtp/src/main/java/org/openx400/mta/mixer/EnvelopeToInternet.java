package org.openx400.mta.mixer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NameAndTime;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.PerMessageIndicators;
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.Redirection;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.StandardExtension;
import org.openx400.mta.p1.StandardExtensions;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailPath;
import org.openx400.mta.smtp.MailRecipient;
import org.openx400.mta.smtp.MailRecipient.Notify;
import org.openx400.mta.smtp.MailRecipient.OriginalRecipient;

/** The envelope of a message as that of a mail and as header fields, RFC 2156 4.6.2, 5.3.6, 5.3.7 and Appendix A. */
final class EnvelopeToInternet {
    /** RFC 3461 4.4: of the ENVID as xtext; 4.2: of the ORCPT. */
    private static final int ENVID_LENGTH = 100;

    private static final int ORCPT_LENGTH = 500;

    private static final String X400 = "x400";

    private static final Set<Integer> UNDERSTOOD = Set.of(
            StandardExtensions.CONVERSION_WITH_LOSS_PROHIBITED.number(),
            StandardExtensions.LATEST_DELIVERY_TIME.number(),
            StandardExtensions.CONTENT_CORRELATOR.number(),
            StandardExtensions.DL_EXPANSION_HISTORY.number(),
            StandardExtensions.INTERNAL_TRACE_INFORMATION.number(),
            StandardExtensions.ORIGINATOR_RETURN_ADDRESS.number());

    private final AddressMapper addresses;
    private final RecipientComments comments;

    EnvelopeToInternet(AddressMapper addresses) {
        this.addresses = addresses;
        this.comments = new RecipientComments(addresses);
    }

    MailEnvelope envelope(MessageTransferEnvelope message, List<MailRecipient> recipients) {
        MailPath reverse = reversePath(message);
        String envid = TraceFields.ENVID + TraceFields.toInternet(message.messageIdentifier());
        boolean utf8 = reverse.needsUtf8()
                || recipients.stream().anyMatch(recipient -> recipient.path().needsUtf8());
        return new MailEnvelope(
                reverse,
                message.perMessageIndicators().contentReturnRequest() ? MailEnvelope.Ret.FULL : MailEnvelope.Ret.HDRS,
                xtextLength(envid) <= ENVID_LENGTH ? envid : null,
                recipients,
                utf8,
                utf8);
    }

    /** Without an O/R address nobody can be notified. */
    private MailPath reversePath(MessageTransferEnvelope message) {
        return addresses.mailbox(message.originatorName()).orElse(MailPath.NULL);
    }

    private static int xtextLength(String text) {
        return text.chars()
                .map(c -> c <= ' ' || c >= 0x7f || c == '+' || c == '=' ? 3 : 1)
                .sum();
    }

    static MailRecipient recipient(MailPath path, PerRecipientMessageTransferFields fields) {
        String original =
                new NumberedRecipient(intended(fields), fields.originallySpecifiedRecipientNumber()).toString();
        return new MailRecipient(
                path,
                notifyOn(fields.perRecipientIndicators().originatorReportRequest()),
                X400.length() + 1 + xtextLength(original) <= ORCPT_LENGTH
                        ? new OriginalRecipient(X400, original)
                        : null);
    }

    // RFC 2156 Appendix A 3.2; RFC 3461 4.1: SUCCESS alone would forbid a notification of failure
    private static Set<Notify> notifyOn(OriginatorReportRequest request) {
        return switch (request) {
            case NO_REPORT -> Set.of(Notify.NEVER);
            case NON_DELIVERY_REPORT -> Set.of(Notify.FAILURE);
            case REPORT -> Set.of(Notify.SUCCESS, Notify.FAILURE);
        };
    }

    private static ORName intended(PerRecipientMessageTransferFields recipient) {
        List<Redirection> redirections = RecipientComments.redirections(recipient);
        return redirections.isEmpty()
                ? recipient.recipientName()
                : redirections.get(0).intendedRecipient();
    }

    /** @param recipients positions in the per-recipient-fields of those who get the mail */
    void write(MessageTransferEnvelope message, List<Integer> recipients, HeaderWriter out) {
        out.field("X400-MTS-Identifier", TraceFields.toInternet(message.messageIdentifier()));
        mailbox(message.originatorName()).ifPresent(mailbox -> out.field("X400-Originator", mailbox));
        recipients(message, recipients, out);
        out.field("X400-Content-Type", format(message.contentType()));
        EncodedInformationTypes types = message.originalEncodedInformationTypes();
        if (types != null) {
            out.field("Original-Encoded-Information-Types", InformationTypes.format(types));
        }
        if (message.contentIdentifier() != null) {
            out.field("X400-Content-Identifier", message.contentIdentifier());
        }
        if (message.priority() != Priority.NORMAL) {
            out.field("Priority", message.priority() == Priority.URGENT ? "urgent" : "non-urgent");
        }
        indicators(message.perMessageIndicators(), out);
        UTCTime deferred = message.deferredDeliveryTime();
        if (deferred != null) {
            out.field("Deferred-Delivery", MailDates.format(deferred.instant()));
        }
        extensions(message, out);
    }

    // RFC 2156 4.6.2.2: who may not be disclosed is named only to himself
    private void recipients(MessageTransferEnvelope message, List<Integer> recipients, HeaderWriter out) {
        boolean disclosed = message.perMessageIndicators().disclosureOfOtherRecipients();
        List<PerRecipientMessageTransferFields> named = disclosed
                ? message.perRecipientFields()
                : recipients.size() == 1 ? List.of(message.perRecipientFields().get(recipients.get(0))) : List.of();
        String mailboxes = String.join(
                ", ",
                named.stream()
                        .flatMap(recipient -> mailbox(recipient.recipientName()).stream()
                                .map(mailbox -> mailbox + comments.of(recipient)))
                        .toList());
        if (!mailboxes.isEmpty()) {
            out.field("X400-Recipients", mailboxes);
        }
        if (disclosed) {
            out.field("Disclose-Recipients", "Allowed");
        }
        if (recipients.size() == 1) {
            out.field(
                    ReportToX400.NUMBER,
                    Integer.toString(
                            message.perRecipientFields().get(recipients.get(0)).originallySpecifiedRecipientNumber()));
        }
    }

    static String format(ContentType type) {
        if (type.equals(ContentType.INTERPERSONAL_MESSAGING_1984)) {
            return "P2-1984 (2)";
        }
        return type.equals(ContentType.INTERPERSONAL_MESSAGING_1988) ? "P2-1988 (22)" : type.toString();
    }

    private Optional<String> mailbox(ORName name) {
        return addresses.mailbox(name).map(MailPath::toString);
    }

    private static void indicators(PerMessageIndicators indicators, HeaderWriter out) {
        if (indicators.implicitConversionProhibited()) {
            out.field("Conversion", "Prohibited");
        }
        if (!indicators.alternateRecipientAllowed()) {
            out.field("Alternate-Recipient", "Prohibited");
        }
    }

    private void extensions(MessageTransferEnvelope message, HeaderWriter out) {
        if (Boolean.TRUE.equals(value(StandardExtensions.CONVERSION_WITH_LOSS_PROHIBITED, message))) {
            out.field("Conversion-With-Loss", "Prohibited");
        }
        UTCTime latest = value(StandardExtensions.LATEST_DELIVERY_TIME, message);
        if (latest != null) {
            out.field("Latest-Delivery-Time", MailDates.format(latest.instant()));
        }
        ORAddress returnAddress = value(StandardExtensions.ORIGINATOR_RETURN_ADDRESS, message);
        if (returnAddress != null) {
            mailbox(ORName.of(returnAddress)).ifPresent(mailbox -> out.field("Originator-Return-Address", mailbox));
        }
        List<NameAndTime> expansions = value(StandardExtensions.DL_EXPANSION_HISTORY, message);
        if (expansions != null) {
            List<NameAndTime> latestFirst = new ArrayList<>(expansions);
            Collections.reverse(latestFirst);
            latestFirst.forEach(expansion -> out.field(
                    "DL-Expansion-History",
                    mailbox(expansion.name()).orElse("") + "; "
                            + MailDates.format(expansion.time().instant()) + ";"));
        }
        String discarded = String.join(
                ", ",
                message.extensions().stream()
                        .filter(extension -> UNDERSTOOD.stream().noneMatch(extension::is))
                        .map(extension -> extension.type().toString())
                        .toList());
        if (!discarded.isEmpty()) {
            out.field("Discarded-X400-MTS-Extensions", discarded);
        }
    }

    private static <T> @Nullable T value(StandardExtension<T> extension, MessageTransferEnvelope message) {
        try {
            return extension.find(message.extensions());
        } catch (P1Exception e) {
            return null;
        }
    }
}
