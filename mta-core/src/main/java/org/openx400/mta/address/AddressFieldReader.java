package org.openx400.mta.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts an address text into its fields. */
final class AddressFieldReader {
    private final String text;
    private final char delimiter;
    private int at;

    AddressFieldReader(String text) {
        this.text = text;
        String stripped = text.stripLeading();
        this.at = text.length() - stripped.length();
        if (stripped.startsWith("/")) {
            delimiter = '/';
            at++;
        } else {
            delimiter = ';';
        }
    }

    List<AddressField> fields() throws ORAddressSyntaxException {
        List<AddressField> fields = new ArrayList<>();
        while (!text.substring(at).isBlank()) {
            fields.add(field());
        }
        if (fields.isEmpty()) {
            throw new ORAddressSyntaxException(at + 1, "", "there is no attribute");
        }
        return fields;
    }

    private AddressField field() throws ORAddressSyntaxException {
        while (text.charAt(at) == ' ') {
            at++;
        }
        int start = at;
        String left = left(start);
        int valueAt = at;
        String value = value();
        boolean empty = at == valueAt || at == valueAt + 1 && text.charAt(valueAt) == delimiter;
        return split(left, value, empty, start + 1);
    }

    /** Everything before the equals sign, a doubled one taken for one of the label's own. */
    private String left(int start) throws ORAddressSyntaxException {
        StringBuilder left = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            boolean doubled = at < text.length() && text.charAt(at) == c;
            if (c == '=' || c == delimiter) {
                // A type may hold either sign doubled; a label never does, so C==x has the value "=x".
                if (!doubled || !hasType(left)) {
                    if (c == '=') {
                        return left.toString();
                    }
                    break;
                }
                at++;
            }
            left.append(c);
        }
        throw new ORAddressSyntaxException(start + 1, left.toString().strip(), "'=' is missing");
    }

    private static boolean hasType(StringBuilder left) {
        return left.indexOf(":") >= 0 || left.toString().strip().regionMatches(true, 0, "DD.", 0, 3);
    }

    private String value() {
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == delimiter) {
                if (at == text.length() || text.charAt(at) != delimiter) {
                    break;
                }
                at++;
            }
            value.append(c);
        }
        return value.toString();
    }

    private static AddressField split(String left, String value, boolean empty, int position)
            throws ORAddressSyntaxException {
        String label = left;
        String type = "";
        int colon = left.indexOf(':');
        if (left.regionMatches(true, 0, "DD.", 0, 3)) { // its type may have a colon
            label = "DDA";
            type = Escapes.undo(left.substring(3));
        } else if (colon >= 0) {
            label = left.substring(0, colon);
            type = Escapes.undo(left.substring(colon + 1));
        }
        label = label.strip();
        String qualifier = "";
        int parenthesis = label.indexOf('(');
        if (parenthesis >= 0) {
            if (!label.endsWith(")")) {
                throw new ORAddressSyntaxException(position, label, "')' is missing");
            }
            qualifier = label.substring(parenthesis + 1, label.length() - 1);
            label = label.substring(0, parenthesis);
        }
        return new AddressField(label.toUpperCase(Locale.ROOT), qualifier, type, Escapes.undo(value), empty, position);
    }
}
