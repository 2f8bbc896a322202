package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.GlobalDomainIdentifierCodec;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.InternalTraceInformationElement;
import org.openx400.mta.envelope.MTASuppliedInformation;
import org.openx400.mta.envelope.MTASuppliedInformation.Attempted;
import org.openx400.mta.envelope.OtherActions;
import org.openx400.mta.envelope.RoutingAction;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** External and internal trace as BER, X.411 12.2.1.1.1.3 and 12.2.1.1.1.8. */
final class TraceCodec {
    private static final Tag ARRIVAL_TIME = Tag.context(0);
    private static final Tag DEFERRED_TIME = Tag.context(1);
    private static final Tag ROUTING_ACTION = Tag.context(2);
    private static final Tag OTHER_ACTIONS = Tag.context(3);

    private TraceCodec() {}

    static List<TraceInformationElement> decode(Tlv tlv, String field) throws DecodeException {
        List<TraceInformationElement> elements = new ArrayList<>();
        BerReader each = tlv.children(field);
        while (each.hasMore()) {
            elements.add(element(each.expect(Tag.SEQUENCE, field), field));
        }
        return elements;
    }

    /** The domain of the last element, null if there is none. */
    static @Nullable GlobalDomainIdentifier lastDomain(Tlv tlv, String field) throws DecodeException {
        Tlv last = null;
        BerReader each = tlv.children(field);
        while (each.hasMore()) {
            last = each.expect(Tag.SEQUENCE, field);
        }
        return last == null ? null : domain(last.children(field), field);
    }

    private static GlobalDomainIdentifier domain(BerReader members, String field) throws DecodeException {
        return GlobalDomainIdentifierCodec.decode(members.expect(GlobalDomainIdentifierCodec.TAG, field), field);
    }

    private static TraceInformationElement element(Tlv tlv, String field) throws DecodeException {
        BerReader members = tlv.children(field);
        GlobalDomainIdentifier domain = domain(members, field);
        SetMembers supplied = new SetMembers(members.expect(Tag.SET, field), field);
        members.end(field);
        return new TraceInformationElement(
                domain,
                new DomainSuppliedInformation(
                        FieldDecoder.time(supplied.required(ARRIVAL_TIME, "arrival-time"), field + ".arrival-time"),
                        FieldDecoder.optionalTime(supplied.optional(DEFERRED_TIME), field + ".deferred-time"),
                        routingAction(supplied),
                        attemptedDomain(supplied),
                        FieldDecoder.encodedInformationTypes(supplied, "converted-encoded-information-types"),
                        otherActions(supplied)));
    }

    static List<InternalTraceInformationElement> decodeInternal(Tlv tlv, String field) throws DecodeException {
        List<InternalTraceInformationElement> elements = new ArrayList<>();
        BerReader each = tlv.children(field);
        while (each.hasMore()) {
            elements.add(internalElement(each.expect(Tag.SEQUENCE, field), field));
        }
        return elements;
    }

    private static InternalTraceInformationElement internalElement(Tlv tlv, String field) throws DecodeException {
        BerReader members = tlv.children(field);
        GlobalDomainIdentifier domain = domain(members, field);
        String mtaName = FieldDecoder.string(members.expect(Tag.IA5_STRING, field + ".mta-name"), field);
        SetMembers supplied = new SetMembers(members.expect(Tag.SET, field), field);
        members.end(field);
        return new InternalTraceInformationElement(
                domain,
                mtaName,
                new MTASuppliedInformation(
                        FieldDecoder.time(supplied.required(ARRIVAL_TIME, "arrival-time"), field + ".arrival-time"),
                        FieldDecoder.optionalTime(supplied.optional(DEFERRED_TIME), field + ".deferred-time"),
                        routingAction(supplied),
                        attempted(supplied),
                        FieldDecoder.encodedInformationTypes(supplied, "converted-encoded-information-types"),
                        otherActions(supplied)));
    }

    private static RoutingAction routingAction(SetMembers supplied) throws DecodeException {
        int number = supplied.required(ROUTING_ACTION, "routing-action")
                .integer(supplied.field("routing-action"), 0, RoutingAction.values().length - 1);
        return RoutingAction.values()[number];
    }

    private static @Nullable GlobalDomainIdentifier attemptedDomain(SetMembers supplied) throws DecodeException {
        Tlv domain = supplied.optional(GlobalDomainIdentifierCodec.TAG);
        return domain == null ? null : GlobalDomainIdentifierCodec.decode(domain, supplied.field("attempted-domain"));
    }

    private static @Nullable Attempted attempted(SetMembers supplied) throws DecodeException {
        Tlv mta = supplied.optional(Tag.IA5_STRING);
        if (mta != null) {
            return new Attempted.MTA(FieldDecoder.string(mta, supplied.field("attempted.mta")));
        }
        GlobalDomainIdentifier domain = attemptedDomain(supplied);
        return domain == null ? null : new Attempted.Domain(domain);
    }

    private static OtherActions otherActions(SetMembers supplied) throws DecodeException {
        Tlv actions = supplied.optional(OTHER_ACTIONS);
        return actions == null
                ? OtherActions.NONE
                : new OtherActions(actions.bitString(supplied.field("other-actions")));
    }

    static Octets encode(@Nullable List<TraceInformationElement> trace) {
        return trace == null
                ? Octets.NONE
                : Ber.constructed(
                        P1Tags.TRACE_INFORMATION,
                        trace.stream().map(TraceCodec::encode).toList());
    }

    static Octets encode(TraceInformationElement element) {
        DomainSuppliedInformation supplied = element.domainSuppliedInformation();
        GlobalDomainIdentifier attempted = supplied.attemptedDomain();
        return Ber.sequence(
                GlobalDomainIdentifierCodec.encode(element.globalDomainIdentifier()),
                Ber.set(
                        FieldEncoder.time(ARRIVAL_TIME, supplied.arrivalTime()),
                        FieldEncoder.time(DEFERRED_TIME, supplied.deferredTime()),
                        Ber.integer(ROUTING_ACTION, supplied.routingAction().ordinal()),
                        attempted == null ? Octets.NONE : GlobalDomainIdentifierCodec.encode(attempted),
                        FieldEncoder.encodedInformationTypes(supplied.convertedEncodedInformationTypes()),
                        FieldEncoder.bits(OTHER_ACTIONS, supplied.otherActions().bits())));
    }

    static Octets encodeInternal(List<InternalTraceInformationElement> trace) {
        return Ber.constructed(
                Tag.SEQUENCE, trace.stream().map(TraceCodec::encode).toList());
    }

    static Octets encode(InternalTraceInformationElement element) {
        MTASuppliedInformation supplied = element.mtaSuppliedInformation();
        return Ber.sequence(
                GlobalDomainIdentifierCodec.encode(element.globalDomainIdentifier()),
                FieldEncoder.string(Tag.IA5_STRING, element.mtaName()),
                Ber.set(
                        FieldEncoder.time(ARRIVAL_TIME, supplied.arrivalTime()),
                        FieldEncoder.time(DEFERRED_TIME, supplied.deferredTime()),
                        Ber.integer(ROUTING_ACTION, supplied.routingAction().ordinal()),
                        attempted(supplied.attempted()),
                        FieldEncoder.encodedInformationTypes(supplied.convertedEncodedInformationTypes()),
                        FieldEncoder.bits(OTHER_ACTIONS, supplied.otherActions().bits())));
    }

    private static Octets attempted(@Nullable Attempted attempted) {
        if (attempted instanceof Attempted.MTA mta) {
            return FieldEncoder.string(Tag.IA5_STRING, mta.mtaName());
        }
        if (attempted instanceof Attempted.Domain domain) {
            return GlobalDomainIdentifierCodec.encode(domain.globalDomainIdentifier());
        }
        return Octets.NONE;
    }
}
