package org.openx400.mta.rfc1006.cotp;

import java.util.OptionalInt;
import org.openx400.mta.rfc1006.tpkt.Tpkt;

/**
 * The TPDU size parameters of a CR or CC, X.224 13.3.4 (b) and (c).
 *
 * @param code C0: the size is two to this power, 7 to 16
 * @param preferredUnits F0, preferred maximum TPDU size: in units of 128 octets
 */
record TpduSize(OptionalInt code, OptionalInt preferredUnits) {
    static final int SMALLEST_CODE = 0x07;
    /** 8192, the largest in X.224; over TCP up to 0x10 = 65,536 is seen. */
    static final int LARGEST_STANDARD_CODE = 0x0d;

    static final int LARGEST_CODE = 0x10;
    static final int UNIT = 128;

    /** Neither parameter: over TCP this means 65,531 (RFC 1006 clause 5), not the 128 of X.224. */
    static final TpduSize ABSENT = new TpduSize(OptionalInt.empty(), OptionalInt.empty());

    /** What proposes this many octets; F0 only where C0 cannot say it, and then beside the C0 for those without F0. */
    static TpduSize proposing(int octets) {
        if (octets >= Tpkt.MAXIMUM_TPDU) {
            return ABSENT;
        }
        int code = codeNotAbove(octets);
        boolean exact = 1 << code == octets;
        return new TpduSize(OptionalInt.of(code), exact ? OptionalInt.empty() : OptionalInt.of(octets / UNIT));
    }

    /** What a CC answers to this CR: with the parameter that the CR had, never more than it (RFC 2126 clause 6.4). */
    TpduSize answer(int ownMaximum) {
        int agreed = Math.min(octets(), ownMaximum);
        if (preferredUnits.isPresent()) {
            return new TpduSize(OptionalInt.empty(), OptionalInt.of(agreed / UNIT));
        }
        return agreed >= Tpkt.MAXIMUM_TPDU && code.isEmpty()
                ? ABSENT
                : new TpduSize(OptionalInt.of(codeNotAbove(agreed, LARGEST_CODE)), OptionalInt.empty());
    }

    /** Octets from LI to the end of the user data. */
    int octets() {
        if (preferredUnits.isPresent()) {
            return (int) Math.min(Tpkt.MAXIMUM_TPDU, (long) UNIT * preferredUnits.getAsInt());
        }
        return code.isPresent() ? Math.min(Tpkt.MAXIMUM_TPDU, 1 << code.getAsInt()) : Tpkt.MAXIMUM_TPDU;
    }

    private static int codeNotAbove(int octets) {
        return codeNotAbove(octets, LARGEST_STANDARD_CODE);
    }

    private static int codeNotAbove(int octets, int largest) {
        int code = octets >= Tpkt.MAXIMUM_TPDU ? LARGEST_CODE : 31 - Integer.numberOfLeadingZeros(octets);
        return Math.min(largest, code);
    }
}
