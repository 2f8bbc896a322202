package org.openx400.mta.address;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The canonical text of an address, equal for addresses that X.402 18.4 calls equal: case and spacing are folded, string
 * types forgotten, extension attributes sorted. The order of organizational units and of domain-defined attributes of
 * one type counts. An absent ADMD beside a country or PRMD is a single space.
 */
final class ORAddressKey {
    private ORAddressKey() {}

    static String of(ORAddress address) {
        List<String> parts = new ArrayList<>();
        Consumer<String> out = parts::add;
        add(out, "C", value(address.countryName()));
        boolean domain = address.countryName() != null || address.privateDomainName() != null;
        String admd = value(address.administrationDomainName());
        add(out, "A", admd == null && domain ? " " : admd);
        add(out, "P", value(address.privateDomainName()));
        add(out, "X.121", address.networkAddress());
        add(out, "T-ID", address.terminalIdentifier());
        add(out, "O", address.organizationName());
        add(out, "N-ID", address.numericUserIdentifier());
        PersonalName name = address.personalName();
        if (name != null) {
            personalName(out, "", name);
        }
        for (String unit : address.organizationalUnitNames()) {
            add(out, "OU", unit);
        }
        attributes(parts, "DDA", address.domainDefinedAttributes());
        List<String> extensions = new ArrayList<>();
        for (ExtensionAttribute attribute : address.extensionAttributes()) {
            extensions.add(extension(attribute));
        }
        extensions.sort(null);
        parts.addAll(extensions);
        return String.join("\n", parts);
    }

    private static String extension(ExtensionAttribute attribute) {
        List<String> parts = new ArrayList<>();
        Consumer<String> out = parts::add;
        out.accept("EA" + attribute.type());
        if (attribute instanceof ExtensionAttribute.Printable a) {
            add(out, "", a.value());
        } else if (attribute instanceof ExtensionAttribute.Teletex a) {
            add(out, "", a.value());
        } else if (attribute instanceof ExtensionAttribute.TeletexPersonalName a) {
            personalName(out, "", a.value());
        } else if (attribute instanceof ExtensionAttribute.TeletexOrganizationalUnitNames a) {
            a.value().forEach(unit -> add(out, "", unit));
        } else if (attribute instanceof ExtensionAttribute.TeletexDomainDefinedAttributes a) {
            attributes(parts, "", a.value());
        } else if (attribute instanceof ExtensionAttribute.PostalCode a) {
            add(out, "", a.value().value());
        } else if (attribute instanceof ExtensionAttribute.PostalParameter a) {
            add(out, "P", a.printable());
            add(out, "T", a.teletex());
        } else if (attribute instanceof ExtensionAttribute.UnformattedPostalAddress a) {
            a.lines().forEach(line -> add(out, "P", line));
            add(out, "T", a.teletex());
        } else if (attribute instanceof ExtensionAttribute.NumberAddress a) {
            add(out, "N", a.number());
            add(out, "S", a.subAddress());
        } else if (attribute instanceof ExtensionAttribute.PsapAddress a) {
            out.accept(a.presentationAddress().toHex());
        } else if (attribute instanceof ExtensionAttribute.TerminalType a) {
            out.accept(Integer.toString(a.value()));
        } else if (attribute instanceof ExtensionAttribute.Universal a) {
            add(out, "", a.value().value());
        } else if (attribute instanceof ExtensionAttribute.UniversalPersonalName a) {
            add(out, "S", a.surname().value());
            add(out, "G", value(a.givenName()));
            add(out, "I", value(a.initials()));
            add(out, "Q", value(a.generationQualifier()));
        } else if (attribute instanceof ExtensionAttribute.UniversalOrganizationalUnitNames a) {
            a.value().forEach(unit -> add(out, "", unit.value()));
        } else if (attribute instanceof ExtensionAttribute.UniversalDomainDefinedAttributes a) {
            List<DomainDefinedAttribute> plain = new ArrayList<>();
            a.value()
                    .forEach(p -> plain.add(new DomainDefinedAttribute(
                            p.type().value(), p.value().value())));
            attributes(parts, "", plain);
        } else if (attribute instanceof ExtensionAttribute.Unknown a) {
            out.accept(a.value().toHex());
        }
        return String.join("\t", parts);
    }

    private static void personalName(Consumer<String> out, String prefix, PersonalName name) {
        add(out, prefix + "S", name.surname());
        add(out, prefix + "G", name.givenName());
        add(out, prefix + "I", name.initials());
        add(out, prefix + "Q", name.generationQualifier());
    }

    /** Sorted by type; those of one type keep their order, as the sort is stable. */
    private static void attributes(List<String> parts, String label, List<DomainDefinedAttribute> attributes) {
        List<DomainDefinedAttribute> sorted = new ArrayList<>(attributes);
        sorted.sort((a, b) -> Matching.fold(a.type()).compareTo(Matching.fold(b.type())));
        for (DomainDefinedAttribute attribute : sorted) {
            String type = escape(Matching.fold(attribute.type())).replace("=", "\\=");
            add(parts::add, label + ":" + type, attribute.value());
        }
    }

    private static void add(Consumer<String> out, String label, @Nullable String value) {
        if (value != null) {
            out.accept(label + "=" + escape(Matching.fold(value)));
        }
    }

    /** A value never looks like what stands between values, whatever a peer puts in it. */
    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }

    private static @Nullable String value(@Nullable NumericOrPrintable value) {
        return value == null ? null : value.value();
    }

    private static @Nullable String value(@Nullable UniversalText value) {
        return value == null ? null : value.value();
    }
}
