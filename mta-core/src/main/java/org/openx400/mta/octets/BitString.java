package org.openx400.mta.octets;

/**
 * The bits of a BIT STRING. Named bits are looked up by number, whatever the length and however many trailing zero bits
 * were sent.
 *
 * @param octets bits, first bit is the most significant of the first octet
 * @param length number of bits
 */
public record BitString(Octets octets, int length) {
    public static final BitString EMPTY = new BitString(Octets.NONE, 0);

    /** A bit string of {@code length} bits with these set. */
    public static BitString of(int length, int... bits) {
        byte[] octets = new byte[(length + 7) / 8];
        for (int bit : bits) {
            octets[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        return new BitString(Octets.wrap(octets), length);
    }

    static BitString decode(Octets contents, Tlv tlv, String field) throws DecodeException {
        if (contents.isEmpty()) {
            throw tlv.error(field, "BIT STRING without its unused-bits octet");
        }
        int unused = contents.at(0);
        if (unused > 7 || unused > 0 && contents.length() == 1) {
            throw tlv.error(field, unused + " unused bits in " + (contents.length() - 1) + " octets");
        }
        Octets octets = contents.from(1);
        int length = octets.length() * 8 - unused;
        if (unused > 0) {
            int last = octets.length() - 1;
            int mask = 0xff << unused & 0xff;
            if ((octets.at(last) & ~mask) != 0) {
                octets = Octets.concat(octets.slice(0, last), Octets.of(octets.at(last) & mask));
            }
        }
        return new BitString(octets, length);
    }

    public boolean bit(int number) {
        return number < length && (octets.at(number / 8) & 0x80 >> number % 8) != 0;
    }

    public BitString with(int number, boolean value) {
        byte[] bits = new byte[Math.max(octets.length(), number / 8 + 1)];
        octets.copyTo(bits, 0);
        int mask = 0x80 >> number % 8;
        bits[number / 8] = (byte) (value ? bits[number / 8] | mask : bits[number / 8] & ~mask);
        return new BitString(Octets.wrap(bits), Math.max(length, number + 1));
    }

    /** Contents octets: unused-bits octet, then the bits. */
    public Octets contents() {
        return Octets.concat(Octets.of(octets.length() * 8 - length), octets);
    }
}
