package org.openx400.mta.address;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/**
 * O/R names and addresses as BER, X.411 8.5.5. Lengths and characters are not checked here. An extension attribute that
 * is not as X.411 has it is kept as {@link ExtensionAttribute.Unknown}.
 */
public final class ORNameCodec {
    /** [APPLICATION 0]. */
    public static final Tag TAG = Tag.application(0);

    private static final Tag DIRECTORY_NAME = Tag.context(0);
    private static final Tag NETWORK_ADDRESS = Tag.context(0);
    private static final Tag TERMINAL_IDENTIFIER = Tag.context(1);
    private static final Tag PRIVATE_DOMAIN_NAME = Tag.context(2);
    private static final Tag ORGANIZATION_NAME = Tag.context(3);
    private static final Tag NUMERIC_USER_IDENTIFIER = Tag.context(4);
    private static final Tag PERSONAL_NAME = Tag.context(5);
    private static final Tag ORGANIZATIONAL_UNIT_NAMES = Tag.context(6);
    private static final int STANDARD_ATTRIBUTES = 9;

    private ORNameCodec() {}

    /** An ORName, whatever its tag. */
    public static ORName decode(Tlv tlv, String field) throws DecodeException {
        BerReader members = tlv.children(field);
        ORAddress address = address(members, field);
        Tlv name = members.nextIf(DIRECTORY_NAME, field);
        members.end(field);
        return new ORName(
                address,
                name == null ? null : name.explicit(field + ".directory-name").encoding());
    }

    /** An ORAddress, whatever its tag. */
    public static ORAddress decodeAddress(Tlv tlv, String field) throws DecodeException {
        BerReader members = tlv.children(field);
        ORAddress address = address(members, field);
        members.end(field);
        return address;
    }

    /** An ORName under the tag that its place gives it. */
    public static Octets encode(Tag tag, ORName name) {
        List<Octets> members = members(name.address());
        Octets directoryName = name.directoryName();
        if (directoryName != null) {
            members.add(Ber.constructed(DIRECTORY_NAME, directoryName));
        }
        return Ber.constructed(tag, members);
    }

    /** An ORName under [APPLICATION 0]. */
    public static Octets encode(ORName name) {
        return encode(TAG, name);
    }

    /** An ORAddress under the tag that its place gives it. */
    public static Octets encodeAddress(Tag tag, ORAddress address) {
        return Ber.constructed(tag, members(address));
    }

    private static ORAddress address(BerReader members, String field) throws DecodeException {
        ORAddress.Builder address = ORAddress.builder();
        BerReader standard = members.expect(Tag.SEQUENCE, field + ".built-in-standard-attributes")
                .children(field);
        int last = -1;
        while (standard.hasMore()) {
            Tlv attribute = standard.next(field);
            int place = place(attribute.tag());
            if (place <= last) {
                throw attribute.error(field, attribute.tag() + " is out of order or unknown");
            }
            last = place;
            standardAttribute(address, attribute, field);
        }
        Tlv domainDefined = members.nextIf(Tag.SEQUENCE, field);
        if (domainDefined != null) {
            address.domainDefinedAttributes(
                    domainDefined(domainDefined, Tag.PRINTABLE_STRING, field + ".domain-defined-attributes"));
        }
        Tlv extensions = members.nextIf(Tag.SET, field);
        if (extensions != null) {
            BerReader each = extensions.children(field + ".extension-attributes");
            while (each.hasMore()) {
                address.add(ExtensionAttributeCodec.decode(each.next(field), field + ".extension-attributes"));
            }
        }
        return address.build();
    }

    /** Where the attribute stands in the sequence, or -1. */
    private static int place(Tag tag) {
        if (tag.equals(GlobalDomainIdentifierCodec.COUNTRY_NAME)) {
            return 0;
        }
        if (tag.equals(GlobalDomainIdentifierCodec.ADMINISTRATION_DOMAIN_NAME)) {
            return 1;
        }
        return tag.tagClass() == Tag.TagClass.CONTEXT && tag.number() < STANDARD_ATTRIBUTES - 2 ? tag.number() + 2 : -1;
    }

    private static void standardAttribute(ORAddress.Builder address, Tlv tlv, String field) throws DecodeException {
        switch (place(tlv.tag())) {
            case 0 -> address.countryName(GlobalDomainIdentifierCodec.decodeName(tlv, field + ".country-name"));
            case 1 ->
                address.administrationDomainName(
                        GlobalDomainIdentifierCodec.decodeName(tlv, field + ".administration-domain-name"));
            case 2 -> address.networkAddress(StringCodec.string(tlv, field + ".network-address"));
            case 3 -> address.terminalIdentifier(StringCodec.string(tlv, field + ".terminal-identifier"));
            case 4 ->
                address.privateDomainName(GlobalDomainIdentifierCodec.decodeName(tlv, field + ".private-domain-name"));
            case 5 -> address.organizationName(StringCodec.string(tlv, field + ".organization-name"));
            case 6 -> address.numericUserIdentifier(StringCodec.string(tlv, field + ".numeric-user-identifier"));
            case 7 -> address.personalName(personalName(tlv, field + ".personal-name"));
            default ->
                address.organizationalUnitNames(
                        strings(tlv, Tag.PRINTABLE_STRING, field + ".organizational-unit-names"));
        }
    }

    /** PersonalName and TeletexPersonalName: both have the string type under implicit tags. */
    static PersonalName personalName(Tlv tlv, String field) throws DecodeException {
        @Nullable String[] parts = new @Nullable String[4];
        BerReader members = tlv.children(field);
        while (members.hasMore()) {
            Tlv member = members.next(field);
            int number = member.tag().number();
            if (member.tag().tagClass() != Tag.TagClass.CONTEXT || number > 3 || parts[number] != null) {
                throw member.error(field, "unexpected " + member.tag());
            }
            parts[number] = StringCodec.string(member, field);
        }
        String surname = parts[0];
        if (surname == null) {
            throw tlv.error(field, "surname is missing");
        }
        return new PersonalName(surname, parts[1], parts[2], parts[3]);
    }

    static Octets personalName(Tag tag, PersonalName name) {
        return Ber.constructed(
                tag,
                StringCodec.string(Tag.context(0), name.surname()),
                StringCodec.optional(Tag.context(1), name.givenName()),
                StringCodec.optional(Tag.context(2), name.initials()),
                StringCodec.optional(Tag.context(3), name.generationQualifier()));
    }

    static List<String> strings(Tlv tlv, Tag tag, String field) throws DecodeException {
        List<String> strings = new ArrayList<>();
        BerReader members = tlv.children(field);
        while (members.hasMore()) {
            strings.add(StringCodec.string(members.next(field), tag, field));
        }
        return strings;
    }

    static Octets strings(Tag tag, Tag each, List<String> values) {
        return Ber.constructed(
                tag,
                values.stream().map(value -> StringCodec.string(each, value)).toList());
    }

    static List<DomainDefinedAttribute> domainDefined(Tlv tlv, Tag tag, String field) throws DecodeException {
        List<DomainDefinedAttribute> attributes = new ArrayList<>();
        BerReader members = tlv.children(field);
        while (members.hasMore()) {
            BerReader pair = members.expect(Tag.SEQUENCE, field).children(field);
            String type = StringCodec.string(pair.expect(tag, field + ".type"), field);
            String value = StringCodec.string(pair.expect(tag, field + ".value"), field);
            pair.end(field);
            attributes.add(new DomainDefinedAttribute(type, value));
        }
        return attributes;
    }

    static Octets domainDefined(Tag each, List<DomainDefinedAttribute> attributes) {
        return Ber.constructed(
                Tag.SEQUENCE,
                attributes.stream()
                        .map(attribute -> Ber.sequence(
                                StringCodec.string(each, attribute.type()),
                                StringCodec.string(each, attribute.value())))
                        .toList());
    }

    private static List<Octets> members(ORAddress address) {
        List<Octets> standard = new ArrayList<>();
        addName(standard, GlobalDomainIdentifierCodec.COUNTRY_NAME, address.countryName());
        addName(standard, GlobalDomainIdentifierCodec.ADMINISTRATION_DOMAIN_NAME, address.administrationDomainName());
        standard.add(StringCodec.optional(NETWORK_ADDRESS, address.networkAddress()));
        standard.add(StringCodec.optional(TERMINAL_IDENTIFIER, address.terminalIdentifier()));
        addName(standard, PRIVATE_DOMAIN_NAME, address.privateDomainName());
        standard.add(StringCodec.optional(ORGANIZATION_NAME, address.organizationName()));
        standard.add(StringCodec.optional(NUMERIC_USER_IDENTIFIER, address.numericUserIdentifier()));
        PersonalName personalName = address.personalName();
        if (personalName != null) {
            standard.add(personalName(PERSONAL_NAME, personalName));
        }
        if (!address.organizationalUnitNames().isEmpty()) {
            standard.add(strings(ORGANIZATIONAL_UNIT_NAMES, Tag.PRINTABLE_STRING, address.organizationalUnitNames()));
        }
        List<Octets> members = new ArrayList<>();
        members.add(Ber.constructed(Tag.SEQUENCE, standard));
        if (!address.domainDefinedAttributes().isEmpty()) {
            members.add(domainDefined(Tag.PRINTABLE_STRING, address.domainDefinedAttributes()));
        }
        if (!address.extensionAttributes().isEmpty()) {
            members.add(Ber.constructed(
                    Tag.SET,
                    address.extensionAttributes().stream()
                            .map(ExtensionAttributeCodec::encode)
                            .toList()));
        }
        return members;
    }

    private static void addName(List<Octets> standard, Tag tag, @Nullable NumericOrPrintable name) {
        if (name != null) {
            standard.add(GlobalDomainIdentifierCodec.encodeName(tag, name));
        }
    }
}
