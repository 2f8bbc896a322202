package org.openx400.mta.address;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an address by which it is routed, by the labels of RFC 1685, values folded for comparison. Where an
 * attribute is there in several string types, the printable form goes before the teletex form and this before the
 * universal one, as they mean the same (X.402 18.2).
 */
public final class AddressAttributes {
    private final Map<String, String> values = new HashMap<>();

    private AddressAttributes() {}

    public static AddressAttributes of(ORAddress address) {
        AddressAttributes attributes = new AddressAttributes();
        attributes.put("C", text(address.countryName()));
        attributes.put("A", text(address.administrationDomainName()));
        attributes.put("P", text(address.privateDomainName()));
        attributes.put("X.121", address.networkAddress());
        attributes.put("T-ID", address.terminalIdentifier());
        attributes.put("O", address.organizationName());
        attributes.put("N-ID", address.numericUserIdentifier());
        attributes.put(address.personalName());
        attributes.putUnits(address.organizationalUnitNames());
        address.domainDefinedAttributes().forEach(attributes::put);
        address.extensionAttributes().stream()
                .sorted((a, b) -> Integer.compare(a.type(), b.type()))
                .forEach(attributes::put);
        return attributes;
    }

    /** The folded value of an attribute, null if the address has none. */
    public @Nullable String get(String label) {
        return values.get(label);
    }

    private void put(String label, @Nullable String value) {
        if (value != null) {
            values.putIfAbsent(label, Matching.fold(value));
        }
    }

    private void put(@Nullable PersonalName name) {
        if (name != null) {
            put("S", name.surname());
            put("G", name.givenName());
            put("I", name.initials());
            put("Q", name.generationQualifier());
        }
    }

    private void putUnits(List<String> units) {
        for (int i = 0; i < units.size(); i++) {
            put("OU" + (i + 1), units.get(i));
        }
    }

    private void put(DomainDefinedAttribute attribute) {
        put("DDA:" + Matching.fold(attribute.type()), attribute.value());
    }

    /** Ascending type numbers bring teletex forms before universal ones. */
    private void put(ExtensionAttribute attribute) {
        if (attribute instanceof ExtensionAttribute.Printable a && a.type() == ExtensionAttribute.COMMON_NAME) {
            put("CN", a.value());
        } else if (attribute instanceof ExtensionAttribute.Teletex a) {
            put(a.type() == ExtensionAttribute.TELETEX_COMMON_NAME ? "CN" : "O", a.value());
        } else if (attribute instanceof ExtensionAttribute.TeletexPersonalName a) {
            put(a.value());
        } else if (attribute instanceof ExtensionAttribute.TeletexOrganizationalUnitNames a) {
            putUnits(a.value());
        } else if (attribute instanceof ExtensionAttribute.TeletexDomainDefinedAttributes a) {
            a.value().forEach(this::put);
        } else if (attribute instanceof ExtensionAttribute.Universal a) {
            putUniversal(a);
        } else if (attribute instanceof ExtensionAttribute.UniversalPersonalName a) {
            put("S", a.surname().value());
            put("G", text(a.givenName()));
            put("I", text(a.initials()));
            put("Q", text(a.generationQualifier()));
        } else if (attribute instanceof ExtensionAttribute.UniversalOrganizationalUnitNames a) {
            putUnits(a.value().stream().map(UniversalText::value).toList());
        } else if (attribute instanceof ExtensionAttribute.UniversalDomainDefinedAttributes a) {
            a.value()
                    .forEach(pair -> put(
                            "DDA:" + Matching.fold(pair.type().value()),
                            pair.value().value()));
        }
    }

    private void putUniversal(ExtensionAttribute.Universal attribute) {
        if (attribute.type() == ExtensionAttribute.UNIVERSAL_COMMON_NAME) {
            put("CN", attribute.value().value());
        } else if (attribute.type() == ExtensionAttribute.UNIVERSAL_ORGANIZATION_NAME) {
            put("O", attribute.value().value());
        }
    }

    private static @Nullable String text(@Nullable NumericOrPrintable value) {
        return value == null ? null : value.value();
    }

    private static @Nullable String text(@Nullable UniversalText value) {
        return value == null ? null : value.value();
    }
}
