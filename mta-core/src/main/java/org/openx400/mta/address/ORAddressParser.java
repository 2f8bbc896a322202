package org.openx400.mta.address;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an address text, see {@link ORAddressText}. */
final class ORAddressParser {
    private static final Map<String, String> SYNONYMS =
            Map.of("ADMD", "A", "PRMD", "P", "GQ", "Q", "X121", "X.121", "UA-ID", "N-ID");

    private final String text;
    private final Map<String, AddressField> single = new HashMap<>();
    private final Map<Integer, String> units = new HashMap<>();
    private final List<DomainDefinedAttribute> attributes = new ArrayList<>();

    ORAddressParser(String text) {
        this.text = text;
    }

    ORAddress parse() throws ORAddressSyntaxException {
        for (AddressField field : new AddressFieldReader(text).fields()) {
            take(field);
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
                .build();
    }

    private void take(AddressField field) throws ORAddressSyntaxException {
        String label = SYNONYMS.getOrDefault(field.label(), field.label());
        switch (label) {
            case "DDA" -> attributes.add(new DomainDefinedAttribute(field.type(), field.value()));
            case "RFC-822" -> attributes.add(new DomainDefinedAttribute("RFC-822", field.value()));
            case "OU" -> unit(field, units.size() + 1);
            case "C", "A", "P", "O", "S", "G", "I", "Q", "X.121", "T-ID", "N-ID" -> {
                if (single.put(label, field) != null) {
                    throw field.error("given twice");
                }
            }
            default -> {
                if (!label.matches("OU[1-9]\\d{0,4}")) {
                    throw field.error("no such attribute");
                }
                unit(field, Integer.parseInt(label.substring(2)));
            }
        }
    }

    private void unit(AddressField field, int number) throws ORAddressSyntaxException {
        if (units.put(number, field.value()) != null) {
            throw field.error("given twice");
        }
    }

    private @Nullable NumericOrPrintable countryName() {
        AddressField field = single.get("C");
        if (field == null) {
            return null;
        }
        boolean numeric = field.qualifier().isEmpty()
                ? field.value().matches("\\d{3}")
                : field.qualifier().equalsIgnoreCase("N");
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
        return field == null ? null : new NumericOrPrintable(field.qualifier().equalsIgnoreCase("N"), field.value());
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
        for (int i = 1; i <= units.size(); i++) {
            String name = units.get(i);
            if (name == null) {
                throw new ORAddressSyntaxException(1, "OU" + i, "is missing, but there is one behind it");
            }
            names.add(name);
        }
        return names;
    }

    private @Nullable String value(String label) {
        AddressField field = single.get(label);
        return field == null ? null : field.value();
    }
}
