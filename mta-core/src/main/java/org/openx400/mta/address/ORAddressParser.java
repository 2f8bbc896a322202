package org.openx400.mta.address;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an address text, see {@link ORAddressText}. */
final class ORAddressParser {
    /** Keys of RFC 2156 std-or that differ from the labels of RFC 1685. */
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("ADMD", "A"),
            Map.entry("PRMD", "P"),
            Map.entry("GQ", "Q"),
            Map.entry("X121", "X.121"),
            Map.entry("UA-ID", "N-ID"),
            Map.entry("NET-NUM", "ISDN"),
            Map.entry("NET-PSAP", "PSAP"),
            Map.entry("PD-EXT-ADDRESS", "PD-EA"),
            Map.entry("PD-EXT-DELIVERY", "PD-ED"),
            Map.entry("PD-OFFICE", "PD-OF"),
            Map.entry("PD-OFFICE-NUM", "PD-OFN"),
            Map.entry("PD-STREET", "PD-S"),
            Map.entry("PD-UNIQUE", "PD-U"),
            Map.entry("PD-LOCAL", "PD-L"),
            Map.entry("PD-RESTANTE", "PD-R"),
            Map.entry("PD-BOX", "PD-B"),
            Map.entry("PD-CODE", "PD-PC"),
            Map.entry("PD-SERVICE", "PD-SN"));

    private static final int LAST_LATIN1 = 0xff;

    /** Fields of one extension attribute. */
    private record Group(int type, List<AddressField> fields) {}

    private final String text;
    private final Map<String, AddressField> single = new HashMap<>();
    private final Map<Integer, AddressField> units = new HashMap<>();
    private final List<DomainDefinedAttribute> attributes = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    ORAddressParser(String text) {
        this.text = text;
    }

    ORAddress parse() throws ORAddressSyntaxException {
        for (AddressField field : new AddressFieldReader(text).fields()) {
            take(field.named(SYNONYMS.getOrDefault(field.label(), field.label())));
        }
        return ORAddress.builder()
                .countryName(countryName())
                .administrationDomainName(administrationDomainName())
                .privateDomainName(domain("P"))
                .networkAddress(value("X.121"))
                .terminalIdentifier(value("T-ID"))
                .organizationName(value("O"))
                .numericUserIdentifier(value("N-ID"))
                .personalName(personalName())
                .organizationalUnitNames(organizationalUnitNames())
                .domainDefinedAttributes(attributes)
                .extensionAttributes(extensionAttributes())
                .build();
    }

    private void take(AddressField field) throws ORAddressSyntaxException {
        checkCharacters(field);
        int type = ExtensionLabels.type(field);
        if (type != 0) {
            group(type).add(field);
            return;
        }
        switch (field.label()) {
            case "DDA" -> attributes.add(new DomainDefinedAttribute(field.type(), field.value()));
            case "RFC-822" -> attributes.add(new DomainDefinedAttribute("RFC-822", field.value()));
            case "EA" -> groups.add(new Group(0, List.of(field)));
            case "PN" -> personalName(field);
            case "OU" -> unit(field, units.size() + 1);
            case "C", "A", "P", "O", "S", "G", "I", "Q", "X.121", "T-ID", "N-ID" -> once(field);
            default -> {
                if (!field.label().matches("OU[1-9]\\d{0,4}")) {
                    throw field.error("no such attribute");
                }
                unit(field, Integer.parseInt(field.label().substring(2)));
            }
        }
    }

    private static void checkCharacters(AddressField field) throws ORAddressSyntaxException {
        if (!field.universal() && (field.type() + field.value()).chars().anyMatch(c -> c > LAST_LATIN1)) {
            throw field.error("a character that only a universal form (U) can have");
        }
    }

    private List<AddressField> group(int type) {
        for (Group group : groups) {
            if (group.type() == type) {
                return group.fields();
            }
        }
        Group group = new Group(type, new ArrayList<>());
        groups.add(group);
        return group.fields();
    }

    private void once(AddressField field) throws ORAddressSyntaxException {
        if (single.put(field.label(), field) != null) {
            throw field.error("given twice");
        }
    }

    private void unit(AddressField field, int number) throws ORAddressSyntaxException {
        if (units.put(number, field) != null) {
            throw field.error("given twice");
        }
    }

    /** {@code PN=given.I.surname} of RFC 2156: single letters are initials. */
    private void personalName(AddressField field) throws ORAddressSyntaxException {
        List<String> parts = List.of(field.value().split("\\.", -1));
        int last = parts.size() - 1;
        StringBuilder initials = new StringBuilder();
        for (int i = 0; i < last; i++) {
            String part = parts.get(i);
            if (part.length() == 1) {
                initials.append(part);
            } else if (i == 0) {
                once(new AddressField("G", "", "", part, false, field.position()));
            } else {
                throw field.error("given.initials.surname was expected");
            }
        }
        if (!initials.isEmpty()) {
            once(new AddressField("I", "", "", initials.toString(), false, field.position()));
        }
        once(new AddressField("S", "", "", parts.get(last), false, field.position()));
    }

    private @Nullable NumericOrPrintable countryName() {
        AddressField field = single.get("C");
        if (field == null) {
            return null;
        }
        boolean numeric = field.qualifier().isEmpty() ? field.value().matches("\\d{3}") : field.numeric();
        return new NumericOrPrintable(numeric, field.value());
    }

    private @Nullable NumericOrPrintable administrationDomainName() {
        AddressField field = single.get("A");
        boolean domain = single.containsKey("C") || single.containsKey("P");
        if (field == null ? domain : field.empty()) {
            return NumericOrPrintable.printable(" ");
        }
        return domain("A");
    }

    private @Nullable NumericOrPrintable domain(String label) {
        AddressField field = single.get(label);
        return field == null ? null : new NumericOrPrintable(field.numeric(), field.value());
    }

    private @Nullable PersonalName personalName() throws ORAddressSyntaxException {
        String surname = value("S");
        if (surname == null) {
            for (String label : List.of("G", "I", "Q")) {
                AddressField field = single.get(label);
                if (field != null) {
                    throw field.error("needs S, the surname, beside it");
                }
            }
            return null;
        }
        return new PersonalName(surname, value("G"), value("I"), value("Q"));
    }

    private List<String> organizationalUnitNames() throws ORAddressSyntaxException {
        List<String> names = new ArrayList<>();
        for (AddressField unit = units.get(1); unit != null; unit = units.get(names.size() + 1)) {
            names.add(unit.value());
        }
        if (names.size() < units.size()) {
            int missing = names.size() + 1;
            for (Map.Entry<Integer, AddressField> unit : units.entrySet()) {
                if (unit.getKey() > missing) {
                    throw unit.getValue().error("OU" + missing + " is missing before it");
                }
            }
        }
        return names;
    }

    private List<ExtensionAttribute> extensionAttributes() throws ORAddressSyntaxException {
        List<ExtensionAttribute> extensions = new ArrayList<>();
        for (Group group : groups) {
            extensions.add(
                    group.type() == 0
                            ? ExtensionAttributeParser.parseEncoded(
                                    group.fields().get(0))
                            : ExtensionAttributeParser.parse(group.type(), group.fields()));
        }
        return extensions;
    }

    private @Nullable String value(String label) {
        AddressField field = single.get(label);
        return field == null ? null : field.value();
    }
}
