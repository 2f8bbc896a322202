package org.openx400.mta.address;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/** An extension attribute of an O/R address, X.411 8.5.5. Teletex strings hold one character per octet. */
public sealed interface ExtensionAttribute {
    int COMMON_NAME = 1;
    int TELETEX_COMMON_NAME = 2;
    int TELETEX_ORGANIZATION_NAME = 3;
    int TELETEX_PERSONAL_NAME = 4;
    int TELETEX_ORGANIZATIONAL_UNIT_NAMES = 5;
    int TELETEX_DOMAIN_DEFINED_ATTRIBUTES = 6;
    int PDS_NAME = 7;
    int PHYSICAL_DELIVERY_COUNTRY_NAME = 8;
    int POSTAL_CODE = 9;
    int PHYSICAL_DELIVERY_OFFICE_NAME = 10;
    int PHYSICAL_DELIVERY_OFFICE_NUMBER = 11;
    int EXTENSION_OR_ADDRESS_COMPONENTS = 12;
    int PHYSICAL_DELIVERY_PERSONAL_NAME = 13;
    int PHYSICAL_DELIVERY_ORGANIZATION_NAME = 14;
    int EXTENSION_PHYSICAL_DELIVERY_ADDRESS_COMPONENTS = 15;
    int UNFORMATTED_POSTAL_ADDRESS = 16;
    int STREET_ADDRESS = 17;
    int POST_OFFICE_BOX_ADDRESS = 18;
    int POSTE_RESTANTE_ADDRESS = 19;
    int UNIQUE_POSTAL_NAME = 20;
    int LOCAL_POSTAL_ATTRIBUTES = 21;
    int EXTENDED_NETWORK_ADDRESS = 22;
    int TERMINAL_TYPE = 23;
    int UNIVERSAL_COMMON_NAME = 24;
    int UNIVERSAL_ORGANIZATION_NAME = 25;
    int UNIVERSAL_PERSONAL_NAME = 26;
    int UNIVERSAL_ORGANIZATIONAL_UNIT_NAMES = 27;
    int UNIVERSAL_DOMAIN_DEFINED_ATTRIBUTES = 28;
    int UNIVERSAL_PHYSICAL_DELIVERY_OFFICE_NAME = 29;
    int UNIVERSAL_UNFORMATTED_POSTAL_ADDRESS = 35;
    int UNIVERSAL_LOCAL_POSTAL_ATTRIBUTES = 40;

    /** The number of the attribute, 1..40 for those of X.411. */
    int type();

    /** common-name (1) and pds-name (7). */
    record Printable(int type, String value) implements ExtensionAttribute {}

    /** teletex-common-name (2) and teletex-organization-name (3). */
    record Teletex(int type, String value) implements ExtensionAttribute {}

    /** teletex-personal-name (4). */
    record TeletexPersonalName(PersonalName value) implements ExtensionAttribute {
        @Override
        public int type() {
            return TELETEX_PERSONAL_NAME;
        }
    }

    /** teletex-organizational-unit-names (5), most significant first. */
    record TeletexOrganizationalUnitNames(List<String> value) implements ExtensionAttribute {
        public TeletexOrganizationalUnitNames {
            value = List.copyOf(value);
        }

        @Override
        public int type() {
            return TELETEX_ORGANIZATIONAL_UNIT_NAMES;
        }
    }

    /** teletex-domain-defined-attributes (6). */
    record TeletexDomainDefinedAttributes(List<DomainDefinedAttribute> value) implements ExtensionAttribute {
        public TeletexDomainDefinedAttributes {
            value = List.copyOf(value);
        }

        @Override
        public int type() {
            return TELETEX_DOMAIN_DEFINED_ATTRIBUTES;
        }
    }

    /** physical-delivery-country-name (8) and postal-code (9). */
    record PostalCode(int type, NumericOrPrintable value) implements ExtensionAttribute {}

    /** A PDSParameter, 10..15 and 17..21: a printable form, a teletex form, or both. */
    record PostalParameter(
            int type, @Nullable String printable, @Nullable String teletex) implements ExtensionAttribute {}

    /** unformatted-postal-address (16): up to six printable lines, a teletex form, or both. */
    record UnformattedPostalAddress(
            List<String> lines, @Nullable String teletex) implements ExtensionAttribute {
        public UnformattedPostalAddress {
            lines = List.copyOf(lines);
        }

        @Override
        public int type() {
            return UNFORMATTED_POSTAL_ADDRESS;
        }
    }

    /** extended-network-address (22) as an E.163 or E.164 number with its sub-address. */
    record NumberAddress(String number, @Nullable String subAddress) implements ExtensionAttribute {
        @Override
        public int type() {
            return EXTENDED_NETWORK_ADDRESS;
        }
    }

    /** extended-network-address (22) as a PSAP address: the contents of its PresentationAddress. */
    record PsapAddress(Octets presentationAddress) implements ExtensionAttribute {
        @Override
        public int type() {
            return EXTENDED_NETWORK_ADDRESS;
        }
    }

    /** terminal-type (23): 3 telex, 4 teletex, 5 and 6 facsimile, 7 IA5 terminal, 8 videotex. */
    record TerminalType(int value) implements ExtensionAttribute {
        @Override
        public int type() {
            return TERMINAL_TYPE;
        }
    }

    /** One universal string: 24, 25 and 29..40. */
    record Universal(int type, UniversalText value) implements ExtensionAttribute {}

    /** universal-personal-name (26). */
    record UniversalPersonalName(
            UniversalText surname,
            @Nullable UniversalText givenName,
            @Nullable UniversalText initials,
            @Nullable UniversalText generationQualifier)
            implements ExtensionAttribute {
        @Override
        public int type() {
            return UNIVERSAL_PERSONAL_NAME;
        }
    }

    /** universal-organizational-unit-names (27), most significant first. */
    record UniversalOrganizationalUnitNames(List<UniversalText> value) implements ExtensionAttribute {
        public UniversalOrganizationalUnitNames {
            value = List.copyOf(value);
        }

        @Override
        public int type() {
            return UNIVERSAL_ORGANIZATIONAL_UNIT_NAMES;
        }
    }

    /** universal-domain-defined-attributes (28). */
    record UniversalDomainDefinedAttributes(List<Pair> value) implements ExtensionAttribute {
        public UniversalDomainDefinedAttributes {
            value = List.copyOf(value);
        }

        /** Type and value of one attribute. */
        public record Pair(UniversalText type, UniversalText value) {}

        @Override
        public int type() {
            return UNIVERSAL_DOMAIN_DEFINED_ATTRIBUTES;
        }
    }

    /** An attribute that X.411 does not define: its value as it came, BER. */
    record Unknown(int type, Octets value) implements ExtensionAttribute {}
}
