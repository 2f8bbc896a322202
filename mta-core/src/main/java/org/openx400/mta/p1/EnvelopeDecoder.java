package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.ORNameCodec;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.ExplicitConversion;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.PerMessageIndicators;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.envelope.PerRecipientProbeTransferFields;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/**
 * Reads transfer envelopes, X.411 12.2.1. The members of a SET may come in any order, lengths may be indefinite, strings
 * constructed. Members that X.411 (1999) does not have are passed over; {@link EnvelopeRewriter} keeps them.
 *
 * <p>On failure: {@link P1Exception} with size-constraint-violation or too-many-recipients where a bound is passed, else
 * protocol-violation.
 */
public final class EnvelopeDecoder {
    private static final int MAXIMUM_RECIPIENT_NUMBER = 32767;

    private final P1Limits limits;

    public EnvelopeDecoder(P1Limits limits) {
        this.limits = limits;
    }

    /** An envelope as {@link ApduReader.Sink#envelope} gives it. */
    public TransferEnvelope decode(ApduKind kind, Octets envelope) throws P1Exception {
        return switch (kind) {
            case MESSAGE -> message(envelope);
            case PROBE -> probe(envelope);
            case REPORT -> report(envelope);
        };
    }

    public MessageTransferEnvelope message(Octets octets) throws P1Exception {
        try {
            SetMembers members = set(octets, "MessageTransferEnvelope", Tag.SET);
            MessageTransferEnvelope envelope = readMessage(members);
            if (limits.enforceUpperBounds()) {
                checkBounds(members, () -> UpperBounds.check(envelope));
            }
            return envelope;
        } catch (DecodeException e) {
            throw P1Exception.violation(e, limits);
        }
    }

    /** The envelope of a probe is the whole MTS-APDU: [2]. */
    public ProbeTransferEnvelope probe(Octets octets) throws P1Exception {
        try {
            SetMembers members = set(octets, "ProbeTransferEnvelope", MtsApdu.PROBE);
            ProbeTransferEnvelope envelope = readProbe(members);
            if (limits.enforceUpperBounds()) {
                checkBounds(members, () -> UpperBounds.check(envelope));
            }
            return envelope;
        } catch (DecodeException e) {
            throw P1Exception.violation(e, limits);
        }
    }

    public ReportTransferEnvelope report(Octets octets) throws P1Exception {
        try {
            SetMembers members = set(octets, "ReportTransferEnvelope", Tag.SET);
            ReportTransferEnvelope envelope = readReport(members);
            if (limits.enforceUpperBounds()) {
                checkBounds(members, () -> UpperBounds.check(envelope));
            }
            return envelope;
        } catch (DecodeException e) {
            throw P1Exception.violation(e, limits);
        }
    }

    private interface Check {
        void run() throws P1Exception;
    }

    private static void checkBounds(SetMembers members, Check check) throws DecodeException {
        try {
            check.run();
        } catch (P1Exception e) {
            throw BoundPlace.found(e, members);
        }
    }

    /** Reads this much alone: whether the rest is sound was judged when it came. */
    public Passage passage(ApduKind kind, Octets envelope) throws P1Exception {
        try {
            SetMembers members = set(envelope, "envelope", kind == ApduKind.PROBE ? MtsApdu.PROBE : Tag.SET);
            return new Passage(
                    TraceCodec.lastDomain(
                            members.required(P1Tags.TRACE_INFORMATION, "trace-information"),
                            members.field("trace-information")),
                    kind == ApduKind.MESSAGE ? deferredDeliveryTime(members) : null);
        } catch (DecodeException e) {
            throw P1Exception.violation(e);
        }
    }

    private SetMembers set(Octets octets, String name, Tag tag) throws DecodeException {
        Tlv tlv = new BerReader(octets, limits.maximumNesting()).only(name);
        if (!tlv.is(tag)) {
            throw tlv.error(name, "expected " + tag + ", found " + tlv.tag());
        }
        return new SetMembers(tlv, name);
    }

    private MessageTransferEnvelope readMessage(SetMembers members) throws DecodeException {
        List<PerRecipientMessageTransferFields> recipients = new ArrayList<>();
        for (SetMembers recipient : recipients(members)) {
            recipients.add(new PerRecipientMessageTransferFields(
                    recipientName(recipient),
                    recipientNumber(recipient),
                    indicators(recipient),
                    explicitConversion(recipient),
                    FieldDecoder.extensions(recipient.optional(P1Tags.EXTENSIONS), recipient.field("extensions"))));
        }
        return new MessageTransferEnvelope(
                identifier(members, "message-identifier"),
                name(members, "originator-name"),
                FieldDecoder.encodedInformationTypes(members, "original-encoded-information-types"),
                contentType(members),
                contentIdentifier(members),
                priority(members.optional(P1Tags.PRIORITY), members.field("priority")),
                perMessageIndicators(members),
                deferredDeliveryTime(members),
                FieldDecoder.bilateralInformation(
                        members.optional(P1Tags.BILATERAL_INFORMATION), members.field("per-domain-bilateral")),
                trace(members),
                FieldDecoder.extensions(members.optional(P1Tags.EXTENSIONS), members.field("extensions")),
                recipients);
    }

    private ProbeTransferEnvelope readProbe(SetMembers members) throws DecodeException {
        List<PerRecipientProbeTransferFields> recipients = new ArrayList<>();
        for (SetMembers recipient : recipients(members)) {
            recipients.add(new PerRecipientProbeTransferFields(
                    recipientName(recipient),
                    recipientNumber(recipient),
                    indicators(recipient),
                    explicitConversion(recipient),
                    FieldDecoder.extensions(recipient.optional(P1Tags.EXTENSIONS), recipient.field("extensions"))));
        }
        Tlv contentLength = members.optional(Tag.context(0));
        return new ProbeTransferEnvelope(
                identifier(members, "probe-identifier"),
                name(members, "originator-name"),
                FieldDecoder.encodedInformationTypes(members, "original-encoded-information-types"),
                contentType(members),
                contentIdentifier(members),
                contentLength == null
                        ? null
                        : contentLength.integer(members.field("content-length"), 0, Integer.MAX_VALUE),
                perMessageIndicators(members),
                FieldDecoder.bilateralInformation(
                        members.optional(P1Tags.BILATERAL_INFORMATION), members.field("per-domain-bilateral")),
                trace(members),
                FieldDecoder.extensions(members.optional(P1Tags.EXTENSIONS), members.field("extensions")),
                recipients);
    }

    private static ReportTransferEnvelope readReport(SetMembers members) throws DecodeException {
        return new ReportTransferEnvelope(
                identifier(members, "report-identifier"),
                name(members, "report-destination-name"),
                trace(members),
                FieldDecoder.extensions(members.optional(P1Tags.REPORT_EXTENSIONS), members.field("extensions")));
    }

    private List<SetMembers> recipients(SetMembers members) throws DecodeException {
        String field = members.field("per-recipient-fields");
        Tlv list = members.required(P1Tags.PER_RECIPIENT_FIELDS, "per-recipient-fields");
        List<SetMembers> recipients = recipients(list, field, limits);
        if (recipients.isEmpty()) {
            throw list.error(field, "there is no recipient");
        }
        return recipients;
    }

    static List<SetMembers> recipients(Tlv list, String field, P1Limits limits) throws DecodeException {
        List<SetMembers> recipients = new ArrayList<>();
        BerReader each = list.children(field);
        while (each.hasMore()) {
            Tlv recipient = each.expect(Tag.SET, field);
            if (recipients.size() == limits.maximumRecipients()) {
                throw new P1Exception(
                        field,
                        recipient.offset(),
                        "more than " + limits.maximumRecipients() + " recipients",
                        NonDeliveryDiagnosticCode.TOO_MANY_RECIPIENTS,
                        limits.recipients());
            }
            recipients.add(new SetMembers(recipient, field + "[" + recipients.size() + "]"));
        }
        return recipients;
    }

    private static MTSIdentifier identifier(SetMembers members, String name) throws DecodeException {
        return FieldDecoder.mtsIdentifier(members.required(P1Tags.MTS_IDENTIFIER, name), members.field(name));
    }

    private static ORName name(SetMembers members, String name) throws DecodeException {
        return ORNameCodec.decode(members.required(ORNameCodec.TAG, name), members.field(name));
    }

    private static ContentType contentType(SetMembers members) throws DecodeException {
        ContentType type = FieldDecoder.contentType(members);
        if (type == null) {
            throw members.missing(P1Tags.CONTENT_TYPE, "content-type");
        }
        return type;
    }

    private static @Nullable String contentIdentifier(SetMembers members) throws DecodeException {
        return FieldDecoder.optionalString(
                members.optional(P1Tags.CONTENT_IDENTIFIER), members.field("content-identifier"));
    }

    private static Priority priority(@Nullable Tlv tlv, String field) throws DecodeException {
        return tlv == null ? Priority.NORMAL : Priority.values()[tlv.integer(field, 0, 2)];
    }

    private static PerMessageIndicators perMessageIndicators(SetMembers members) throws DecodeException {
        Tlv tlv = members.optional(P1Tags.PER_MESSAGE_INDICATORS);
        return tlv == null
                ? PerMessageIndicators.NONE
                : new PerMessageIndicators(tlv.bitString(members.field("per-message-indicators")));
    }

    private static List<TraceInformationElement> trace(SetMembers members) throws DecodeException {
        return TraceCodec.decode(
                members.required(P1Tags.TRACE_INFORMATION, "trace-information"), members.field("trace-information"));
    }

    private static @Nullable UTCTime deferredDeliveryTime(SetMembers members) throws DecodeException {
        return FieldDecoder.optionalTime(members.optional(Tag.context(0)), members.field("deferred-delivery-time"));
    }

    private static ORName recipientName(SetMembers recipient) throws DecodeException {
        return name(recipient, "recipient-name");
    }

    private static int recipientNumber(SetMembers recipient) throws DecodeException {
        String name = "originally-specified-recipient-number";
        return recipient.required(Tag.context(0), name).integer(recipient.field(name), 1, MAXIMUM_RECIPIENT_NUMBER);
    }

    private static PerRecipientIndicators indicators(SetMembers recipient) throws DecodeException {
        String name = "per-recipient-indicators";
        return new PerRecipientIndicators(
                recipient.required(P1Tags.PER_RECIPIENT_INDICATORS, name).bitString(recipient.field(name)));
    }

    private static @Nullable ExplicitConversion explicitConversion(SetMembers recipient) throws DecodeException {
        Tlv tlv = recipient.optional(Tag.context(2));
        return tlv == null ? null : new ExplicitConversion(tlv.integer(recipient.field("explicit-conversion"), 0, 256));
    }
}
