package org.openx400.mta.p1;

import java.util.List;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.GlobalDomainIdentifierCodec;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.ORNameCodec;
import org.openx400.mta.envelope.ContentCorrelator;
import org.openx400.mta.envelope.InternalTraceInformationElement;
import org.openx400.mta.envelope.NameAndTime;
import org.openx400.mta.envelope.Redirection;
import org.openx400.mta.envelope.ReportingMTAName;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** The values of extensions that are not about security, X.411 MTSAbstractService. */
final class ValueCodecs {
    private static final int UB_INTEGER_OPTIONS = 256;

    /** ENUMERATED or INTEGER with no (0) and yes (1). */
    static final ValueCodec<Boolean> YES_OR_NO = new ValueCodec<>(
            (tlv, field) -> ValueCodec.expect(tlv, Tag.ENUMERATED, field).integer(field, 0, 1) == 1,
            yes -> Ber.integer(Tag.ENUMERATED, yes ? 1 : 0));

    static final ValueCodec<Integer> INTEGER = new ValueCodec<>(
            (tlv, field) -> ValueCodec.expect(tlv, Tag.INTEGER, field).integer(field, 0, UB_INTEGER_OPTIONS),
            Ber::integer);

    static final ValueCodec<Integer> SEQUENCE_NUMBER = new ValueCodec<>(
            (tlv, field) -> ValueCodec.expect(tlv, Tag.INTEGER, field).integer(field, 0, Integer.MAX_VALUE),
            Ber::integer);

    static final ValueCodec<BitString> BITS = new ValueCodec<>(
            (tlv, field) -> ValueCodec.expect(tlv, Tag.BIT_STRING, field).bitString(field),
            bits -> Ber.bitString(Tag.BIT_STRING, bits));

    static final ValueCodec<String> TELETEX = new ValueCodec<>(
            (tlv, field) -> FieldDecoder.string(ValueCodec.expect(tlv, Tag.TELETEX_STRING, field), field),
            text -> FieldEncoder.string(Tag.TELETEX_STRING, text));

    static final ValueCodec<String> OBJECT_IDENTIFIER = new ValueCodec<>(
            (tlv, field) -> ValueCodec.expect(tlv, Tag.OBJECT_IDENTIFIER, field).objectIdentifier(field),
            Ber::objectIdentifier);

    static final ValueCodec<UTCTime> TIME = new ValueCodec<>(
            (tlv, field) -> FieldDecoder.time(ValueCodec.expect(tlv, Tag.UTC_TIME, field), field),
            time -> FieldEncoder.time(Tag.UTC_TIME, time));

    static final ValueCodec<ORName> OR_NAME = new ValueCodec<>(
            (tlv, field) -> ORNameCodec.decode(ValueCodec.expect(tlv, ORNameCodec.TAG, field), field),
            ORNameCodec::encode);

    static final ValueCodec<ORAddress> OR_ADDRESS = new ValueCodec<>(
            (tlv, field) -> ORNameCodec.decodeAddress(ValueCodec.expect(tlv, Tag.SEQUENCE, field), field),
            address -> ORNameCodec.encodeAddress(Tag.SEQUENCE, address));

    static final ValueCodec<ContentCorrelator> CONTENT_CORRELATOR =
            new ValueCodec<>(ValueCodecs::contentCorrelator, ValueCodecs::contentCorrelator);

    static final ValueCodec<Redirection> REDIRECTION =
            new ValueCodec<>(ValueCodecs::redirection, ValueCodecs::redirection);

    static final ValueCodec<NameAndTime> NAME_AND_TIME =
            new ValueCodec<>(ValueCodecs::nameAndTime, ValueCodecs::nameAndTime);

    static final ValueCodec<List<TraceInformationElement>> TRACE = new ValueCodec<>(
            (tlv, field) -> TraceCodec.decode(ValueCodec.expect(tlv, P1Tags.TRACE_INFORMATION, field), field),
            TraceCodec::encode);

    static final ValueCodec<List<InternalTraceInformationElement>> INTERNAL_TRACE = new ValueCodec<>(
            (tlv, field) -> TraceCodec.decodeInternal(ValueCodec.expect(tlv, Tag.SEQUENCE, field), field),
            TraceCodec::encodeInternal);

    static final ValueCodec<ReportingMTAName> REPORTING_MTA_NAME =
            new ValueCodec<>(ValueCodecs::reportingMTAName, ValueCodecs::reportingMTAName);

    /** A value that only its users understand, BER. */
    static final ValueCodec<Octets> OPAQUE = new ValueCodec<>((tlv, field) -> tlv.encoding(), octets -> octets);

    private ValueCodecs() {}

    private static ContentCorrelator contentCorrelator(Tlv tlv, String field) throws DecodeException {
        if (!tlv.is(Tag.IA5_STRING) && !tlv.is(Tag.OCTET_STRING)) {
            throw tlv.error(field, "unexpected " + tlv.tag());
        }
        return new ContentCorrelator(tlv.is(Tag.IA5_STRING), tlv.string(field));
    }

    private static Octets contentCorrelator(ContentCorrelator correlator) {
        return Ber.primitive(correlator.ia5Text() ? Tag.IA5_STRING : Tag.OCTET_STRING, correlator.value());
    }

    private static Redirection redirection(Tlv tlv, String field) throws DecodeException {
        BerReader members = ValueCodec.expect(tlv, Tag.SEQUENCE, field).children(field);
        NameAndTime intended = nameAndTime(members.next(field + ".intended-recipient-name"), field);
        int reason = members.expect(Tag.ENUMERATED, field + ".redirection-reason")
                .integer(field + ".redirection-reason", 0, Redirection.Reason.values().length - 1);
        members.end(field);
        return new Redirection(intended.name(), intended.time(), Redirection.Reason.values()[reason]);
    }

    private static Octets redirection(Redirection redirection) {
        return Ber.sequence(
                nameAndTime(new NameAndTime(redirection.intendedRecipient(), redirection.redirectionTime())),
                Ber.integer(Tag.ENUMERATED, redirection.redirectionReason().ordinal()));
    }

    private static NameAndTime nameAndTime(Tlv tlv, String field) throws DecodeException {
        BerReader members = ValueCodec.expect(tlv, Tag.SEQUENCE, field).children(field);
        ORName name = ORNameCodec.decode(members.expect(ORNameCodec.TAG, field), field);
        UTCTime time = FieldDecoder.time(members.expect(Tag.UTC_TIME, field), field);
        members.end(field);
        return new NameAndTime(name, time);
    }

    private static Octets nameAndTime(NameAndTime value) {
        return Ber.sequence(ORNameCodec.encode(value.name()), FieldEncoder.time(Tag.UTC_TIME, value.time()));
    }

    private static ReportingMTAName reportingMTAName(Tlv tlv, String field) throws DecodeException {
        BerReader members = ValueCodec.expect(tlv, Tag.SEQUENCE, field).children(field);
        GlobalDomainIdentifier domain =
                GlobalDomainIdentifierCodec.decode(members.expect(GlobalDomainIdentifierCodec.TAG, field), field);
        String name = FieldDecoder.string(members.expect(Tag.IA5_STRING, field), field);
        Tlv directoryName = members.nextIf(Tag.context(0), field);
        members.end(field);
        return new ReportingMTAName(
                domain,
                name,
                directoryName == null ? null : directoryName.explicit(field).encoding());
    }

    private static Octets reportingMTAName(ReportingMTAName name) {
        Octets directoryName = name.mtaDirectoryName();
        return Ber.sequence(
                GlobalDomainIdentifierCodec.encode(name.domain()),
                FieldEncoder.string(Tag.IA5_STRING, name.mtaName()),
                directoryName == null ? Octets.NONE : Ber.constructed(Tag.context(0), directoryName));
    }
}
