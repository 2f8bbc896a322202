package org.openx400.mta.rfc1006.session;

/** The bits of PI 25, enclosure item: which end of an SSDU (or of the user data of CN) a segment is, X.225 8.3.11.2. */
final class Enclosure {
    static final int MIDDLE = 0x00;
    static final int BEGIN = 0x01;
    static final int END = 0x02;
    static final int WHOLE = BEGIN | END;

    private Enclosure() {}
}
