package org.openx400.mta.address;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an address as text, see {@link ORAddressText}. */
final class ORAddressFormatter {
    private final char delimiter;
    private final List<String> fields = new ArrayList<>();

    ORAddressFormatter(char delimiter) {
        this.delimiter = delimiter;
    }

    String format(ORAddress address) {
        NumericOrPrintable country = address.countryName();
        if (country != null) {
            boolean digits = country.value().matches("\\d{3}");
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
        int unit = 1;
        for (String name : address.organizationalUnitNames()) {
            field("OU" + unit++, name);
        }
        PersonalName name = address.personalName();
        if (name != null) {
            personalName("", name);
        }
        field("N-ID", address.numericUserIdentifier());
        for (DomainDefinedAttribute attribute : address.domainDefinedAttributes()) {
            attribute("DDA:", attribute);
        }
        return String.join(String.valueOf(delimiter), fields);
    }

    private void personalName(String qualifier, PersonalName name) {
        field("S" + qualifier, name.surname());
        field("G" + qualifier, name.givenName());
        field("I" + qualifier, name.initials());
        field("Q" + qualifier, name.generationQualifier());
    }

    private void attribute(String label, DomainDefinedAttribute attribute) {
        String type = doubled(Escapes.escape(attribute.type())).replace("=", "==");
        field(label + type, attribute.value());
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
