package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.DomainDefinedAttribute;
import org.openx400.mta.address.ExtensionAttribute;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORName;

/** O/R names between 1988 and 1984, X.419 Annex B and RFC 1328 3. */
final class Names1984 {
    /** The domain-defined attribute that carries a common name, RFC 1328 3.2. */
    private static final String COMMON = "Common";

    private static final int DOMAIN_DEFINED_ATTRIBUTES = 4;

    private Names1984() {}

    /**
     * The name in attributes of 1984, or null when it cannot be said with them. The directory name goes; a teletex or
     * universal form goes where the printable form stands beside it.
     */
    static @Nullable ORName downgrade(ORName name) {
        ORAddress address = name.address();
        if (address.isEmpty()) {
            return null;
        }
        List<DomainDefinedAttribute> attributes = new ArrayList<>(address.domainDefinedAttributes());
        for (ExtensionAttribute attribute : address.extensionAttributes()) {
            if (attribute instanceof ExtensionAttribute.Printable printable
                    && printable.type() == ExtensionAttribute.COMMON_NAME) {
                attributes.add(new DomainDefinedAttribute(COMMON, printable.value()));
            } else if (!hasPrintableForm(attribute.type(), address)) {
                return null;
            }
        }
        if (attributes.size() > DOMAIN_DEFINED_ATTRIBUTES) {
            return null;
        }
        return ORName.of(address.toBuilder()
                .domainDefinedAttributes(attributes)
                .extensionAttributes(List.of())
                .build());
    }

    /** As {@link #downgrade}; what cannot be said is named through our domain. Null only if that does not fit either. */
    static @Nullable ORName downgrade(ORName name, GlobalDomainIdentifier gateway) {
        ORName sayable = downgrade(name);
        if (sayable != null || name.address().isEmpty()) {
            return sayable;
        }
        ORAddress through = SourceRoute1984.through(gateway, name.address());
        return through == null ? null : ORName.of(through);
    }

    private static boolean hasPrintableForm(int type, ORAddress address) {
        return switch (type) {
            case ExtensionAttribute.TELETEX_COMMON_NAME, ExtensionAttribute.UNIVERSAL_COMMON_NAME ->
                address.extensionAttribute(ExtensionAttribute.COMMON_NAME) != null;
            case ExtensionAttribute.TELETEX_ORGANIZATION_NAME, ExtensionAttribute.UNIVERSAL_ORGANIZATION_NAME ->
                address.organizationName() != null;
            case ExtensionAttribute.TELETEX_PERSONAL_NAME, ExtensionAttribute.UNIVERSAL_PERSONAL_NAME ->
                address.personalName() != null;
            case ExtensionAttribute.TELETEX_ORGANIZATIONAL_UNIT_NAMES,
                    ExtensionAttribute.UNIVERSAL_ORGANIZATIONAL_UNIT_NAMES ->
                !address.organizationalUnitNames().isEmpty();
            case ExtensionAttribute.TELETEX_DOMAIN_DEFINED_ATTRIBUTES,
                    ExtensionAttribute.UNIVERSAL_DOMAIN_DEFINED_ATTRIBUTES ->
                !address.domainDefinedAttributes().isEmpty();
            default -> false;
        };
    }

    /** The name behind one of our domain, or with its common name in its own place again, if it is not too long for that. */
    static ORName upgrade(ORName name, GlobalDomainIdentifier gateway) {
        ORAddress address = name.address();
        ORAddress behind = SourceRoute1984.behind(gateway, address);
        if (behind != null) {
            return ORName.of(behind);
        }
        if (address.extensionAttribute(ExtensionAttribute.COMMON_NAME) != null) {
            return name;
        }
        List<DomainDefinedAttribute> attributes = new ArrayList<>();
        List<ExtensionAttribute> extensions = new ArrayList<>(address.extensionAttributes());
        Set<String> seen = new HashSet<>();
        for (DomainDefinedAttribute attribute : address.domainDefinedAttributes()) {
            if (isCommonName(attribute) && seen.add(COMMON)) {
                extensions.add(new ExtensionAttribute.Printable(ExtensionAttribute.COMMON_NAME, attribute.value()));
            } else {
                attributes.add(attribute);
            }
        }
        return new ORName(
                address.toBuilder()
                        .domainDefinedAttributes(attributes)
                        .extensionAttributes(extensions)
                        .build(),
                name.directoryName());
    }

    private static boolean isCommonName(DomainDefinedAttribute attribute) {
        return attribute.type().equalsIgnoreCase(COMMON)
                && attribute.value().length() <= ORNameBounds.COMMON_NAME_LENGTH;
    }
}
