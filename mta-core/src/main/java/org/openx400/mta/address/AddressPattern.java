package org.openx400.mta.address;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A pattern of O/R addresses, {@code C=US;A= ;P=SITE2;O=*}: it matches the addresses that have at least these
 * attributes. The value {@code *} matches any value, others are compared as {@link ORAddress#equivalent} does. An attribute
 * that the pattern does not name, the ADMD too, may be there or not.
 *
 * @param text as it was written
 * @param given folded values by label
 * @param any labels of the attributes that may have any value
 */
public record AddressPattern(String text, SortedMap<String, String> given, SortedSet<String> any) {
    private static final Map<String, String> SYNONYMS =
            Map.of("ADMD", "A", "PRMD", "P", "GQ", "Q", "X121", "X.121", "UA-ID", "N-ID");
    private static final Set<String> LABELS = Set.of(
            "C", "A", "P", "O", "OU1", "OU2", "OU3", "OU4", "CN", "S", "G", "I", "Q", "X.121", "T-ID", "N-ID", "DDA");

    /**
     * Reads either form of address text.
     *
     * @throws ORAddressSyntaxException naming position and label
     */
    public static AddressPattern parse(String text) throws ORAddressSyntaxException {
        SortedMap<String, String> given = new TreeMap<>();
        SortedSet<String> any = new TreeSet<>();
        for (AddressField field : new AddressFieldReader(text).fields()) {
            String label = label(field);
            if (given.containsKey(label) || any.contains(label)) {
                throw field.error("given twice");
            }
            if (field.value().equals("*")) {
                any.add(label);
            } else if (field.value().indexOf('*') >= 0) {
                throw field.error("* stands for a whole value, not for a part of one");
            } else {
                given.put(label, Matching.fold(field.value()));
            }
        }
        if (!given.containsKey("C") && !any.contains("C")) {
            throw new ORAddressSyntaxException(1, "C", "is missing; C=* is any country");
        }
        return new AddressPattern(text, given, any);
    }

    private static String label(AddressField field) throws ORAddressSyntaxException {
        String label = SYNONYMS.getOrDefault(field.label(), field.label());
        if (!LABELS.contains(label)) {
            throw field.error("addresses are not routed by this attribute");
        }
        return label.equals("DDA") ? "DDA:" + Matching.fold(field.type()) : label;
    }

    /** How specific it is: attributes with a given value first, then those with any. The greater wins. */
    public int length() {
        return given.size() * 1000 + any.size();
    }

    public boolean matches(AddressAttributes address) {
        return given.entrySet().stream().allMatch(e -> e.getValue().equals(address.get(e.getKey())))
                && any.stream().allMatch(label -> address.get(label) != null);
    }

    /** Patterns that match the same addresses are equal, whatever their text. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AddressPattern p && given.equals(p.given) && any.equals(p.any);
    }

    @Override
    public int hashCode() {
        return given.hashCode() * 31 + any.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
