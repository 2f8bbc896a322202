package org.openx400.mta.address;

import java.util.Map;
import java.util.TreeMap;

/** The labels of RFC 1685 that stand for extension attributes. */
final class ExtensionLabels {
    /** Added to the type of a PDSParameter gives that of its universal form. */
    static final int UNIVERSAL_OFFSET = ExtensionAttribute.UNIVERSAL_PHYSICAL_DELIVERY_OFFICE_NAME
            - ExtensionAttribute.PHYSICAL_DELIVERY_OFFICE_NAME;

    private static final Map<Integer, String> POSTAL = new TreeMap<>(Map.ofEntries(
            Map.entry(ExtensionAttribute.PHYSICAL_DELIVERY_OFFICE_NAME, "PD-OF"),
            Map.entry(ExtensionAttribute.PHYSICAL_DELIVERY_OFFICE_NUMBER, "PD-OFN"),
            Map.entry(ExtensionAttribute.EXTENSION_OR_ADDRESS_COMPONENTS, "PD-EA"),
            Map.entry(ExtensionAttribute.PHYSICAL_DELIVERY_PERSONAL_NAME, "PD-PN"),
            Map.entry(ExtensionAttribute.PHYSICAL_DELIVERY_ORGANIZATION_NAME, "PD-O"),
            Map.entry(ExtensionAttribute.EXTENSION_PHYSICAL_DELIVERY_ADDRESS_COMPONENTS, "PD-ED"),
            Map.entry(ExtensionAttribute.UNFORMATTED_POSTAL_ADDRESS, "PD-A"),
            Map.entry(ExtensionAttribute.STREET_ADDRESS, "PD-S"),
            Map.entry(ExtensionAttribute.POST_OFFICE_BOX_ADDRESS, "PD-B"),
            Map.entry(ExtensionAttribute.POSTE_RESTANTE_ADDRESS, "PD-R"),
            Map.entry(ExtensionAttribute.UNIQUE_POSTAL_NAME, "PD-U"),
            Map.entry(ExtensionAttribute.LOCAL_POSTAL_ATTRIBUTES, "PD-L")));

    private static final Map<Integer, String> TERMINAL_TYPES =
            Map.of(3, "tlx", 4, "ttx", 5, "g3fax", 6, "g4fax", 7, "ia5", 8, "vtx");

    private ExtensionLabels() {}

    /** Of a PDSParameter, its universal form, or an unformatted address. */
    static String postal(int type) {
        return POSTAL.getOrDefault(type, POSTAL.getOrDefault(type - UNIVERSAL_OFFSET, ""));
    }

    static String terminalType(int number) {
        return TERMINAL_TYPES.getOrDefault(number, Integer.toString(number));
    }

    /** The number of a terminal type's name, or -1. */
    static int terminalType(String name) {
        for (Map.Entry<Integer, String> entry : TERMINAL_TYPES.entrySet()) {
            if (entry.getValue().equalsIgnoreCase(name)) {
                return entry.getKey();
            }
        }
        return name.matches("\\d{1,3}") && Integer.parseInt(name) <= 256 ? Integer.parseInt(name) : -1;
    }

    /** The type of the extension attribute that the field is part of, or 0 when it is a standard attribute's. */
    static int type(AddressField field) throws ORAddressSyntaxException {
        String label = field.label();
        return switch (label) {
            case "CN" ->
                choose(
                        field,
                        ExtensionAttribute.COMMON_NAME,
                        ExtensionAttribute.TELETEX_COMMON_NAME,
                        ExtensionAttribute.UNIVERSAL_COMMON_NAME);
            case "O" ->
                choose(
                        field,
                        0,
                        ExtensionAttribute.TELETEX_ORGANIZATION_NAME,
                        ExtensionAttribute.UNIVERSAL_ORGANIZATION_NAME);
            case "S", "G", "I", "Q" ->
                choose(field, 0, ExtensionAttribute.TELETEX_PERSONAL_NAME, ExtensionAttribute.UNIVERSAL_PERSONAL_NAME);
            case "DDA" ->
                choose(
                        field,
                        0,
                        ExtensionAttribute.TELETEX_DOMAIN_DEFINED_ATTRIBUTES,
                        ExtensionAttribute.UNIVERSAL_DOMAIN_DEFINED_ATTRIBUTES);
            case "PD-SN" -> ExtensionAttribute.PDS_NAME;
            case "PD-C" -> ExtensionAttribute.PHYSICAL_DELIVERY_COUNTRY_NAME;
            case "PD-PC" -> ExtensionAttribute.POSTAL_CODE;
            case "ISDN", "NET-SUB", "PSAP" -> ExtensionAttribute.EXTENDED_NETWORK_ADDRESS;
            case "T-TY" -> ExtensionAttribute.TERMINAL_TYPE;
            default -> other(field, label);
        };
    }

    private static int other(AddressField field, String label) throws ORAddressSyntaxException {
        if (label.matches("OU\\d*")) {
            return choose(
                    field,
                    0,
                    ExtensionAttribute.TELETEX_ORGANIZATIONAL_UNIT_NAMES,
                    ExtensionAttribute.UNIVERSAL_ORGANIZATIONAL_UNIT_NAMES);
        }
        if (label.matches("PD-A[1-9]\\d{0,4}")) {
            return ExtensionAttribute.UNFORMATTED_POSTAL_ADDRESS;
        }
        for (Map.Entry<Integer, String> postal : POSTAL.entrySet()) {
            if (postal.getValue().equals(label)) {
                int type = postal.getKey();
                return choose(field, type, type, type + UNIVERSAL_OFFSET);
            }
        }
        return 0;
    }

    private static int choose(AddressField field, int plain, int teletex, int universal)
            throws ORAddressSyntaxException {
        return switch (field.form()) {
            case ' ' -> plain;
            case 'T' -> teletex;
            case 'U', 'B' -> universal;
            default -> throw field.error("(T), (B) or (U) was expected");
        };
    }
}
