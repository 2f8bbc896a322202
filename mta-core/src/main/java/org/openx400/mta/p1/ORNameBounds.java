package org.openx400.mta.p1;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.DomainDefinedAttribute;
import org.openx400.mta.address.ExtensionAttribute;
import org.openx400.mta.address.NumericOrPrintable;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.PersonalName;
import org.openx400.mta.address.UniversalText;

/** The upper bounds of X.411 Annex B on O/R addresses. */
public final class ORNameBounds {
    private static final int X121_ADDRESS_LENGTH = 16;
    private static final int TERMINAL_ID_LENGTH = 24;
    private static final int ORGANIZATION_NAME_LENGTH = 64;
    private static final int NUMERIC_USER_ID_LENGTH = 32;
    private static final int SURNAME_LENGTH = 40;
    private static final int GIVEN_NAME_LENGTH = 16;
    private static final int INITIALS_LENGTH = 5;
    private static final int GENERATION_QUALIFIER_LENGTH = 3;
    private static final int UNIVERSAL_SURNAME_LENGTH = 64;
    private static final int UNIVERSAL_GIVEN_NAME_LENGTH = 40;
    private static final int UNIVERSAL_INITIALS_LENGTH = 16;
    private static final int UNIVERSAL_GENERATION_QUALIFIER_LENGTH = 16;
    private static final int ORGANIZATIONAL_UNITS = 4;
    private static final int ORGANIZATIONAL_UNIT_NAME_LENGTH = 32;
    private static final int DOMAIN_DEFINED_ATTRIBUTES = 4;
    private static final int DOMAIN_DEFINED_ATTRIBUTE_TYPE_LENGTH = 8;
    private static final int DOMAIN_DEFINED_ATTRIBUTE_VALUE_LENGTH = 128;
    private static final int EXTENSION_ATTRIBUTES = 256;
    static final int COMMON_NAME_LENGTH = 64;
    private static final int PDS_NAME_LENGTH = 16;
    private static final int PDS_PARAMETER_LENGTH = 30;
    private static final int PDS_PHYSICAL_ADDRESS_LINES = 6;
    private static final int POSTAL_CODE_LENGTH = 16;
    private static final int UNFORMATTED_ADDRESS_LENGTH = 180;
    private static final int E163_4_NUMBER_LENGTH = 15;
    private static final int E163_4_SUB_ADDRESS_LENGTH = 40;

    private ORNameBounds() {}

    /** @param field where the address is, for the text of the exception */
    public static void check(ORAddress address, String field) throws P1Exception {
        if (address.countryName() != null) {
            country(address.countryName(), field + ".country-name");
        }
        domain(address.administrationDomainName(), field + ".administration-domain-name");
        domain(address.privateDomainName(), field + ".private-domain-name");
        UpperBounds.length(address.networkAddress(), X121_ADDRESS_LENGTH, field + ".network-address");
        UpperBounds.length(address.terminalIdentifier(), TERMINAL_ID_LENGTH, field + ".terminal-identifier");
        UpperBounds.length(address.organizationName(), ORGANIZATION_NAME_LENGTH, field + ".organization-name");
        UpperBounds.length(address.numericUserIdentifier(), NUMERIC_USER_ID_LENGTH, field + ".numeric-user-identifier");
        if (address.personalName() != null) {
            personalName(address.personalName(), field + ".personal-name");
        }
        units(address.organizationalUnitNames(), field + ".organizational-unit-names");
        attributes(address.domainDefinedAttributes(), field + ".domain-defined-attributes");
        UpperBounds.size(address.extensionAttributes(), EXTENSION_ATTRIBUTES, field + ".extension-attributes");
        for (ExtensionAttribute attribute : address.extensionAttributes()) {
            extension(attribute, field + ".extension-attributes[" + attribute.type() + "]");
        }
    }

    static void country(NumericOrPrintable country, String field) throws P1Exception {
        UpperBounds.length(
                country.value(),
                country.numeric() ? UpperBounds.COUNTRY_NAME_NUMERIC_LENGTH : UpperBounds.COUNTRY_NAME_ALPHA_LENGTH,
                field);
    }

    private static void domain(@Nullable NumericOrPrintable domain, String field) throws P1Exception {
        UpperBounds.length(domain == null ? null : domain.value(), UpperBounds.DOMAIN_NAME_LENGTH, field);
    }

    private static void personalName(PersonalName name, String field) throws P1Exception {
        UpperBounds.length(name.surname(), SURNAME_LENGTH, field + ".surname");
        UpperBounds.length(name.givenName(), GIVEN_NAME_LENGTH, field + ".given-name");
        UpperBounds.length(name.initials(), INITIALS_LENGTH, field + ".initials");
        UpperBounds.length(name.generationQualifier(), GENERATION_QUALIFIER_LENGTH, field + ".generation-qualifier");
    }

    private static void units(List<String> units, String field) throws P1Exception {
        UpperBounds.size(units, ORGANIZATIONAL_UNITS, field);
        for (String unit : units) {
            UpperBounds.length(unit, ORGANIZATIONAL_UNIT_NAME_LENGTH, field);
        }
    }

    private static void attributes(List<DomainDefinedAttribute> attributes, String field) throws P1Exception {
        UpperBounds.size(attributes, DOMAIN_DEFINED_ATTRIBUTES, field);
        for (DomainDefinedAttribute attribute : attributes) {
            UpperBounds.length(attribute.type(), DOMAIN_DEFINED_ATTRIBUTE_TYPE_LENGTH, field + ".type");
            UpperBounds.length(attribute.value(), DOMAIN_DEFINED_ATTRIBUTE_VALUE_LENGTH, field + ".value");
        }
    }

    private static void extension(ExtensionAttribute attribute, String field) throws P1Exception {
        if (attribute instanceof ExtensionAttribute.Printable a) {
            UpperBounds.length(
                    a.value(), a.type() == ExtensionAttribute.PDS_NAME ? PDS_NAME_LENGTH : COMMON_NAME_LENGTH, field);
        } else if (attribute instanceof ExtensionAttribute.Teletex a) {
            // Common name and organization name have the same bound.
            UpperBounds.length(a.value(), COMMON_NAME_LENGTH, field);
        } else if (attribute instanceof ExtensionAttribute.TeletexPersonalName a) {
            personalName(a.value(), field);
        } else if (attribute instanceof ExtensionAttribute.TeletexOrganizationalUnitNames a) {
            units(a.value(), field);
        } else if (attribute instanceof ExtensionAttribute.TeletexDomainDefinedAttributes a) {
            attributes(a.value(), field);
        } else if (attribute instanceof ExtensionAttribute.PostalCode a) {
            UpperBounds.length(a.value().value(), POSTAL_CODE_LENGTH, field);
        } else if (attribute instanceof ExtensionAttribute.PostalParameter a) {
            UpperBounds.length(a.printable(), PDS_PARAMETER_LENGTH, field);
            UpperBounds.length(a.teletex(), PDS_PARAMETER_LENGTH, field);
        } else if (attribute instanceof ExtensionAttribute.UnformattedPostalAddress a) {
            UpperBounds.size(a.lines(), PDS_PHYSICAL_ADDRESS_LINES, field);
            for (String line : a.lines()) {
                UpperBounds.length(line, PDS_PARAMETER_LENGTH, field);
            }
            UpperBounds.length(a.teletex(), UNFORMATTED_ADDRESS_LENGTH, field);
        } else if (attribute instanceof ExtensionAttribute.NumberAddress a) {
            UpperBounds.length(a.number(), E163_4_NUMBER_LENGTH, field + ".number");
            UpperBounds.length(a.subAddress(), E163_4_SUB_ADDRESS_LENGTH, field + ".sub-address");
        } else {
            universal(attribute, field);
        }
    }

    private static void universal(ExtensionAttribute attribute, String field) throws P1Exception {
        if (attribute instanceof ExtensionAttribute.Universal a) {
            int maximum = PDS_PARAMETER_LENGTH;
            if (a.type() == ExtensionAttribute.UNIVERSAL_UNFORMATTED_POSTAL_ADDRESS) {
                maximum = UNFORMATTED_ADDRESS_LENGTH;
            } else if (a.type() <= ExtensionAttribute.UNIVERSAL_ORGANIZATION_NAME) {
                maximum = ORGANIZATION_NAME_LENGTH;
            }
            text(a.value(), maximum, field);
        } else if (attribute instanceof ExtensionAttribute.UniversalPersonalName a) {
            text(a.surname(), UNIVERSAL_SURNAME_LENGTH, field + ".surname");
            text(a.givenName(), UNIVERSAL_GIVEN_NAME_LENGTH, field + ".given-name");
            text(a.initials(), UNIVERSAL_INITIALS_LENGTH, field + ".initials");
            text(a.generationQualifier(), UNIVERSAL_GENERATION_QUALIFIER_LENGTH, field + ".generation-qualifier");
        } else if (attribute instanceof ExtensionAttribute.UniversalOrganizationalUnitNames a) {
            UpperBounds.size(a.value(), ORGANIZATIONAL_UNITS, field);
            for (UniversalText unit : a.value()) {
                text(unit, ORGANIZATIONAL_UNIT_NAME_LENGTH, field);
            }
        } else if (attribute instanceof ExtensionAttribute.UniversalDomainDefinedAttributes a) {
            UpperBounds.size(a.value(), DOMAIN_DEFINED_ATTRIBUTES, field);
            for (ExtensionAttribute.UniversalDomainDefinedAttributes.Pair pair : a.value()) {
                text(pair.type(), DOMAIN_DEFINED_ATTRIBUTE_TYPE_LENGTH, field + ".type");
                text(pair.value(), DOMAIN_DEFINED_ATTRIBUTE_VALUE_LENGTH, field + ".value");
            }
        }
    }

    private static void text(@Nullable UniversalText text, int maximum, String field) throws P1Exception {
        UpperBounds.length(text == null ? null : text.value(), maximum, field);
    }
}
