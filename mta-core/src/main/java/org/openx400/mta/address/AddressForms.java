package org.openx400.mta.address;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The string forms of an address. An attribute may be there in a printable, a teletex and a universal form, which mean
 * the same (X.402 18.2); here each is said once, in the place of its printable form.
 */
final class AddressForms {
    private enum Form {
        PRINTABLE,
        TELETEX,
        UNIVERSAL
    }

    private final ORAddress address;
    private final Form preferred;

    private AddressForms(ORAddress address, Form preferred) {
        this.address = address;
        this.preferred = preferred;
    }

    /** The keys of the address with each attribute in one form, printable ones preferred first. */
    static Set<String> keys(ORAddress address) {
        if (address.extensionAttributes().stream().allMatch(AddressForms::isInOneForm)) {
            return Set.of(address.key());
        }
        Set<String> keys = new LinkedHashSet<>();
        for (Form form : Form.values()) {
            keys.add(new AddressForms(address, form).inOneForm().key());
        }
        return keys;
    }

    private ORAddress inOneForm() {
        List<ExtensionAttribute> others = new ArrayList<>();
        for (ExtensionAttribute attribute : address.extensionAttributes()) {
            if (!isForm(attribute.type())) {
                others.add(attribute);
            }
        }
        String commonName = commonName();
        if (commonName != null) {
            others.add(new ExtensionAttribute.Printable(ExtensionAttribute.COMMON_NAME, commonName));
        }
        List<String> units = organizationalUnitNames();
        List<DomainDefinedAttribute> domainDefined = domainDefinedAttributes();
        return address.toBuilder()
                .organizationName(organizationName())
                .personalName(personalName())
                .organizationalUnitNames(units == null ? List.of() : units)
                .domainDefinedAttributes(domainDefined == null ? List.of() : domainDefined)
                .extensionAttributes(others)
                .build();
    }

    private static boolean isInOneForm(ExtensionAttribute attribute) {
        return !isForm(attribute.type())
                || attribute.type() == ExtensionAttribute.COMMON_NAME
                        && attribute instanceof ExtensionAttribute.Printable;
    }

    private static boolean isForm(int type) {
        return type >= ExtensionAttribute.COMMON_NAME && type <= ExtensionAttribute.TELETEX_DOMAIN_DEFINED_ATTRIBUTES
                || type >= ExtensionAttribute.UNIVERSAL_COMMON_NAME
                        && type <= ExtensionAttribute.UNIVERSAL_DOMAIN_DEFINED_ATTRIBUTES;
    }

    private <T> @Nullable T choose(@Nullable T printable, @Nullable T teletex, @Nullable T universal) {
        T first = switch (preferred) {
            case PRINTABLE -> printable;
            case TELETEX -> teletex;
            case UNIVERSAL -> universal;
        };
        if (first != null) {
            return first;
        }
        return printable != null ? printable : teletex != null ? teletex : universal;
    }

    private @Nullable String commonName() {
        String printable =
                address.extensionAttribute(ExtensionAttribute.COMMON_NAME) instanceof ExtensionAttribute.Printable name
                        ? name.value()
                        : null;
        return choose(
                printable,
                teletex(ExtensionAttribute.TELETEX_COMMON_NAME),
                universal(ExtensionAttribute.UNIVERSAL_COMMON_NAME));
    }

    private @Nullable String organizationName() {
        return choose(
                address.organizationName(),
                teletex(ExtensionAttribute.TELETEX_ORGANIZATION_NAME),
                universal(ExtensionAttribute.UNIVERSAL_ORGANIZATION_NAME));
    }

    private @Nullable PersonalName personalName() {
        PersonalName teletex = address.extensionAttribute(ExtensionAttribute.TELETEX_PERSONAL_NAME)
                        instanceof ExtensionAttribute.TeletexPersonalName name
                ? name.value()
                : null;
        PersonalName universal = address.extensionAttribute(ExtensionAttribute.UNIVERSAL_PERSONAL_NAME)
                        instanceof ExtensionAttribute.UniversalPersonalName name
                ? new PersonalName(
                        name.surname().value(),
                        text(name.givenName()),
                        text(name.initials()),
                        text(name.generationQualifier()))
                : null;
        return choose(address.personalName(), teletex, universal);
    }

    private @Nullable List<String> organizationalUnitNames() {
        List<String> printable = address.organizationalUnitNames();
        List<String> teletex = address.extensionAttribute(ExtensionAttribute.TELETEX_ORGANIZATIONAL_UNIT_NAMES)
                        instanceof ExtensionAttribute.TeletexOrganizationalUnitNames units
                ? units.value()
                : null;
        List<String> universal = address.extensionAttribute(ExtensionAttribute.UNIVERSAL_ORGANIZATIONAL_UNIT_NAMES)
                        instanceof ExtensionAttribute.UniversalOrganizationalUnitNames units
                ? units.value().stream().map(UniversalText::value).toList()
                : null;
        return choose(printable.isEmpty() ? null : printable, teletex, universal);
    }

    private @Nullable List<DomainDefinedAttribute> domainDefinedAttributes() {
        List<DomainDefinedAttribute> printable = address.domainDefinedAttributes();
        List<DomainDefinedAttribute> teletex =
                address.extensionAttribute(ExtensionAttribute.TELETEX_DOMAIN_DEFINED_ATTRIBUTES)
                                instanceof ExtensionAttribute.TeletexDomainDefinedAttributes attributes
                        ? attributes.value()
                        : null;
        List<DomainDefinedAttribute> universal =
                address.extensionAttribute(ExtensionAttribute.UNIVERSAL_DOMAIN_DEFINED_ATTRIBUTES)
                                instanceof ExtensionAttribute.UniversalDomainDefinedAttributes attributes
                        ? attributes.value().stream()
                                .map(pair -> new DomainDefinedAttribute(
                                        pair.type().value(), pair.value().value()))
                                .toList()
                        : null;
        return choose(printable.isEmpty() ? null : printable, teletex, universal);
    }

    private @Nullable String teletex(int type) {
        return address.extensionAttribute(type) instanceof ExtensionAttribute.Teletex name ? name.value() : null;
    }

    private @Nullable String universal(int type) {
        return address.extensionAttribute(type) instanceof ExtensionAttribute.Universal name
                ? name.value().value()
                : null;
    }

    private static @Nullable String text(@Nullable UniversalText value) {
        return value == null ? null : value.value();
    }
}
