package org.openx400.mta.address;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ExtensionAttribute.NumberAddress;
import org.openx400.mta.address.ExtensionAttribute.PostalCode;
import org.openx400.mta.address.ExtensionAttribute.PostalParameter;
import org.openx400.mta.address.ExtensionAttribute.Printable;
import org.openx400.mta.address.ExtensionAttribute.PsapAddress;
import org.openx400.mta.address.ExtensionAttribute.Teletex;
import org.openx400.mta.address.ExtensionAttribute.TeletexDomainDefinedAttributes;
import org.openx400.mta.address.ExtensionAttribute.TeletexOrganizationalUnitNames;
import org.openx400.mta.address.ExtensionAttribute.TeletexPersonalName;
import org.openx400.mta.address.ExtensionAttribute.TerminalType;
import org.openx400.mta.address.ExtensionAttribute.UnformattedPostalAddress;
import org.openx400.mta.address.ExtensionAttribute.Universal;
import org.openx400.mta.address.ExtensionAttribute.UniversalDomainDefinedAttributes;
import org.openx400.mta.address.ExtensionAttribute.UniversalOrganizationalUnitNames;
import org.openx400.mta.address.ExtensionAttribute.UniversalPersonalName;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

/** Makes one extension attribute of the fields that belong to it. */
final class ExtensionAttributeParser {
    private static final int MAXIMUM_TYPE = 32767;

    private final int type;
    private final List<AddressField> fields;
    private final Map<String, AddressField> byLabel = new HashMap<>();

    private ExtensionAttributeParser(int type, List<AddressField> fields) throws ORAddressSyntaxException {
        this.type = type;
        this.fields = fields;
        if (type != ExtensionAttribute.TELETEX_DOMAIN_DEFINED_ATTRIBUTES
                && type != ExtensionAttribute.UNIVERSAL_DOMAIN_DEFINED_ATTRIBUTES) {
            for (AddressField field : fields) {
                String label = field.teletex() ? field.label() + "(T)" : field.label();
                if (byLabel.put(label, field) != null) {
                    throw field.error("given twice");
                }
            }
        }
    }

    static ExtensionAttribute parse(int type, List<AddressField> fields) throws ORAddressSyntaxException {
        return new ExtensionAttributeParser(type, fields).attribute();
    }

    /** {@code EA:n=hex}. */
    static ExtensionAttribute parseEncoded(AddressField field) throws ORAddressSyntaxException {
        if (!field.type().matches("\\d{1,5}") || Integer.parseInt(field.type()) > MAXIMUM_TYPE) {
            throw field.error("a number up to " + MAXIMUM_TYPE + " was expected behind the colon");
        }
        try {
            int type = Integer.parseInt(field.type());
            return ExtensionAttributeCodec.decodeValue(type, BerReader.single(hex(field), "EA"), "EA");
        } catch (DecodeException e) {
            throw field.error("not BER: " + e.getMessage());
        }
    }

    private static Octets hex(AddressField field) throws ORAddressSyntaxException {
        if (!field.value().matches("(?:[0-9A-Fa-f]{2})*")) {
            throw field.error("not hexadecimal");
        }
        return Octets.hex(field.value());
    }

    private ExtensionAttribute attribute() throws ORAddressSyntaxException {
        AddressField first = fields.get(0);
        return switch (type) {
            case ExtensionAttribute.COMMON_NAME, ExtensionAttribute.PDS_NAME -> new Printable(type, first.value());
            case ExtensionAttribute.TELETEX_COMMON_NAME, ExtensionAttribute.TELETEX_ORGANIZATION_NAME ->
                new Teletex(type, first.value());
            case ExtensionAttribute.TELETEX_PERSONAL_NAME -> teletexPersonalName(first);
            case ExtensionAttribute.TELETEX_ORGANIZATIONAL_UNIT_NAMES ->
                new TeletexOrganizationalUnitNames(
                        numbered("OU", "(T)").stream().map(AddressField::value).toList());
            case ExtensionAttribute.TELETEX_DOMAIN_DEFINED_ATTRIBUTES ->
                new TeletexDomainDefinedAttributes(fields.stream()
                        .map(field -> new DomainDefinedAttribute(field.type(), field.value()))
                        .toList());
            case ExtensionAttribute.PHYSICAL_DELIVERY_COUNTRY_NAME, ExtensionAttribute.POSTAL_CODE ->
                new PostalCode(type, new NumericOrPrintable(first.numeric(), first.value()));
            case ExtensionAttribute.UNFORMATTED_POSTAL_ADDRESS ->
                new UnformattedPostalAddress(
                        numbered("PD-A", "").stream().map(AddressField::value).toList(), value("PD-A(T)"));
            case ExtensionAttribute.EXTENDED_NETWORK_ADDRESS -> networkAddress(first);
            case ExtensionAttribute.TERMINAL_TYPE -> terminalType(first);
            case ExtensionAttribute.UNIVERSAL_PERSONAL_NAME -> universalPersonalName(first);
            case ExtensionAttribute.UNIVERSAL_ORGANIZATIONAL_UNIT_NAMES ->
                new UniversalOrganizationalUnitNames(numbered("OU", "").stream()
                        .map(field -> field.text(field.value()))
                        .toList());
            case ExtensionAttribute.UNIVERSAL_DOMAIN_DEFINED_ATTRIBUTES ->
                new UniversalDomainDefinedAttributes(fields.stream()
                        .map(field -> new UniversalDomainDefinedAttributes.Pair(
                                field.text(field.type()), field.text(field.value())))
                        .toList());
            default ->
                first.universal()
                        ? new Universal(type, first.text(first.value()))
                        : new PostalParameter(type, value(first.label()), value(first.label() + "(T)"));
        };
    }

    private @Nullable String value(String label) {
        AddressField field = byLabel.get(label);
        return field == null ? null : field.value();
    }

    private TeletexPersonalName teletexPersonalName(AddressField first) throws ORAddressSyntaxException {
        String surname = value("S(T)");
        if (surname == null) {
            throw first.error("needs S(T), the surname, beside it");
        }
        return new TeletexPersonalName(new PersonalName(surname, value("G(T)"), value("I(T)"), value("Q(T)")));
    }

    private UniversalPersonalName universalPersonalName(AddressField first) throws ORAddressSyntaxException {
        UniversalText surname = text("S");
        if (surname == null) {
            throw first.error("needs S, the surname, beside it in a universal form");
        }
        return new UniversalPersonalName(surname, text("G"), text("I"), text("Q"));
    }

    private @Nullable UniversalText text(String label) {
        AddressField field = byLabel.get(label);
        return field == null ? null : field.text(field.value());
    }

    private List<AddressField> numbered(String label, String suffix) throws ORAddressSyntaxException {
        List<AddressField> values = new ArrayList<>();
        for (AddressField field = byLabel.get(label + "1" + suffix);
                field != null;
                field = byLabel.get(label + (values.size() + 1) + suffix)) {
            values.add(field);
        }
        int others = byLabel.containsKey("PD-A(T)") ? 1 : 0;
        if (values.size() + others != fields.size()) {
            throw fields.get(0).error(label + (values.size() + 1) + suffix + " is missing, but there is one behind it");
        }
        return values;
    }

    private ExtensionAttribute networkAddress(AddressField first) throws ORAddressSyntaxException {
        AddressField psap = byLabel.get("PSAP");
        if (psap != null) {
            if (fields.size() > 1) {
                throw psap.error("stands beside ISDN or NET-SUB");
            }
            return new PsapAddress(hex(psap));
        }
        String number = value("ISDN");
        if (number == null) {
            throw first.error("needs ISDN, the number, beside it");
        }
        return new NumberAddress(number, value("NET-SUB"));
    }

    private static ExtensionAttribute terminalType(AddressField field) throws ORAddressSyntaxException {
        int number = ExtensionLabels.terminalType(field.value());
        if (number < 0) {
            throw field.error("no terminal type: " + field.value() + " (tlx, ttx, g3fax, g4fax, ia5, vtx or a number)");
        }
        return new TerminalType(number);
    }
}
