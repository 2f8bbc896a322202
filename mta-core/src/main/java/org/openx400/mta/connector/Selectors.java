package org.openx400.mta.connector;

import org.openx400.mta.octets.Octets;

/**
 * Transport, session and presentation selectors of one side; empty means absent.
 *
 * @param t TSAP selector, up to 32 octets
 * @param s SSAP selector, up to 16 octets; not in X.410 mode
 * @param p PSAP selector; not in X.410 mode
 */
public record Selectors(Octets t, Octets s, Octets p) {
    public static final Selectors NONE = new Selectors(Octets.NONE, Octets.NONE, Octets.NONE);

    /** A selector as it is written in the configuration: text where it is printable, else hexadecimal. */
    public static String text(Octets selector) {
        if (selector.isEmpty()) {
            return "none";
        }
        String text = selector.toLatin1();
        return text.matches("[ -~]+") && !text.startsWith("0x") ? "\"" + text + "\"" : "0x" + selector.toHex();
    }

    /** All three, as an event tells them. */
    @Override
    public String toString() {
        return "T " + text(t) + ", S " + text(s) + ", P " + text(p);
    }
}
