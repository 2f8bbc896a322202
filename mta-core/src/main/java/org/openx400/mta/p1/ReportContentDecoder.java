package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.ORNameCodec;
import org.openx400.mta.envelope.LastTraceInformation;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.TypeOfMTSUser;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** Reads the content of a report, X.411 12.2.1.3. On failure: as {@link EnvelopeDecoder}. */
public final class ReportContentDecoder {
    private static final int UB_REASON_CODES = 32767;
    private static final int UB_MTS_USER_TYPES = 256;

    private final P1Limits limits;

    public ReportContentDecoder(P1Limits limits) {
        this.limits = limits;
    }

    /** The ReportTransferContent SET. */
    public ReportTransferContent decode(Octets octets) throws P1Exception {
        try {
            Tlv tlv = new BerReader(octets, limits.maximumNesting()).only("ReportTransferContent");
            if (!tlv.is(Tag.SET)) {
                throw tlv.error("ReportTransferContent", "expected " + Tag.SET + ", found " + tlv.tag());
            }
            ReportTransferContent content = read(new SetMembers(tlv, "ReportTransferContent"));
            if (limits.enforceUpperBounds()) {
                UpperBounds.check(content);
            }
            return content;
        } catch (DecodeException e) {
            throw P1Exception.violation(e, limits);
        }
    }

    private ReportTransferContent read(SetMembers members) throws DecodeException {
        Tlv list = members.required(Tag.context(0), "per-recipient-fields");
        List<PerRecipientReportTransferFields> recipients = new ArrayList<>();
        for (SetMembers each : EnvelopeDecoder.recipients(list, members.field("per-recipient-fields"), limits)) {
            recipients.add(recipient(each));
        }
        if (recipients.isEmpty()) {
            throw list.error(members.field("per-recipient-fields"), "there is no recipient");
        }
        Tlv trace = members.optional(P1Tags.TRACE_INFORMATION);
        Tlv returned = members.optional(Tag.context(1));
        Tlv additional = members.optional(Tag.context(2));
        return new ReportTransferContent(
                FieldDecoder.mtsIdentifier(
                        members.required(P1Tags.MTS_IDENTIFIER, "subject-identifier"),
                        members.field("subject-identifier")),
                trace == null ? null : TraceCodec.decode(trace, members.field("subject-intermediate-trace")),
                FieldDecoder.encodedInformationTypes(members, "original-encoded-information-types"),
                FieldDecoder.contentType(members),
                FieldDecoder.optionalString(
                        members.optional(P1Tags.CONTENT_IDENTIFIER), members.field("content-identifier")),
                returned == null ? null : returned.string(members.field("returned-content")),
                additional == null
                        ? null
                        : additional
                                .explicit(members.field("additional-information"))
                                .encoding(),
                FieldDecoder.extensions(members.optional(P1Tags.EXTENSIONS), members.field("extensions")),
                recipients);
    }

    private static PerRecipientReportTransferFields recipient(SetMembers members) throws DecodeException {
        Tlv intended = members.optional(Tag.context(4));
        ORName intendedName = intended == null
                ? null
                : ORNameCodec.decode(intended, members.field("originally-intended-recipient-name"));
        return new PerRecipientReportTransferFields(
                ORNameCodec.decode(
                        members.required(Tag.context(0), "actual-recipient-name"),
                        members.field("actual-recipient-name")),
                members.required(Tag.context(1), "originally-specified-recipient-number")
                        .integer(members.field("originally-specified-recipient-number"), 1, 32767),
                new PerRecipientIndicators(members.required(Tag.context(2), "per-recipient-indicators")
                        .bitString(members.field("per-recipient-indicators"))),
                lastTrace(
                        members.required(Tag.context(3), "last-trace-information"),
                        members.field("last-trace-information")),
                intendedName,
                FieldDecoder.optionalString(
                        members.optional(Tag.context(5)), members.field("supplementary-information")),
                FieldDecoder.extensions(members.optional(Tag.context(6)), members.field("extensions")));
    }

    private static LastTraceInformation lastTrace(Tlv tlv, String field) throws DecodeException {
        SetMembers members = new SetMembers(tlv, field);
        return new LastTraceInformation(
                FieldDecoder.time(members.required(Tag.context(0), "arrival-time"), members.field("arrival-time")),
                FieldDecoder.encodedInformationTypes(members, "converted-encoded-information-types"),
                reportType(
                        members.required(Tag.context(1), "report-type").explicit(field), members.field("report-type")));
    }

    private static ReportType reportType(Tlv tlv, String field) throws DecodeException {
        SetMembers members = new SetMembers(tlv, field);
        if (tlv.is(Tag.context(0))) {
            Tlv type = members.optional(Tag.context(1));
            return new ReportType.Delivery(
                    FieldDecoder.time(
                            members.required(Tag.context(0), "message-delivery-time"),
                            members.field("message-delivery-time")),
                    type == null
                            ? TypeOfMTSUser.PUBLIC
                            : new TypeOfMTSUser(type.integer(members.field("type-of-MTS-user"), 0, UB_MTS_USER_TYPES)));
        }
        if (!tlv.is(Tag.context(1))) {
            throw tlv.error(field, "unexpected " + tlv.tag());
        }
        Tlv diagnostic = members.optional(Tag.context(1));
        return new ReportType.NonDelivery(
                new NonDeliveryReasonCode(members.required(Tag.context(0), "non-delivery-reason-code")
                        .integer(members.field("non-delivery-reason-code"), 0, UB_REASON_CODES)),
                diagnostic == null
                        ? null
                        : new NonDeliveryDiagnosticCode(
                                diagnostic.integer(members.field("non-delivery-diagnostic-code"), 0, UB_REASON_CODES)));
    }
}
