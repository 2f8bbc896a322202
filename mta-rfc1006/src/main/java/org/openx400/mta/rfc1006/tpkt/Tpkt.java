package org.openx400.mta.rfc1006.tpkt;

import org.openx400.mta.octets.Octets;

/** The packet of RFC 1006 clause 6: version 3, a reserved octet, the length of the whole packet, one TPDU. */
public final class Tpkt {
    /** The largest TPDU that a TPKT can carry, octets. */
    public static final int MAXIMUM_TPDU = 65_531;

    static final int VERSION = 3;
    static final int HEADER_LENGTH = 4;
    /** Header and the shortest TPDU, a DT without user data. */
    static final int MINIMUM_LENGTH = 7;

    private Tpkt() {}

    /** The header of the TPKT around a TPDU of so many octets (3 to {@link #MAXIMUM_TPDU}). */
    public static Octets header(int tpduLength) {
        int length = tpduLength + HEADER_LENGTH;
        if (length < MINIMUM_LENGTH || tpduLength > MAXIMUM_TPDU) {
            throw new IllegalArgumentException("a TPKT cannot carry a TPDU of " + tpduLength + " octets");
        }
        return Octets.of(VERSION, 0, length >> 8, length);
    }
}
