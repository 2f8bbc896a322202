package org.openx400.mta.mixer;

import org.openx400.mta.address.ORAddress;
import org.openx400.mta.smtp.MailPath;

/** A line of a mapping table. */
sealed interface MappingLine {
    /** Which way a line maps. */
    record Direction(boolean toX400, boolean toInternet) {
        static final Direction BOTH = new Direction(true, true);
        static final Direction TO_X400 = new Direction(true, false);
        static final Direction TO_INTERNET = new Direction(false, true);
    }

    Direction direction();

    ORAddress address();

    /** {@code file:line}. */
    String source();

    /**
     * A domain and the O/R attributes that mean the same, RFC 2156 4.2.
     *
     * @param domain in small letters
     * @param address attributes from the country down, without gaps
     * @param algorithmic further labels and further attributes mean one another
     */
    record Domain(Direction direction, String domain, ORAddress address, boolean algorithmic, String source)
            implements MappingLine {}

    /** A mailbox and the O/R address of one user. */
    record User(Direction direction, MailPath mailbox, ORAddress address, String source) implements MappingLine {}
}
