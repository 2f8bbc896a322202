package org.openx400.mta.relay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.OriginatingMTAReportRequest;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.PerMessageIndicators;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.envelope.PerRecipientProbeTransferFields;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeEncoder;
import org.openx400.mta.p1.ExtensionForm;
import org.openx400.mta.p1.MtsApdu;

/** Messages and probes from Alice of P=ORIGIN, as a peer would transfer them. */
final class Samples {
    static final String ALICE = "C=US;A= ;P=ORIGIN;S=Alice";
    static final String DUTY = "C=US;A= ;P=HUB;O=Ops;S=Duty";
    static final GlobalDomainIdentifier ORIGIN = GlobalDomainIdentifier.of("US", " ", "ORIGIN");
    static final Octets CONTENT = Octets.latin1("the content, whatever it is");

    private Samples() {}

    static ORName name(String address) {
        try {
            return ORName.of(ORAddressText.parse(address));
        } catch (ORAddressSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Message message(String localIdentifier) {
        return new Message(localIdentifier);
    }

    static TraceInformationElement trace(GlobalDomainIdentifier domain) {
        return new TraceInformationElement(
                domain, DomainSuppliedInformation.relayed(Instant.parse("2026-11-20T11:59:00Z")));
    }

    /** A message in the making; each method returns it. */
    static final class Message {
        private final String localIdentifier;
        private final List<PerRecipientMessageTransferFields> recipients = new ArrayList<>();
        private final List<TraceInformationElement> trace = new ArrayList<>(List.of(trace(ORIGIN)));
        private final List<ExtensionField> extensions = new ArrayList<>();
        private Priority priority = Priority.NORMAL;
        private PerMessageIndicators indicators = PerMessageIndicators.NONE;
        private @Nullable Instant deferred;
        private @Nullable String contentIdentifier;
        private Octets content = CONTENT;

        private Message(String localIdentifier) {
            this.localIdentifier = localIdentifier;
        }

        /** A recipient that the receiver is responsible for. */
        Message to(String address) {
            return to(address, true, OriginatingMTAReportRequest.NON_DELIVERY_REPORT);
        }

        Message to(String address, boolean responsible, OriginatingMTAReportRequest request, ExtensionField... fields) {
            OriginatorReportRequest originator =
                    request.delivery() ? OriginatorReportRequest.REPORT : OriginatorReportRequest.NON_DELIVERY_REPORT;
            recipients.add(new PerRecipientMessageTransferFields(
                    name(address),
                    recipients.size() + 1,
                    PerRecipientIndicators.of(responsible, request, originator),
                    null,
                    List.of(fields)));
            return this;
        }

        Message passed(TraceInformationElement element) {
            trace.add(element);
            return this;
        }

        Message with(ExtensionField extension) {
            extensions.add(extension);
            return this;
        }

        Message priority(Priority value) {
            priority = value;
            return this;
        }

        Message indicators(PerMessageIndicators value) {
            indicators = value;
            return this;
        }

        Message deferredUntil(Instant value) {
            deferred = value;
            return this;
        }

        Message contentIdentifier(String value) {
            contentIdentifier = value;
            return this;
        }

        Message content(Octets value) {
            content = value;
            return this;
        }

        String id() {
            return identifier().toString();
        }

        private MTSIdentifier identifier() {
            return new MTSIdentifier(ORIGIN, localIdentifier);
        }

        Octets apdu() {
            MessageTransferEnvelope envelope = new MessageTransferEnvelope(
                    identifier(),
                    name(ALICE),
                    null,
                    ContentType.INTERPERSONAL_MESSAGING_1988,
                    contentIdentifier,
                    priority,
                    indicators,
                    deferred == null ? null : UTCTime.of(deferred),
                    List.of(),
                    trace,
                    extensions,
                    recipients);
            return new MtsApdu(ApduKind.MESSAGE, EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD), content)
                    .encode();
        }

        /** A probe to the same recipients. */
        Octets probe() {
            ProbeTransferEnvelope envelope = new ProbeTransferEnvelope(
                    identifier(),
                    name(ALICE),
                    null,
                    ContentType.INTERPERSONAL_MESSAGING_1988,
                    contentIdentifier,
                    content.length(),
                    indicators,
                    List.of(),
                    trace,
                    extensions,
                    recipients.stream()
                            .map(r -> new PerRecipientProbeTransferFields(
                                    r.recipientName(),
                                    r.originallySpecifiedRecipientNumber(),
                                    r.perRecipientIndicators(),
                                    null,
                                    r.extensions()))
                            .toList());
            return EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD);
        }
    }
}
