package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.address.ORNameCodec;
import org.openx400.mta.envelope.ExplicitConversion;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.PerRecipientTransferFields;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/** Writes transfer envelopes, X.411 12.2.1: definite lengths, members in the order of the text, defaults left out. */
public final class EnvelopeEncoder {
    private EnvelopeEncoder() {}

    /** A SET for a message or report, [2] for a probe. */
    public static Octets encode(TransferEnvelope envelope, ExtensionForm form) {
        if (envelope instanceof MessageTransferEnvelope message) {
            return message(message, form);
        }
        if (envelope instanceof ProbeTransferEnvelope probe) {
            return probe(probe, form);
        }
        return report((ReportTransferEnvelope) envelope, form);
    }

    private static Octets message(MessageTransferEnvelope envelope, ExtensionForm form) {
        Priority priority = envelope.priority();
        return Ber.set(
                FieldEncoder.mtsIdentifier(envelope.messageIdentifier()),
                ORNameCodec.encode(envelope.originatorName()),
                FieldEncoder.encodedInformationTypes(envelope.originalEncodedInformationTypes()),
                FieldEncoder.contentType(envelope.contentType()),
                FieldEncoder.string(P1Tags.CONTENT_IDENTIFIER, envelope.contentIdentifier()),
                priority == Priority.NORMAL ? Octets.NONE : Ber.integer(P1Tags.PRIORITY, priority.number()),
                FieldEncoder.bits(
                        P1Tags.PER_MESSAGE_INDICATORS,
                        envelope.perMessageIndicators().bits()),
                FieldEncoder.time(Tag.context(0), envelope.deferredDeliveryTime()),
                FieldEncoder.bilateralInformation(envelope.perDomainBilateralInformation()),
                TraceCodec.encode(envelope.traceInformation()),
                FieldEncoder.extensions(P1Tags.EXTENSIONS, envelope.extensions(), form),
                recipients(envelope.perRecipientFields(), form));
    }

    private static Octets probe(ProbeTransferEnvelope envelope, ExtensionForm form) {
        return Ber.constructed(
                MtsApdu.PROBE,
                FieldEncoder.mtsIdentifier(envelope.probeIdentifier()),
                ORNameCodec.encode(envelope.originatorName()),
                FieldEncoder.encodedInformationTypes(envelope.originalEncodedInformationTypes()),
                FieldEncoder.contentType(envelope.contentType()),
                FieldEncoder.string(P1Tags.CONTENT_IDENTIFIER, envelope.contentIdentifier()),
                FieldEncoder.integer(Tag.context(0), envelope.contentLength()),
                FieldEncoder.bits(
                        P1Tags.PER_MESSAGE_INDICATORS,
                        envelope.perMessageIndicators().bits()),
                FieldEncoder.bilateralInformation(envelope.perDomainBilateralInformation()),
                TraceCodec.encode(envelope.traceInformation()),
                FieldEncoder.extensions(P1Tags.EXTENSIONS, envelope.extensions(), form),
                recipients(envelope.perRecipientFields(), form));
    }

    private static Octets report(ReportTransferEnvelope envelope, ExtensionForm form) {
        return Ber.set(
                FieldEncoder.mtsIdentifier(envelope.reportIdentifier()),
                ORNameCodec.encode(envelope.reportDestinationName()),
                TraceCodec.encode(envelope.traceInformation()),
                FieldEncoder.extensions(P1Tags.REPORT_EXTENSIONS, envelope.extensions(), form));
    }

    private static Octets recipients(List<? extends PerRecipientTransferFields> recipients, ExtensionForm form) {
        List<Octets> encoded = new ArrayList<>(recipients.size());
        for (PerRecipientTransferFields recipient : recipients) {
            ExplicitConversion conversion = recipient.explicitConversion();
            encoded.add(Ber.set(
                    ORNameCodec.encode(recipient.recipientName()),
                    Ber.integer(Tag.context(0), recipient.originallySpecifiedRecipientNumber()),
                    Ber.bitString(
                            P1Tags.PER_RECIPIENT_INDICATORS,
                            recipient.perRecipientIndicators().bits()),
                    FieldEncoder.integer(Tag.context(2), conversion == null ? null : conversion.number()),
                    FieldEncoder.extensions(P1Tags.EXTENSIONS, recipient.extensions(), form)));
        }
        return Ber.constructed(P1Tags.PER_RECIPIENT_FIELDS, encoded);
    }
}
