package org.openx400.mta.address;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ExtensionAttribute.NumberAddress;
import org.openx400.mta.address.ExtensionAttribute.PostalCode;
import org.openx400.mta.address.ExtensionAttribute.PostalParameter;
import org.openx400.mta.address.ExtensionAttribute.Printable;
import org.openx400.mta.address.ExtensionAttribute.PsapAddress;
import org.openx400.mta.address.ExtensionAttribute.Teletex;
import org.openx400.mta.address.ExtensionAttribute.TeletexDomainDefinedAttributes;
import org.openx400.mta.address.ExtensionAttribute.TeletexOrganizationalUnitNames;
import org.openx400.mta.address.ExtensionAttribute.TeletexPersonalName;
import org.openx400.mta.address.ExtensionAttribute.TerminalType;
import org.openx400.mta.address.ExtensionAttribute.UnformattedPostalAddress;
import org.openx400.mta.address.ExtensionAttribute.Universal;
import org.openx400.mta.address.ExtensionAttribute.UniversalDomainDefinedAttributes;
import org.openx400.mta.address.ExtensionAttribute.UniversalOrganizationalUnitNames;
import org.openx400.mta.address.ExtensionAttribute.UniversalPersonalName;
import org.openx400.mta.address.ExtensionAttribute.Unknown;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** Extension attributes as BER: SEQUENCE {[0] type, [1] EXPLICIT value}, X.411 8.5.5. */
final class ExtensionAttributeCodec {
    private static final Tag TYPE = Tag.context(0);
    private static final Tag VALUE = Tag.context(1);
    private static final int MAXIMUM_TYPE = 32767;
    private static final Tag PSAP_ADDRESS = Tag.context(0);

    private ExtensionAttributeCodec() {}

    static ExtensionAttribute decode(Tlv tlv, String field) throws DecodeException {
        if (!tlv.is(Tag.SEQUENCE)) {
            throw tlv.error(field, "expected " + Tag.SEQUENCE + ", found " + tlv.tag());
        }
        BerReader members = tlv.children(field);
        int type = members.expect(TYPE, field + ".type").integer(field + ".type", 0, MAXIMUM_TYPE);
        Tlv value = members.expect(VALUE, field + ".value").explicit(field + ".value");
        members.end(field);
        return decodeValue(type, value, field);
    }

    /** The value alone; one that is not as X.411 has it stays as it is. */
    static ExtensionAttribute decodeValue(int type, Tlv value, String field) {
        try {
            return known(type, value, field);
        } catch (DecodeException e) {
            return new Unknown(type, value.encoding());
        }
    }

    private static ExtensionAttribute known(int type, Tlv value, String field) throws DecodeException {
        return switch (type) {
            case ExtensionAttribute.COMMON_NAME, ExtensionAttribute.PDS_NAME ->
                new Printable(type, StringCodec.string(value, Tag.PRINTABLE_STRING, field));
            case ExtensionAttribute.TELETEX_COMMON_NAME, ExtensionAttribute.TELETEX_ORGANIZATION_NAME ->
                new Teletex(type, StringCodec.string(value, Tag.TELETEX_STRING, field));
            case ExtensionAttribute.TELETEX_PERSONAL_NAME ->
                new TeletexPersonalName(ORNameCodec.personalName(tagged(value, Tag.SET, field), field));
            case ExtensionAttribute.TELETEX_ORGANIZATIONAL_UNIT_NAMES ->
                new TeletexOrganizationalUnitNames(
                        ORNameCodec.strings(tagged(value, Tag.SEQUENCE, field), Tag.TELETEX_STRING, field));
            case ExtensionAttribute.TELETEX_DOMAIN_DEFINED_ATTRIBUTES ->
                new TeletexDomainDefinedAttributes(
                        ORNameCodec.domainDefined(tagged(value, Tag.SEQUENCE, field), Tag.TELETEX_STRING, field));
            case ExtensionAttribute.PHYSICAL_DELIVERY_COUNTRY_NAME, ExtensionAttribute.POSTAL_CODE ->
                new PostalCode(type, StringCodec.numericOrPrintable(value, field));
            case ExtensionAttribute.UNFORMATTED_POSTAL_ADDRESS -> unformatted(tagged(value, Tag.SET, field), field);
            case ExtensionAttribute.EXTENDED_NETWORK_ADDRESS -> networkAddress(value, field);
            case ExtensionAttribute.TERMINAL_TYPE ->
                new TerminalType(tagged(value, Tag.INTEGER, field).integer(field, 0, 256));
            case ExtensionAttribute.UNIVERSAL_PERSONAL_NAME ->
                universalPersonalName(tagged(value, Tag.SET, field), field);
            case ExtensionAttribute.UNIVERSAL_ORGANIZATIONAL_UNIT_NAMES ->
                new UniversalOrganizationalUnitNames(universals(tagged(value, Tag.SEQUENCE, field), field));
            case ExtensionAttribute.UNIVERSAL_DOMAIN_DEFINED_ATTRIBUTES ->
                universalDomainDefined(tagged(value, Tag.SEQUENCE, field), field);
            default -> {
                if (type >= ExtensionAttribute.PHYSICAL_DELIVERY_OFFICE_NAME
                        && type <= ExtensionAttribute.LOCAL_POSTAL_ATTRIBUTES) {
                    yield postalParameter(type, tagged(value, Tag.SET, field), field);
                }
                if (type >= ExtensionAttribute.UNIVERSAL_COMMON_NAME
                        && type <= ExtensionAttribute.UNIVERSAL_LOCAL_POSTAL_ATTRIBUTES) {
                    yield new Universal(type, StringCodec.universal(tagged(value, Tag.SET, field), field));
                }
                yield new Unknown(type, value.encoding());
            }
        };
    }

    private static Tlv tagged(Tlv tlv, Tag tag, String field) throws DecodeException {
        if (!tlv.is(tag)) {
            throw tlv.error(field, "expected " + tag + ", found " + tlv.tag());
        }
        return tlv;
    }

    private static PostalParameter postalParameter(int type, Tlv tlv, String field) throws DecodeException {
        String printable = null;
        String teletex = null;
        BerReader members = tlv.children(field);
        while (members.hasMore()) {
            Tlv member = members.next(field);
            if (member.is(Tag.PRINTABLE_STRING) && printable == null) {
                printable = StringCodec.string(member, field);
            } else if (member.is(Tag.TELETEX_STRING) && teletex == null) {
                teletex = StringCodec.string(member, field);
            } else {
                throw member.error(field, "unexpected " + member.tag());
            }
        }
        return new PostalParameter(type, printable, teletex);
    }

    private static UnformattedPostalAddress unformatted(Tlv tlv, String field) throws DecodeException {
        List<String> lines = null;
        String teletex = null;
        BerReader members = tlv.children(field);
        while (members.hasMore()) {
            Tlv member = members.next(field);
            if (member.is(Tag.SEQUENCE) && lines == null) {
                lines = ORNameCodec.strings(member, Tag.PRINTABLE_STRING, field);
            } else if (member.is(Tag.TELETEX_STRING) && teletex == null) {
                teletex = StringCodec.string(member, field);
            } else {
                throw member.error(field, "unexpected " + member.tag());
            }
        }
        return new UnformattedPostalAddress(lines == null ? List.of() : lines, teletex);
    }

    private static ExtensionAttribute networkAddress(Tlv tlv, String field) throws DecodeException {
        if (tlv.is(PSAP_ADDRESS) && tlv.constructed()) {
            return new PsapAddress(tlv.contents());
        }
        BerReader members = tagged(tlv, Tag.SEQUENCE, field).children(field);
        String number = StringCodec.string(members.expect(Tag.context(0), field + ".number"), field);
        Tlv subAddress = members.nextIf(Tag.context(1), field);
        members.end(field);
        return new NumberAddress(number, subAddress == null ? null : StringCodec.string(subAddress, field));
    }

    private static UniversalPersonalName universalPersonalName(Tlv tlv, String field) throws DecodeException {
        @Nullable UniversalText[] parts = new @Nullable UniversalText[4];
        BerReader members = tlv.children(field);
        while (members.hasMore()) {
            Tlv member = members.next(field);
            int number = member.tag().number();
            if (member.tag().tagClass() != Tag.TagClass.CONTEXT || number > 3 || parts[number] != null) {
                throw member.error(field, "unexpected " + member.tag());
            }
            parts[number] = StringCodec.universal(member, field);
        }
        UniversalText surname = parts[0];
        if (surname == null) {
            throw tlv.error(field, "surname is missing");
        }
        return new UniversalPersonalName(surname, parts[1], parts[2], parts[3]);
    }

    private static List<UniversalText> universals(Tlv tlv, String field) throws DecodeException {
        List<UniversalText> texts = new ArrayList<>();
        BerReader members = tlv.children(field);
        while (members.hasMore()) {
            texts.add(StringCodec.universal(members.expect(Tag.SET, field), field));
        }
        return texts;
    }

    private static UniversalDomainDefinedAttributes universalDomainDefined(Tlv tlv, String field)
            throws DecodeException {
        List<UniversalDomainDefinedAttributes.Pair> pairs = new ArrayList<>();
        BerReader members = tlv.children(field);
        while (members.hasMore()) {
            Tlv member = members.expect(Tag.SEQUENCE, field);
            List<UniversalText> pair = universals(member, field);
            if (pair.size() != 2) {
                throw member.error(field, "a type and a value were expected");
            }
            pairs.add(new UniversalDomainDefinedAttributes.Pair(pair.get(0), pair.get(1)));
        }
        return new UniversalDomainDefinedAttributes(pairs);
    }

    static Octets encode(ExtensionAttribute attribute) {
        return Ber.sequence(Ber.integer(TYPE, attribute.type()), Ber.constructed(VALUE, value(attribute)));
    }

    /** The value alone, BER. */
    static Octets value(ExtensionAttribute attribute) {
        if (attribute instanceof Printable a) {
            return StringCodec.string(Tag.PRINTABLE_STRING, a.value());
        }
        if (attribute instanceof Teletex a) {
            return StringCodec.string(Tag.TELETEX_STRING, a.value());
        }
        if (attribute instanceof TeletexPersonalName a) {
            return ORNameCodec.personalName(Tag.SET, a.value());
        }
        if (attribute instanceof TeletexOrganizationalUnitNames a) {
            return ORNameCodec.strings(Tag.SEQUENCE, Tag.TELETEX_STRING, a.value());
        }
        if (attribute instanceof TeletexDomainDefinedAttributes a) {
            return ORNameCodec.domainDefined(Tag.TELETEX_STRING, a.value());
        }
        if (attribute instanceof PostalCode a) {
            return StringCodec.numericOrPrintable(a.value());
        }
        if (attribute instanceof PostalParameter a) {
            return Ber.set(
                    StringCodec.optional(Tag.PRINTABLE_STRING, a.printable()),
                    StringCodec.optional(Tag.TELETEX_STRING, a.teletex()));
        }
        if (attribute instanceof UnformattedPostalAddress a) {
            return Ber.set(
                    a.lines().isEmpty()
                            ? Octets.NONE
                            : ORNameCodec.strings(Tag.SEQUENCE, Tag.PRINTABLE_STRING, a.lines()),
                    StringCodec.optional(Tag.TELETEX_STRING, a.teletex()));
        }
        if (attribute instanceof NumberAddress a) {
            return Ber.sequence(
                    StringCodec.string(Tag.context(0), a.number()),
                    StringCodec.optional(Tag.context(1), a.subAddress()));
        }
        if (attribute instanceof PsapAddress a) {
            return Ber.constructed(PSAP_ADDRESS, a.presentationAddress());
        }
        if (attribute instanceof TerminalType a) {
            return Ber.integer(a.value());
        }
        return universalValue(attribute);
    }

    private static Octets universalValue(ExtensionAttribute attribute) {
        if (attribute instanceof Universal a) {
            return StringCodec.universal(Tag.SET, a.value());
        }
        if (attribute instanceof UniversalPersonalName a) {
            return Ber.set(
                    StringCodec.universal(Tag.context(0), a.surname()),
                    optional(Tag.context(1), a.givenName()),
                    optional(Tag.context(2), a.initials()),
                    optional(Tag.context(3), a.generationQualifier()));
        }
        if (attribute instanceof UniversalOrganizationalUnitNames a) {
            return Ber.constructed(
                    Tag.SEQUENCE,
                    a.value().stream()
                            .map(text -> StringCodec.universal(Tag.SET, text))
                            .toList());
        }
        if (attribute instanceof UniversalDomainDefinedAttributes a) {
            return Ber.constructed(
                    Tag.SEQUENCE,
                    a.value().stream()
                            .map(pair -> Ber.sequence(
                                    StringCodec.universal(Tag.SET, pair.type()),
                                    StringCodec.universal(Tag.SET, pair.value())))
                            .toList());
        }
        return ((Unknown) attribute).value();
    }

    private static Octets optional(Tag tag, @Nullable UniversalText text) {
        return text == null ? Octets.NONE : StringCodec.universal(tag, text);
    }
}
