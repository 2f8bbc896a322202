package org.openx400.mta.relay;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.OriginatingMTAReportRequest;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.OtherActions;
import org.openx400.mta.envelope.PerMessageIndicators;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.envelope.PerRecipientProbeTransferFields;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.RoutingAction;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeDecoder;
import org.openx400.mta.p1.EnvelopeEncoder;
import org.openx400.mta.p1.ExtensionForm;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.queue.Spool;
import org.openx400.mta.routing.RouteDecision;
import org.openx400.mta.routing.Router;

/**
 * Takes messages and probes of our own users, X.411 8.2.1 and 14.4 (message-submission). An identifier that is given
 * means that the message is durable and that we are responsible for it.
 */
public final class Submission {
    /** Why something was not taken; the text is for the user. */
    public static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(@Nullable String why) {
            super(why);
        }
    }

    /** A recipient and what the originator wants to hear of it. */
    public record Recipient(ORName name, OriginatorReportRequest report) {}

    /**
     * A message or probe. Optional members are null when absent.
     *
     * @param originator one of our own users
     * @param recipients at least one
     * @param contentIdentifier up to 16 characters
     * @param deferredDeliveryTime not before this time; not of a probe
     * @param extensions of the message, such as latest-delivery-time
     */
    public record Envelope(
            ORName originator,
            List<Recipient> recipients,
            ContentType contentType,
            @Nullable EncodedInformationTypes encodedInformationTypes,
            @Nullable String contentIdentifier,
            Priority priority,
            PerMessageIndicators indicators,
            @Nullable Instant deferredDeliveryTime,
            List<ExtensionField> extensions) {}

    private final RelayContext context;
    private final Router router;
    private final Acceptance acceptance;
    private final MtsIdentifiers identifiers;

    Submission(RelayContext context, Router router, Acceptance acceptance, MtsIdentifiers identifiers) {
        this.context = context;
        this.router = router;
        this.acceptance = acceptance;
        this.identifiers = identifiers;
    }

    /** A place for the content of a message; to be given to {@link #submit} or discarded. */
    public Spool newContent() throws IOException {
        return context.queue().newSpool();
    }

    /** Completes when the message is durable; fails with {@link Refusal}. The content is taken over in every case. */
    public CompletableFuture<MTSIdentifier> submit(Envelope envelope, Spool content) {
        Instant now = context.clock().instant();
        try {
            check(envelope);
            if (content.length() > context.settings().maximumContent()) {
                throw new Refusal("the content has " + content.length() + " octets, "
                        + context.settings().maximumContent() + " are allowed");
            }
        } catch (Refusal e) {
            content.discard();
            return CompletableFuture.failedFuture(e);
        }
        MessageTransferEnvelope message = new MessageTransferEnvelope(
                identifiers.next(),
                envelope.originator(),
                envelope.encodedInformationTypes(),
                envelope.contentType(),
                envelope.contentIdentifier(),
                envelope.priority(),
                envelope.indicators(),
                time(envelope.deferredDeliveryTime()),
                List.of(),
                trace(now, envelope.deferredDeliveryTime()),
                envelope.extensions(),
                messageRecipients(envelope.recipients()));
        return accept(message, content, content.length(), now);
    }

    /**
     * Asks whether a message like this would be delivered; the answer is a report.
     *
     * @param contentLength octets that the message would have, or null
     */
    public CompletableFuture<MTSIdentifier> probe(Envelope envelope, @Nullable Integer contentLength) {
        Instant now = context.clock().instant();
        try {
            check(envelope);
        } catch (Refusal e) {
            return CompletableFuture.failedFuture(e);
        }
        ProbeTransferEnvelope probe = new ProbeTransferEnvelope(
                identifiers.next(),
                envelope.originator(),
                envelope.encodedInformationTypes(),
                envelope.contentType(),
                envelope.contentIdentifier(),
                contentLength,
                envelope.indicators(),
                List.of(),
                trace(now, null),
                envelope.extensions(),
                probeRecipients(envelope.recipients()));
        return accept(probe, null, 0, now);
    }

    private void check(Envelope envelope) throws Refusal {
        int most = context.settings().maximumRecipients();
        if (envelope.recipients().isEmpty()) {
            throw new Refusal("there is no recipient");
        }
        if (envelope.recipients().size() > most) {
            throw new Refusal(envelope.recipients().size() + " recipients, " + most + " are allowed");
        }
        if (!(router.route(envelope.originator().address(), Set.of()) instanceof RouteDecision.Local)) {
            throw new Refusal("the originator " + envelope.originator() + " is not one of our users");
        }
    }

    private CompletableFuture<MTSIdentifier> accept(
            TransferEnvelope envelope, @Nullable Spool content, long contentLength, Instant now) {
        Octets encoded = EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD);
        try {
            new EnvelopeDecoder(P1Limits.DEFAULT).decode(envelope.kind(), encoded);
        } catch (P1Exception e) {
            if (content != null) {
                content.discard();
            }
            return CompletableFuture.failedFuture(new Refusal(e.getMessage()));
        }
        Arrival arrival =
                new Arrival(envelope, encoded, null, content, contentLength, RelaySettings.LOCAL, null, now, null);
        return acceptance.accept(arrival).thenCompose(decision -> {
            if (decision instanceof Intake.Decision.Refused refused) {
                return CompletableFuture.failedFuture(new Refusal(refused.why()));
            }
            return CompletableFuture.completedFuture(envelope.mtsIdentifier());
        });
    }

    /** Our trace starts here; the message has been held when it goes. */
    private List<TraceInformationElement> trace(Instant now, @Nullable Instant deferred) {
        DomainSuppliedInformation supplied = new DomainSuppliedInformation(
                UTCTime.of(now), time(deferred), RoutingAction.RELAYED, null, null, OtherActions.NONE);
        return List.of(new TraceInformationElement(context.settings().domain(), supplied));
    }

    private static @Nullable UTCTime time(@Nullable Instant instant) {
        return instant == null ? null : UTCTime.of(instant);
    }

    private static List<PerRecipientMessageTransferFields> messageRecipients(List<Recipient> recipients) {
        List<PerRecipientMessageTransferFields> fields = new ArrayList<>();
        for (Recipient recipient : recipients) {
            fields.add(new PerRecipientMessageTransferFields(
                    recipient.name(), fields.size() + 1, indicators(recipient.report()), null, List.of()));
        }
        return fields;
    }

    private static List<PerRecipientProbeTransferFields> probeRecipients(List<Recipient> recipients) {
        List<PerRecipientProbeTransferFields> fields = new ArrayList<>();
        for (Recipient recipient : recipients) {
            fields.add(new PerRecipientProbeTransferFields(
                    recipient.name(), fields.size() + 1, indicators(recipient.report()), null, List.of()));
        }
        return fields;
    }

    /** X.411 12.2.1.1.1.6: we ask for at least what the originator asks for, and for non-delivery in any case. */
    private static PerRecipientIndicators indicators(OriginatorReportRequest report) {
        OriginatingMTAReportRequest ours = report == OriginatorReportRequest.REPORT
                ? OriginatingMTAReportRequest.REPORT
                : OriginatingMTAReportRequest.NON_DELIVERY_REPORT;
        return PerRecipientIndicators.of(true, ours, report);
    }
}
