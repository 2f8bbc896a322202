package org.openx400.mta.address;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One {@code label=value} of an address text.
 *
 * @param label in upper case, without qualifier
 * @param qualifier what stood in parentheses behind the label, or empty
 * @param type what stood behind a colon: of a domain-defined attribute its type, of EA its number; else empty
 * @param value with delimiters and escapes undone
 * @param empty whether nothing at all was written for the value
 * @param position of the label in the text, from 1
 */
record AddressField(String label, String qualifier, String type, String value, boolean empty, int position) {
    AddressField named(String other) {
        return new AddressField(other, qualifier, type, value, empty, position);
    }

    ORAddressSyntaxException error(String problem) {
        String shown = qualifier.isEmpty() ? label : label + "(" + qualifier + ")";
        return new ORAddressSyntaxException(position, shown, problem);
    }

    /** The qualifier's letter in upper case, or a space. */
    char form() {
        return qualifier.isEmpty() ? ' ' : qualifier.toUpperCase(Locale.ROOT).charAt(0);
    }

    boolean universal() {
        return form() == 'U' || form() == 'B';
    }

    boolean teletex() {
        return form() == 'T';
    }

    boolean numeric() {
        return form() == 'N';
    }

    /** The value as the universal string that the qualifier says. */
    UniversalText text(String of) {
        int dot = qualifier.indexOf('.');
        @Nullable String language = dot < 0 ? null : qualifier.substring(dot + 1);
        return new UniversalText(form() == 'U', of, language);
    }
}
