package org.openx400.mta.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.TypeOfMTSUser;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.octets.Sha256;
import org.openx400.mta.p1.CriticalExtensions;
import org.openx400.mta.report.Outcome;

/**
 * Delivers to the mailboxes of our own users, X.411 14.7. The file's name comes from the MTS identifier, the number of
 * the recipient and the stay in our queue: a delivery that is repeated after a crash writes the same file, and another
 * message that claims the same identifier replaces nothing. Blocks until it is durable.
 */
public final class LocalDelivery {
    /** Recipients of a message above which none is shown the others. */
    public static final int MOST_DISCLOSED = 100;

    private final Path mailboxes;
    private final GlobalDomainIdentifier domain;
    private final Clock clock;

    /** @param mailboxes folder of the folders that are named like the mailboxes */
    public LocalDelivery(Path mailboxes, GlobalDomainIdentifier domain, Clock clock) {
        this.mailboxes = mailboxes;
        this.domain = domain;
        this.clock = clock;
    }

    /**
     * The delivery of one message as its recipients share it.
     *
     * @param queueId what the queue knows it by
     */
    public record Message(
            long queueId,
            MessageTransferEnvelope envelope,
            Instant arrival,
            long contentLength,
            @Nullable String subject) {}

    /**
     * The delivery of a report.
     *
     * @param queueId what the queue knows it by
     * @param content what it says, or null if it is too large to be read
     */
    public record Report(
            long queueId,
            ReportTransferEnvelope envelope,
            @Nullable ReportTransferContent content,
            Instant arrival,
            long contentLength) {}

    /**
     * Why a message must not be delivered to this recipient: an extension that it would have to understand.
     *
     * @param ofMessage extensions of the message, or of a probe that asks about it
     * @param ofRecipient extensions of the recipient
     * @param recipient position in the envelope's per-recipient-fields
     */
    public Optional<Outcome> obstacle(List<ExtensionField> ofMessage, List<ExtensionField> ofRecipient, int recipient) {
        List<ExtensionField> extensions = new ArrayList<>(ofMessage);
        extensions.addAll(ofRecipient);
        return CriticalExtensions.unsupportedForDelivery(extensions).stream()
                .findFirst()
                .map(extension -> new Outcome(
                        recipient,
                        new ReportType.NonDelivery(
                                NonDeliveryReasonCode.UNABLE_TO_TRANSFER,
                                NonDeliveryDiagnosticCode.UNSUPPORTED_CRITICAL_FUNCTION),
                        "extension " + extension.type() + " is critical for delivery and not understood"));
    }

    /**
     * Writes the message into the mailbox; the APDU is closed in every case.
     *
     * @param recipient position in the envelope's per-recipient-fields
     * @throws IOException if the mailbox cannot be written; to be tried again
     */
    public Outcome deliver(Message message, int recipient, String mailbox, ApduSource apdu) throws IOException {
        MessageTransferEnvelope envelope = message.envelope();
        PerRecipientMessageTransferFields fields = envelope.perRecipientFields().get(recipient);
        Instant now = clock.instant();
        DeliverySummary summary = new DeliverySummary(
                envelope.messageIdentifier().toString(),
                "message",
                envelope.originatorName().toString(),
                fields.recipientName().toString(),
                shown(envelope, recipient),
                message.subject(),
                envelope.contentType().toString(),
                envelope.priority().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                message.arrival(),
                now,
                message.contentLength(),
                null);
        String name = fileName(
                envelope.messageIdentifier(),
                message.queueId(),
                message.arrival(),
                fields.originallySpecifiedRecipientNumber());
        new Mailbox(mailboxes.resolve(mailbox)).deliver(name, apdu, summary);
        return delivered(recipient, now);
    }

    /**
     * Positions of the recipients that one of them sees, X.411 8.2.1.1.1.7: the others only where the originator allows
     * it, and only up to {@link #MOST_DISCLOSED} of them, since every mailbox gets a copy of the names.
     */
    public static Set<Integer> disclosed(MessageTransferEnvelope envelope, int recipient) {
        int all = envelope.perRecipientFields().size();
        return envelope.perMessageIndicators().disclosureOfOtherRecipients() && all <= MOST_DISCLOSED
                ? IntStream.range(0, all).boxed().collect(Collectors.toSet())
                : Set.of(recipient);
    }

    private static List<String> shown(MessageTransferEnvelope envelope, int recipient) {
        return disclosed(envelope, recipient).stream()
                .sorted()
                .map(each ->
                        envelope.perRecipientFields().get(each).recipientName().toString())
                .toList();
    }

    /** The outcome of a delivery, also of one that a probe asks about. */
    public Outcome delivered(int recipient, Instant when) {
        // X.411 8.3.1.2.1.5: users of a private domain are private
        TypeOfMTSUser type = domain.privateDomainIdentifier() == null ? TypeOfMTSUser.PUBLIC : TypeOfMTSUser.PRIVATE;
        return new Outcome(recipient, new ReportType.Delivery(UTCTime.of(when), type), null);
    }

    /** Whether the originator asked for a report like this, X.411 8.2.1.1.1.22: for a recipient of it at least. */
    public static boolean isWanted(ReportTransferContent content) {
        return content.perRecipientFields().stream().anyMatch(LocalDelivery::isWanted);
    }

    private static boolean isWanted(PerRecipientReportTransferFields fields) {
        OriginatorReportRequest request = fields.perRecipientIndicators().originatorReportRequest();
        return request == OriginatorReportRequest.REPORT
                || request == OriginatorReportRequest.NON_DELIVERY_REPORT
                        && fields.lastTraceInformation().reportType() instanceof ReportType.NonDelivery;
    }

    /** Writes the report into the mailbox; the APDU is closed in every case. */
    public void deliver(Report report, String mailbox, ApduSource apdu) throws IOException {
        @Nullable ReportTransferContent content = report.content();
        String recipient = report.envelope().reportDestinationName().toString();
        String contentType = content == null || content.contentType() == null
                ? null
                : content.contentType().toString();
        DeliverySummary summary = new DeliverySummary(
                report.envelope().reportIdentifier().toString(),
                "report",
                "",
                recipient,
                List.of(recipient),
                null,
                contentType,
                "urgent",
                report.arrival(),
                clock.instant(),
                report.contentLength(),
                content == null ? DeliverySummary.ReportSummary.TOO_LARGE : summary(content));
        String name = fileName(report.envelope().reportIdentifier(), report.queueId(), report.arrival(), 0);
        new Mailbox(mailboxes.resolve(mailbox)).deliver(name, apdu, summary);
    }

    private static DeliverySummary.ReportSummary summary(ReportTransferContent content) {
        return new DeliverySummary.ReportSummary(
                content.subjectIdentifier().toString(),
                content.contentIdentifier(),
                content.perRecipientFields().stream()
                        .filter(LocalDelivery::isWanted)
                        .map(LocalDelivery::outcome)
                        .toList(),
                null);
    }

    private static DeliverySummary.RecipientOutcome outcome(PerRecipientReportTransferFields fields) {
        String recipient = fields.actualRecipientName().toString();
        ReportType type = fields.lastTraceInformation().reportType();
        if (type instanceof ReportType.Delivery delivery) {
            Instant time = delivery.messageDeliveryTime().instant();
            return new DeliverySummary.RecipientOutcome(recipient, true, time, null, null, null);
        }
        ReportType.NonDelivery failure = (ReportType.NonDelivery) type;
        NonDeliveryDiagnosticCode diagnostic = failure.nonDeliveryDiagnosticCode();
        return new DeliverySummary.RecipientOutcome(
                recipient,
                false,
                null,
                failure.nonDeliveryReasonCode().toString(),
                diagnostic == null ? null : diagnostic.toString(),
                fields.supplementaryInformation());
    }

    /** Readable, safe in a path, and different for every arrival: what is not safe is replaced, a digest is added. */
    private static String fileName(MTSIdentifier identifier, long queueId, Instant arrival, int recipientNumber) {
        String readable =
                identifier.localIdentifier().replaceAll("[^A-Za-z0-9.]", "_").replaceAll("^\\.", "_");
        return readable + "-" + digest(identifier + " " + queueId + " " + arrival) + "-" + recipientNumber;
    }

    private static String digest(String text) {
        byte[] digest = Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 6);
    }
}
