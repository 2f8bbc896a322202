package org.openx400.mta.mixer;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.StandardOr;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NameAndTime;
import org.openx400.mta.envelope.PerMessageIndicators;
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.StandardExtension;
import org.openx400.mta.p1.StandardExtensions;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailPath;
import org.openx400.mta.smtp.MailRecipient;
import org.openx400.mta.smtp.MailRecipient.Notify;
import org.openx400.mta.smtp.MailRecipient.OriginalRecipient;

/** The envelope of a message as that of a mail and as header fields, RFC 2156 5.3.2 to 5.3.4. */
final class EnvelopeToInternet {
    /** RFC 3461 4.4: of the ENVID as xtext; 4.2: of the ORCPT. */
    private static final int ENVID_LENGTH = 100;

    private static final int ORCPT_LENGTH = 500;

    private static final Set<Integer> UNDERSTOOD = Set.of(
            StandardExtensions.CONVERSION_WITH_LOSS_PROHIBITED.number(),
            StandardExtensions.LATEST_DELIVERY_TIME.number(),
            StandardExtensions.CONTENT_CORRELATOR.number(),
            StandardExtensions.DL_EXPANSION_HISTORY.number(),
            StandardExtensions.INTERNAL_TRACE_INFORMATION.number());

    private final AddressMapper addresses;

    EnvelopeToInternet(AddressMapper addresses) {
        this.addresses = addresses;
    }

    MailEnvelope envelope(MessageTransferEnvelope message, List<MailRecipient> recipients) {
        MailPath reverse = reversePath(message);
        String envid = TraceFields.toInternet(message.messageIdentifier());
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
        try {
            return addresses.toInternet(message.originatorName().address()).mailbox();
        } catch (AddressMappingException e) {
            return MailPath.NULL;
        }
    }

    private static int xtextLength(String text) {
        return text.chars()
                .map(c -> c <= ' ' || c >= 0x7f || c == '+' || c == '=' ? 3 : 1)
                .sum();
    }

    // X.411 12.2.1.1.1.6: the originating MTA wants to know of a failure in any case
    static MailRecipient recipient(MailPath path, PerRecipientMessageTransferFields fields) {
        Set<Notify> notify = EnumSet.of(Notify.FAILURE);
        if (fields.perRecipientIndicators().originatingMTAReportRequest().delivery()) {
            notify.add(Notify.SUCCESS);
        }
        String original = StandardOr.format(fields.recipientName().address());
        return new MailRecipient(
                path, notify, xtextLength(original) <= ORCPT_LENGTH ? new OriginalRecipient("x400", original) : null);
    }

    void write(MessageTransferEnvelope message, HeaderWriter out) {
        TraceFields.toInternet(message.traceInformation()).forEach(element -> out.field(TraceFields.RECEIVED, element));
        out.field("X400-MTS-Identifier", TraceFields.toInternet(message.messageIdentifier()));
        out.field("X400-Originator", formatted(message.originatorName()));
        if (message.perMessageIndicators().disclosureOfOtherRecipients()) {
            out.field(
                    "X400-Recipients",
                    String.join(
                            ", ",
                            message.perRecipientFields().stream()
                                    .map(recipient -> formatted(recipient.recipientName()))
                                    .toList()));
            out.field("Disclose-Recipients", "Allowed");
        }
        out.field(
                "X400-Content-Type",
                message.contentType().equals(ContentType.INTERPERSONAL_MESSAGING_1984)
                        ? "P2-1984 (2)"
                        : "P2-1988 (22)");
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
        List<NameAndTime> expansions = value(StandardExtensions.DL_EXPANSION_HISTORY, message);
        if (expansions != null) {
            expansions.forEach(expansion -> out.field(
                    "DL-Expansion-History",
                    formatted(expansion.name()) + "; "
                            + MailDates.format(expansion.time().instant())));
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

    private static String formatted(ORName name) {
        return StandardOr.format(name.address());
    }
}
