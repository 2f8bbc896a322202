package org.openx400.mta.relay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.InternalTraceInformationElement;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.PerRecipientTransferFields;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeDecoder;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.p1.Passage;
import org.openx400.mta.p1.StandardExtensions;
import org.openx400.mta.queue.StoredMessage;

/** What the relay asks of the three kinds of envelope alike. */
final class Envelopes {
    /** What was accepted once can be read again: bounds were judged on arrival. */
    private static final EnvelopeDecoder DECODER = new EnvelopeDecoder(P1Limits.DEFAULT.withUpperBounds(false));

    private Envelopes() {}

    static TransferEnvelope of(StoredMessage message) throws P1Exception {
        return decode(message.kind(), message.envelope());
    }

    static Passage passage(StoredMessage message) throws P1Exception {
        return DECODER.passage(message.kind(), message.envelope());
    }

    static TransferEnvelope decode(ApduKind kind, Octets envelope) throws P1Exception {
        return DECODER.decode(kind, envelope);
    }

    /** None for a report. */
    static List<? extends PerRecipientTransferFields> recipients(TransferEnvelope envelope) {
        if (envelope instanceof MessageTransferEnvelope message) {
            return message.perRecipientFields();
        }
        return envelope instanceof ProbeTransferEnvelope probe ? probe.perRecipientFields() : List.of();
    }

    /** Names by position; a report has the one recipient 0, its destination. */
    static Map<Integer, ORName> names(TransferEnvelope envelope, List<Integer> positions) throws DecodeException {
        List<? extends PerRecipientTransferFields> recipients = recipients(envelope);
        Map<Integer, ORName> names = new LinkedHashMap<>();
        for (int position : positions) {
            if (envelope instanceof ReportTransferEnvelope report) {
                names.put(position, report.reportDestinationName());
            } else if (position >= 0 && position < recipients.size()) {
                names.put(position, recipients.get(position).recipientName());
            } else {
                throw new DecodeException("per-recipient-fields", 0, "there is no recipient " + position);
            }
        }
        return names;
    }

    static Priority priority(TransferEnvelope envelope) {
        if (envelope instanceof MessageTransferEnvelope message) {
            return message.priority();
        }
        return envelope instanceof ReportTransferEnvelope ? Priority.URGENT : Priority.NORMAL;
    }

    /** The originator as text; of a report, whom it is for. */
    static String originator(TransferEnvelope envelope) {
        if (envelope instanceof MessageTransferEnvelope message) {
            return message.originatorName().toString();
        }
        return envelope instanceof ProbeTransferEnvelope probe
                ? probe.originatorName().toString()
                : ((ReportTransferEnvelope) envelope).reportDestinationName().toString();
    }

    static List<InternalTraceInformationElement> internalTrace(TransferEnvelope envelope) throws P1Exception {
        List<InternalTraceInformationElement> trace =
                StandardExtensions.INTERNAL_TRACE_INFORMATION.find(envelope.extensions());
        return trace == null ? List.of() : trace;
    }

    static Optional<UTCTime> latestDeliveryTime(TransferEnvelope envelope) throws P1Exception {
        return Optional.ofNullable(StandardExtensions.LATEST_DELIVERY_TIME.find(envelope.extensions()));
    }

    /** The word for a kind at the beginning of a sentence. */
    static String kind(ApduKind kind) {
        return switch (kind) {
            case MESSAGE -> "Message";
            case PROBE -> "Probe";
            case REPORT -> "Report";
        };
    }
}
