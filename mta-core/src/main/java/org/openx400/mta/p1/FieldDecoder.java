package org.openx400.mta.p1;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifierCodec;
import org.openx400.mta.address.NumericOrPrintable;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.Criticality;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.ExtensionIdentifier;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.PerDomainBilateralInformation;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** Reads the fields that several envelopes have, X.411 MTSAbstractService and MTAAbstractService. */
final class FieldDecoder {
    private static final Tag STANDARD_EXTENSION = Tag.context(0);
    private static final Tag PRIVATE_EXTENSION = Tag.context(3);
    private static final Tag CRITICALITY = Tag.context(1);
    private static final Tag VALUE = Tag.context(2);
    private static final int UB_EXTENSION_TYPES = 32767;

    private FieldDecoder() {}

    static MTSIdentifier mtsIdentifier(Tlv tlv, String field) throws DecodeException {
        BerReader members = tlv.children(field);
        Tlv domain = members.expect(GlobalDomainIdentifierCodec.TAG, field + ".global-domain-identifier");
        Tlv local = members.expect(Tag.IA5_STRING, field + ".local-identifier");
        members.end(field);
        return new MTSIdentifier(
                GlobalDomainIdentifierCodec.decode(domain, field + ".global-domain-identifier"),
                string(local, field + ".local-identifier"));
    }

    static String string(Tlv tlv, String field) throws DecodeException {
        return tlv.string(field).toLatin1();
    }

    static @Nullable String optionalString(@Nullable Tlv tlv, String field) throws DecodeException {
        return tlv == null ? null : string(tlv, field);
    }

    static UTCTime time(Tlv tlv, String field) throws DecodeException {
        try {
            return UTCTime.parse(string(tlv, field));
        } catch (DateTimeException e) {
            throw tlv.error(field, "not a UTCTime");
        }
    }

    static @Nullable UTCTime optionalTime(@Nullable Tlv tlv, String field) throws DecodeException {
        return tlv == null ? null : time(tlv, field);
    }

    /** Built in under [APPLICATION 6], or an object identifier; the 1999 text's RELATIVE-OID has the same contents. */
    static @Nullable ContentType contentType(SetMembers members) throws DecodeException {
        String field = members.field("content-type");
        Tlv builtIn = members.optional(P1Tags.CONTENT_TYPE);
        if (builtIn != null) {
            return new ContentType.BuiltIn(builtIn.integer(field, 0, Integer.MAX_VALUE));
        }
        Tlv extended = members.optional(Tag.OBJECT_IDENTIFIER);
        if (extended == null) {
            extended = members.optional(Tag.RELATIVE_OID);
        }
        return extended == null ? null : new ContentType.Extended(extended.objectIdentifier(field));
    }

    static @Nullable EncodedInformationTypes encodedInformationTypes(SetMembers members, String name)
            throws DecodeException {
        Tlv tlv = members.optional(P1Tags.ENCODED_INFORMATION_TYPES);
        return tlv == null ? null : encodedInformationTypes(tlv, members.field(name));
    }

    private static EncodedInformationTypes encodedInformationTypes(Tlv tlv, String field) throws DecodeException {
        BitString builtIn = null;
        List<Octets> nonBasicParameters = new ArrayList<>();
        List<String> extended = new ArrayList<>();
        BerReader members = tlv.children(field);
        while (members.hasMore()) {
            Tlv member = members.next(field);
            if (member.is(Tag.context(0))) {
                builtIn = member.bitString(field + ".built-in");
            } else if (member.is(Tag.context(4))) {
                BerReader each = member.children(field + ".extended");
                while (each.hasMore()) {
                    extended.add(each.next(field).objectIdentifier(field + ".extended"));
                }
            } else {
                nonBasicParameters.add(member.encoding());
            }
        }
        return new EncodedInformationTypes(builtIn, nonBasicParameters, extended);
    }

    static List<PerDomainBilateralInformation> bilateralInformation(@Nullable Tlv tlv, String field)
            throws DecodeException {
        List<PerDomainBilateralInformation> all = new ArrayList<>();
        if (tlv != null) {
            BerReader each = tlv.children(field);
            while (each.hasMore()) {
                all.add(bilateralElement(each.expect(Tag.SEQUENCE, field), field));
            }
        }
        return all;
    }

    private static PerDomainBilateralInformation bilateralElement(Tlv tlv, String field) throws DecodeException {
        BerReader members = tlv.children(field);
        Tlv country = members.expect(GlobalDomainIdentifierCodec.COUNTRY_NAME, field + ".country-name");
        Tlv domain = members.next(field + ".domain");
        NumericOrPrintable admd;
        NumericOrPrintable prmd = null;
        if (domain.is(GlobalDomainIdentifierCodec.ADMINISTRATION_DOMAIN_NAME)) {
            admd = GlobalDomainIdentifierCodec.decodeName(domain, field + ".administration-domain-name");
        } else if (domain.is(Tag.SEQUENCE)) {
            BerReader names = domain.children(field);
            admd = GlobalDomainIdentifierCodec.decodeName(
                    names.expect(Tag.context(0), field), field + ".administration-domain-name");
            prmd = GlobalDomainIdentifierCodec.decodeName(
                    names.expect(Tag.context(1), field), field + ".private-domain-identifier");
            names.end(field);
        } else {
            throw domain.error(field + ".domain", "unexpected " + domain.tag());
        }
        Octets information = members.next(field + ".bilateral-information").encoding();
        members.end(field);
        return new PerDomainBilateralInformation(
                GlobalDomainIdentifierCodec.decodeName(country, field + ".country-name"), admd, prmd, information);
    }

    static List<ExtensionField> extensions(@Nullable Tlv tlv, String field) throws DecodeException {
        List<ExtensionField> all = new ArrayList<>();
        if (tlv != null) {
            BerReader each = tlv.children(field);
            while (each.hasMore()) {
                all.add(extension(each.expect(Tag.SEQUENCE, field), field));
            }
        }
        return all;
    }

    private static ExtensionField extension(Tlv tlv, String field) throws DecodeException {
        BerReader members = tlv.children(field);
        ExtensionIdentifier type = extensionType(members.next(field + ".type"), field + ".type");
        Tlv criticality = members.nextIf(CRITICALITY, field);
        Tlv value = members.nextIf(VALUE, field);
        members.end(field);
        return new ExtensionField(
                type,
                criticality == null ? Criticality.NONE : new Criticality(criticality.bitString(field + ".criticality")),
                value == null ? null : value.explicit(field + ".value").encoding());
    }

    /** In either {@link ExtensionForm}. */
    static ExtensionIdentifier extensionType(Tlv tlv, String field) throws DecodeException {
        if (tlv.is(PRIVATE_EXTENSION)) {
            return new ExtensionIdentifier.Private(tlv.objectIdentifier(field));
        }
        if (!tlv.is(STANDARD_EXTENSION)) {
            throw tlv.error(field, "unexpected " + tlv.tag());
        }
        Tlv number = tlv;
        if (tlv.constructed()) {
            number = tlv.explicit(field);
            if (number.is(Tag.OBJECT_IDENTIFIER)) {
                return new ExtensionIdentifier.Private(number.objectIdentifier(field));
            }
            if (!number.is(Tag.INTEGER)) {
                throw number.error(field, "unexpected " + number.tag());
            }
        }
        return new ExtensionIdentifier.Standard(number.integer(field, 0, UB_EXTENSION_TYPES));
    }
}
