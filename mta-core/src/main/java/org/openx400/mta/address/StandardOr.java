package org.openx400.mta.address;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The form std-or of an O/R address, RFC 2156 4.1.3: {@code /G=john/S=smith/O=a bank/PRMD=abl/ADMD=snomail/C=aq/}, with
 * {@code $} before a delimiter inside a value. Attributes for which the RFC has no key have that of {@link
 * ORAddressText}, so every address comes back as it was.
 */
public final class StandardOr {
    /** Labels of {@link ORAddressText} for which the RFC has another key. */
    private static final Map<String, String> KEYS = Map.of(
            "A",
            "ADMD",
            "P",
            "PRMD",
            "Q",
            "GQ",
            "X.121",
            "X121",
            "N-ID",
            "UA-ID",
            "ISDN",
            "NET-NUM",
            "PSAP",
            "NET-PSAP");

    /** The RFC's example has the person first and the country last. */
    private static final List<String> FIRST = List.of("G", "I", "S", "Q", "CN");

    private static final List<String> LAST = List.of("OU4", "OU3", "OU2", "OU1", "O", "P", "A", "C");
    private static final int NEITHER = 5;

    /** The attributes that make a hierarchy like that of domains, highest first. */
    private static final List<String> LEVELS = List.of("C", "A", "P", "O", "OU1", "OU2", "OU3", "OU4");

    /** A label and its value, nothing doubled or quoted. */
    private record Field(String label, String value) {
        int rank() {
            if (FIRST.contains(label)) {
                return FIRST.indexOf(label);
            }
            return LAST.contains(label) ? NEITHER + 1 + LAST.indexOf(label) : NEITHER;
        }

        /** Whether the type of a domain-defined attribute is in the label. */
        boolean isTyped() {
            return label.regionMatches(true, 0, "DD.", 0, 3) || label.indexOf(':') >= 0;
        }

        String unqualified() {
            int qualifier = label.indexOf('(');
            return qualifier < 0 ? label : label.substring(0, qualifier);
        }
    }

    private StandardOr() {}

    /** All of the address. */
    public static String format(ORAddress address) {
        return formatBelow(address, 0);
    }

    /** Without the first of C, A, P, O and OU1 to OU4, so many as there are levels. */
    public static String formatBelow(ORAddress address, int levels) {
        List<String> above = LEVELS.subList(0, levels);
        StringBuilder text = new StringBuilder();
        fields(ORAddressText.formatSlash(address), '/').stream()
                .filter(field -> !above.contains(field.unqualified()))
                .sorted(Comparator.comparingInt(Field::rank))
                .forEach(field -> text.append('/')
                        .append(quoted(key(field.label())))
                        .append('=')
                        .append(quoted(field.value())));
        return text.append('/').toString();
    }

    /**
     * The address, whether in this form or that of {@link ORAddressText}.
     *
     * @throws ORAddressSyntaxException naming position and label
     */
    public static ORAddress parse(String text) throws ORAddressSyntaxException {
        return ORAddressText.parse(toAddressText(text));
    }

    /** The same attributes with the labels, the delimiter and the doubling of {@link ORAddressText#formatSlash}. */
    public static String toAddressText(String text) {
        StringBuilder address = new StringBuilder();
        for (Field field : unitsReversed(fields(text, '$'))) {
            String label = field.isTyped() ? field.label().replace("=", "==") : field.label();
            address.append('/').append(doubled(label)).append('=').append(doubled(field.value()));
        }
        return address.toString();
    }

    // RFC 2156 4.3.3: the most significant OU is the one on the right, and the first one in an O/R address
    private static List<Field> unitsReversed(List<Field> fields) {
        List<Field> units =
                new ArrayList<>(fields.stream().filter(StandardOr::isUnit).toList());
        List<Field> reversed = new ArrayList<>();
        for (Field field : fields) {
            reversed.add(isUnit(field) ? units.remove(units.size() - 1) : field);
        }
        return reversed;
    }

    private static boolean isUnit(Field field) {
        return field.label().equalsIgnoreCase("OU");
    }

    private static String key(String label) {
        if (label.matches("OU[1-4]")) {
            return "OU";
        }
        return label.startsWith("DDA:") ? "DD." + label.substring(4) : KEYS.getOrDefault(label, label);
    }

    /** RFC 2156 3.3.4: characters that are not ASCII by their number, as far as three digits go. */
    private static String quoted(String text) {
        return Pattern.compile("[\\x{80}-\\x{3e7}]")
                .matcher(text.replaceAll("[/;=$]", "\\$$0"))
                .replaceAll(found -> String.format("{%03d}", (int) found.group().charAt(0)));
    }

    private static String doubled(String text) {
        return text.replace("/", "//");
    }

    /**
     * @param escape {@code /}: delimiters inside are doubled, and equals signs in the types of domain-defined attributes;
     *     {@code $}: it stands before what it takes literally
     */
    private static List<Field> fields(String text, char escape) {
        List<Field> fields = new ArrayList<>();
        StringBuilder label = new StringBuilder();
        StringBuilder part = label;
        for (int i = 1; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '/';
            boolean typed = escape == '/' && part == label && label.indexOf(":") >= 0;
            if (i + 1 < text.length() && (c == escape || typed && c == '=') && isEscaped(c, text.charAt(i + 1))) {
                part.append(text.charAt(++i));
            } else if (c == '/' || c == ';' && escape == '$') { // RFC 2156 4.1.3, sep
                if (part != label) {
                    fields.add(new Field(label.toString(), part.toString()));
                } else if (!label.isEmpty()) {
                    fields.add(new Field(label.toString(), ""));
                }
                label = new StringBuilder();
                part = label;
            } else if (c == '=' && part == label) {
                part = new StringBuilder();
            } else {
                part.append(c);
            }
        }
        return fields;
    }

    private static boolean isEscaped(char c, char next) {
        return c == '$' || c == next;
    }
}
