package org.openx400.mta.mixer;

import org.jspecify.annotations.Nullable;

/**
 * The rule by which an address was mapped.
 *
 * @param kind which
 * @param source {@code file:line} of the table's line; null where no line had a part in it
 */
public record AddressRule(Kind kind, @Nullable String source) {
    /** In the order in which they are tried. */
    public enum Kind {
        /** A line of the table for this one user. */
        USER("the table's line for this user"),
        /** The O/R address holds an Internet address, RFC 2156 4.3.2: DDA RFC-822. */
        ENCAPSULATED("the attribute DDA:RFC-822 is the Internet address (RFC 2156 4.3.2)"),
        /** The local part holds an O/R address, RFC 2156 4.3.1. */
        LEFT_HAND_SIDE("the local part at the gateway's domain is the O/R address (RFC 2156 4.3.1)"),
        /** A line of the table, the longest that fits. */
        TABLE("the table's longest line that fits"),
        /** A line of the table that lets domain labels be attributes. */
        ALGORITHMIC("the table's longest line that fits, labels being attributes"),
        /** Nothing fitted: encapsulated under the gateway's own address. */
        GATEWAY("encapsulated under the gateway's address, since no line fits");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** As {@code mta map explain} shows it. */
    @Override
    public String toString() {
        return source == null ? kind.text : kind.text + ", " + source;
    }
}
