package org.openx400.mta.rfc1006.rtse;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

/**
 * Identifier and length octets of a value whose contents may come later; low tag numbers only (X.690 8.1).
 *
 * @param identifier the identifier octet
 * @param contentsAt where the contents begin
 * @param length of the contents, -1 if indefinite
 */
record TlvHeader(int identifier, int contentsAt, long length) {
    private static final int CONSTRUCTED = 0x20;

    /** The header that begins here, null if not all of it has come. Offsets in errors count from {@code base}. */
    static @Nullable TlvHeader read(Octets octets, int at, long base, String field) throws DecodeException {
        if (octets.length() < at + 2) {
            return null;
        }
        int identifier = octets.at(at);
        int first = octets.at(at + 1);
        if (first < 0x80) {
            return new TlvHeader(identifier, at + 2, first);
        }
        if (first == 0x80) {
            if ((identifier & CONSTRUCTED) == 0) {
                throw error(field, base + at, "indefinite length of a primitive value");
            }
            return new TlvHeader(identifier, at + 2, -1);
        }
        int count = first & 0x7f;
        if (count > 8) {
            throw error(field, base + at, "length of " + count + " octets");
        }
        if (octets.length() < at + 2 + count) {
            return null;
        }
        long length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | octets.at(at + 2 + i);
        }
        if (length < 0) {
            throw error(field, base + at, "length is over 2^63");
        }
        return new TlvHeader(identifier, at + 2 + count, length);
    }

    static DecodeException error(String field, long offset, String problem) {
        return new DecodeException(field, (int) Math.min(offset, Integer.MAX_VALUE), problem);
    }
}
