package org.openx400.mta.p1;

import java.util.List;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.envelope.PerRecipientProbeTransferFields;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.TransferEnvelope;

/** Envelopes from an MTA of 1984: the domain-defined attribute Common becomes a common name again, RFC 1328. */
public final class Upgrade1984 {
    private Upgrade1984() {}

    public static TransferEnvelope envelope(TransferEnvelope envelope) {
        if (envelope instanceof MessageTransferEnvelope message) {
            return message(message);
        }
        if (envelope instanceof ProbeTransferEnvelope probe) {
            return probe(probe);
        }
        ReportTransferEnvelope report = (ReportTransferEnvelope) envelope;
        return new ReportTransferEnvelope(
                report.reportIdentifier(),
                name(report.reportDestinationName()),
                report.traceInformation(),
                report.extensions());
    }

    /** One name, as an envelope's. */
    public static ORName name(ORName name) {
        return Names1984.upgrade(name);
    }

    private static MessageTransferEnvelope message(MessageTransferEnvelope envelope) {
        List<PerRecipientMessageTransferFields> recipients = envelope.perRecipientFields().stream()
                .map(recipient -> new PerRecipientMessageTransferFields(
                        name(recipient.recipientName()),
                        recipient.originallySpecifiedRecipientNumber(),
                        recipient.perRecipientIndicators(),
                        recipient.explicitConversion(),
                        recipient.extensions()))
                .toList();
        return new MessageTransferEnvelope(
                envelope.messageIdentifier(),
                name(envelope.originatorName()),
                envelope.originalEncodedInformationTypes(),
                envelope.contentType(),
                envelope.contentIdentifier(),
                envelope.priority(),
                envelope.perMessageIndicators(),
                envelope.deferredDeliveryTime(),
                envelope.perDomainBilateralInformation(),
                envelope.traceInformation(),
                envelope.extensions(),
                recipients);
    }

    private static ProbeTransferEnvelope probe(ProbeTransferEnvelope envelope) {
        List<PerRecipientProbeTransferFields> recipients = envelope.perRecipientFields().stream()
                .map(recipient -> new PerRecipientProbeTransferFields(
                        name(recipient.recipientName()),
                        recipient.originallySpecifiedRecipientNumber(),
                        recipient.perRecipientIndicators(),
                        recipient.explicitConversion(),
                        recipient.extensions()))
                .toList();
        return new ProbeTransferEnvelope(
                envelope.probeIdentifier(),
                name(envelope.originatorName()),
                envelope.originalEncodedInformationTypes(),
                envelope.contentType(),
                envelope.contentIdentifier(),
                envelope.contentLength(),
                envelope.perMessageIndicators(),
                envelope.perDomainBilateralInformation(),
                envelope.traceInformation(),
                envelope.extensions(),
                recipients);
    }
}
