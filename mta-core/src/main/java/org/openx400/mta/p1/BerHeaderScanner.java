package org.openx400.mta.p1;

import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;

/** Gathers the identifier and length octets of one BER value, octet by octet. */
final class BerHeaderScanner {
    private static final int MAXIMUM_TAG_OCTETS = 5;
    private static final int MAXIMUM_LENGTH_OCTETS = 126;

    private int identifier = -1;
    private boolean tagDone;
    private int tagOctets;
    private boolean indefinite;
    private int lengthOctetsLeft;
    private int octets;
    private long length;

    void reset() {
        identifier = -1;
        tagDone = false;
        tagOctets = 0;
        indefinite = false;
        lengthOctetsLeft = 0;
        octets = 0;
        length = 0;
    }

    /** Takes the next octet; true when the header is complete. */
    boolean take(int octet, long position, String field) throws P1Exception {
        octets++;
        if (identifier < 0) {
            identifier = octet;
            tagDone = (octet & 0x1f) != 0x1f;
            return false;
        }
        if (!tagDone) {
            if (++tagOctets == MAXIMUM_TAG_OCTETS) {
                throw error(field, position, "tag number is too large");
            }
            tagDone = (octet & 0x80) == 0;
            return false;
        }
        if (lengthOctetsLeft > 0) {
            if (length >> 55 != 0) {
                throw error(field, position, "length is over 2^63");
            }
            length = length << 8 | octet;
            return --lengthOctetsLeft == 0;
        }
        if (octet == 0x80) {
            if (!constructed()) {
                throw error(field, position, "indefinite length of a primitive value");
            }
            indefinite = true;
            return true;
        }
        if (octet < 0x80) {
            length = octet;
            return true;
        }
        lengthOctetsLeft = octet & 0x7f;
        if (lengthOctetsLeft > MAXIMUM_LENGTH_OCTETS) {
            throw error(field, position, "length octet FF is reserved");
        }
        return false;
    }

    boolean started() {
        return octets > 0;
    }

    int octets() {
        return octets;
    }

    /** The first identifier octet. */
    int identifier() {
        return identifier;
    }

    boolean constructed() {
        return (identifier & 0x20) != 0;
    }

    boolean indefinite() {
        return indefinite;
    }

    boolean endOfContents() {
        return identifier == 0 && !indefinite && length == 0;
    }

    /** Octets of the contents; means nothing when indefinite. */
    long length() {
        return length;
    }

    static P1Exception error(String field, long position, String problem) {
        return new P1Exception(
                field,
                (int) Math.min(position, Integer.MAX_VALUE),
                problem,
                NonDeliveryDiagnosticCode.PROTOCOL_VIOLATION);
    }
}
