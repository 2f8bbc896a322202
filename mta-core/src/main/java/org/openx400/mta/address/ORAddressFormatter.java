package org.openx400.mta.address;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes an address as text, see {@link ORAddressText}. */
final class ORAddressFormatter {
    private static final Pattern DIGITS = Pattern.compile("\\d{3}");

    private final char delimiter;
    private final List<String> fields = new ArrayList<>();

    ORAddressFormatter(char delimiter) {
        this.delimiter = delimiter;
    }

    String format(ORAddress address) {
        NumericOrPrintable country = address.countryName();
        if (country != null) {
            boolean digits = DIGITS.matcher(country.value()).matches();
            field(country.numeric() == digits ? "C" : country.numeric() ? "C(N)" : "C(P)", country.value());
        }
        NumericOrPrintable admd = address.administrationDomainName();
        if (admd != null && admd.value().isEmpty()) {
            fields.add(admd.numeric() ? "A(N)={}" : "A={}");
        } else {
            field("A", admd);
        }
        field("P", address.privateDomainName());
        field("X.121", address.networkAddress());
        field("T-ID", address.terminalIdentifier());
        field("O", address.organizationName());
        units("", address.organizationalUnitNames());
        PersonalName name = address.personalName();
        if (name != null) {
            personalName("", name);
        }
        field("N-ID", address.numericUserIdentifier());
        Set<Integer> seen = new HashSet<>();
        for (ExtensionAttribute attribute : address.extensionAttributes()) {
            int before = fields.size();
            if (seen.add(attribute.type())) {
                extension(attribute);
            }
            if (fields.size() == before) {
                encoded(attribute);
            }
        }
        for (DomainDefinedAttribute attribute : address.domainDefinedAttributes()) {
            attribute("DDA:", attribute);
        }
        return String.join(String.valueOf(delimiter), fields);
    }

    /** Writes the fields of the attribute, or none if no label can say it. */
    private void extension(ExtensionAttribute attribute) {
        if (attribute instanceof ExtensionAttribute.Printable a) {
            field(a.type() == ExtensionAttribute.COMMON_NAME ? "CN" : "PD-SN", a.value());
        } else if (attribute instanceof ExtensionAttribute.Teletex a) {
            field(a.type() == ExtensionAttribute.TELETEX_COMMON_NAME ? "CN(T)" : "O(T)", a.value());
        } else if (attribute instanceof ExtensionAttribute.TeletexPersonalName a) {
            personalName("(T)", a.value());
        } else if (attribute instanceof ExtensionAttribute.TeletexOrganizationalUnitNames a) {
            units("(T)", a.value());
        } else if (attribute instanceof ExtensionAttribute.TeletexDomainDefinedAttributes a) {
            a.value().forEach(each -> attribute("DDA(T):", each));
        } else if (attribute instanceof ExtensionAttribute.PostalCode a) {
            field(a.type() == ExtensionAttribute.POSTAL_CODE ? "PD-PC" : "PD-C", a.value());
        } else if (attribute instanceof ExtensionAttribute.PostalParameter a) {
            field(ExtensionLabels.postal(a.type()), a.printable());
            field(ExtensionLabels.postal(a.type()) + "(T)", a.teletex());
        } else if (attribute instanceof ExtensionAttribute.UnformattedPostalAddress a) {
            int line = 1;
            for (String value : a.lines()) {
                field("PD-A" + line++, value);
            }
            field("PD-A(T)", a.teletex());
        } else if (attribute instanceof ExtensionAttribute.NumberAddress a) {
            field("ISDN", a.number());
            field("NET-SUB", a.subAddress());
        } else if (attribute instanceof ExtensionAttribute.PsapAddress a) {
            field("PSAP", a.presentationAddress().toHex());
        } else if (attribute instanceof ExtensionAttribute.TerminalType a) {
            field("T-TY", ExtensionLabels.terminalType(a.value()));
        } else {
            universal(attribute);
        }
    }

    private void universal(ExtensionAttribute attribute) {
        if (attribute instanceof ExtensionAttribute.Universal a) {
            String label = switch (a.type()) {
                case ExtensionAttribute.UNIVERSAL_COMMON_NAME -> "CN";
                case ExtensionAttribute.UNIVERSAL_ORGANIZATION_NAME -> "O";
                default -> ExtensionLabels.postal(a.type());
            };
            texts(List.of(label), List.of(a.value()));
        } else if (attribute instanceof ExtensionAttribute.UniversalPersonalName a) {
            universalPersonalName(a);
        } else if (attribute instanceof ExtensionAttribute.UniversalOrganizationalUnitNames a) {
            List<String> labels = new ArrayList<>();
            a.value().forEach(unit -> labels.add("OU" + (labels.size() + 1)));
            texts(labels, a.value());
        } else if (attribute instanceof ExtensionAttribute.UniversalDomainDefinedAttributes a) {
            universalAttributes(a.value());
        }
    }

    private void universalPersonalName(ExtensionAttribute.UniversalPersonalName name) {
        List<String> labels = new ArrayList<>(List.of("S"));
        List<UniversalText> texts = new ArrayList<>(List.of(name.surname()));
        part(labels, texts, "G", name.givenName());
        part(labels, texts, "I", name.initials());
        part(labels, texts, "Q", name.generationQualifier());
        texts(labels, texts);
    }

    private static void part(
            List<String> labels, List<UniversalText> texts, String label, @Nullable UniversalText text) {
        if (text != null) {
            labels.add(label);
            texts.add(text);
        }
    }

    /** All of them, or none if a language is not one that can stand in a label. */
    private void texts(List<String> labels, List<UniversalText> texts) {
        if (texts.stream().allMatch(ORAddressFormatter::sayable)) {
            for (int i = 0; i < texts.size(); i++) {
                field(labels.get(i) + qualifier(texts.get(i)), texts.get(i).value());
            }
        }
    }

    private void universalAttributes(List<ExtensionAttribute.UniversalDomainDefinedAttributes.Pair> pairs) {
        boolean sayable = pairs.stream()
                .allMatch(pair -> sayable(pair.value())
                        && pair.type().fourOctets() == pair.value().fourOctets()
                        && Objects.equals(
                                pair.type().languageCode(), pair.value().languageCode()));
        if (sayable) {
            for (ExtensionAttribute.UniversalDomainDefinedAttributes.Pair pair : pairs) {
                attribute(
                        "DDA" + qualifier(pair.value()) + ":",
                        new DomainDefinedAttribute(
                                pair.type().value(), pair.value().value()));
            }
        }
    }

    private static boolean sayable(UniversalText text) {
        return text.languageCode() == null || text.languageCode().matches("[A-Za-z0-9-]+");
    }

    private static String qualifier(UniversalText text) {
        String form = text.fourOctets() ? "U" : "B";
        return text.languageCode() == null ? "(" + form + ")" : "(" + form + "." + text.languageCode() + ")";
    }

    private void encoded(ExtensionAttribute attribute) {
        field("EA:" + attribute.type(), ExtensionAttributeCodec.value(attribute).toHex());
    }

    private void units(String qualifier, List<String> names) {
        int unit = 1;
        for (String name : names) {
            field("OU" + unit++ + qualifier, name);
        }
    }

    private void personalName(String qualifier, PersonalName name) {
        field("S" + qualifier, name.surname());
        field("G" + qualifier, name.givenName());
        field("I" + qualifier, name.initials());
        field("Q" + qualifier, name.generationQualifier());
    }

    private void attribute(String label, DomainDefinedAttribute attribute) {
        String type = doubled(Escapes.escape(attribute.type())).replace("=", "==");
        String value = Escapes.escape(attribute.value());
        // An equals sign behind the one that ends the type would be taken for part of the type.
        fields.add(label + type + '=' + doubled(value.startsWith("=") ? "{061}" + value.substring(1) : value));
    }

    private void field(String label, @Nullable NumericOrPrintable value) {
        if (value != null) {
            field(value.numeric() ? label + "(N)" : label, value.value());
        }
    }

    private void field(String label, @Nullable String value) {
        if (value != null) {
            fields.add(label + '=' + doubled(Escapes.escape(value)));
        }
    }

    private String doubled(String value) {
        String one = String.valueOf(delimiter);
        return value.replace(one, one + one);
    }
}
