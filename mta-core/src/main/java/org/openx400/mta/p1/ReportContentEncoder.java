package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.ORNameCodec;
import org.openx400.mta.envelope.LastTraceInformation;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.TypeOfMTSUser;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/** Writes the content of a report, X.411 12.2.1.3: definite lengths, the returned content last. */
public final class ReportContentEncoder {
    private static final Tag RETURNED_CONTENT = Tag.context(1);

    private ReportContentEncoder() {}

    /** The ReportTransferContent SET with the returned content in it, if there is one. */
    public static Octets encode(ReportTransferContent content, ExtensionForm form) {
        Octets returned = content.returnedContent();
        if (returned == null) {
            return Ber.constructed(Tag.SET, members(content, form));
        }
        return Octets.concat(header(content, returned.length(), form), returned);
    }

    /**
     * The ReportTransferContent SET up to the returned content, whose octets follow from elsewhere and end it.
     *
     * @param returnedContentLength how many octets will follow
     */
    public static Octets header(ReportTransferContent content, long returnedContentLength, ExtensionForm form) {
        List<Octets> parts = members(content, form);
        parts.add(Ber.header(RETURNED_CONTENT, false, returnedContentLength));
        Octets members = Octets.concat(parts);
        return Octets.concat(Ber.header(Tag.SET, true, members.length() + returnedContentLength), members);
    }

    private static List<Octets> members(ReportTransferContent content, ExtensionForm form) {
        Octets additional = content.additionalInformation();
        List<Octets> members = new ArrayList<>();
        members.add(FieldEncoder.mtsIdentifier(content.subjectIdentifier()));
        members.add(TraceCodec.encode(content.subjectIntermediateTraceInformation()));
        members.add(FieldEncoder.encodedInformationTypes(content.originalEncodedInformationTypes()));
        members.add(FieldEncoder.contentType(content.contentType()));
        members.add(FieldEncoder.string(P1Tags.CONTENT_IDENTIFIER, content.contentIdentifier()));
        members.add(additional == null ? Octets.NONE : Ber.constructed(Tag.context(2), additional));
        members.add(FieldEncoder.extensions(P1Tags.EXTENSIONS, content.extensions(), form));
        members.add(Ber.constructed(
                Tag.context(0),
                content.perRecipientFields().stream()
                        .map(recipient -> recipient(recipient, form))
                        .toList()));
        return members;
    }

    private static Octets recipient(PerRecipientReportTransferFields recipient, ExtensionForm form) {
        ORName intended = recipient.originallyIntendedRecipientName();
        return Ber.set(
                ORNameCodec.encode(Tag.context(0), recipient.actualRecipientName()),
                Ber.integer(Tag.context(1), recipient.originallySpecifiedRecipientNumber()),
                Ber.bitString(Tag.context(2), recipient.perRecipientIndicators().bits()),
                lastTrace(recipient.lastTraceInformation()),
                intended == null ? Octets.NONE : ORNameCodec.encode(Tag.context(4), intended),
                FieldEncoder.string(Tag.context(5), recipient.supplementaryInformation()),
                FieldEncoder.extensions(Tag.context(6), recipient.extensions(), form));
    }

    private static Octets lastTrace(LastTraceInformation trace) {
        return Ber.constructed(
                Tag.context(3),
                FieldEncoder.time(Tag.context(0), trace.arrivalTime()),
                FieldEncoder.encodedInformationTypes(trace.convertedEncodedInformationTypes()),
                Ber.constructed(Tag.context(1), reportType(trace.reportType())));
    }

    private static Octets reportType(ReportType type) {
        if (type instanceof ReportType.Delivery delivery) {
            return Ber.constructed(
                    Tag.context(0),
                    FieldEncoder.time(Tag.context(0), delivery.messageDeliveryTime()),
                    typeOfUser(delivery.typeOfMTSUser()));
        }
        ReportType.NonDelivery nonDelivery = (ReportType.NonDelivery) type;
        return Ber.constructed(
                Tag.context(1),
                Ber.integer(Tag.context(0), nonDelivery.nonDeliveryReasonCode().number()),
                diagnostic(nonDelivery.nonDeliveryDiagnosticCode()));
    }

    private static Octets typeOfUser(TypeOfMTSUser type) {
        return type.equals(TypeOfMTSUser.PUBLIC) ? Octets.NONE : Ber.integer(Tag.context(1), type.number());
    }

    private static Octets diagnostic(@Nullable NonDeliveryDiagnosticCode code) {
        return code == null ? Octets.NONE : Ber.integer(Tag.context(1), code.number());
    }
}
