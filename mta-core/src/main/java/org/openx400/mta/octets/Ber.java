package org.openx400.mta.octets;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Writes BER values with definite, minimal lengths (X.690). */
public final class Ber {
    private Ber() {}

    public static Octets primitive(Tag tag, Octets contents) {
        return Octets.concat(header(tag, false, contents.length()), contents);
    }

    public static Octets constructed(Tag tag, Octets... values) {
        return constructed(tag, List.of(values));
    }

    public static Octets constructed(Tag tag, List<Octets> values) {
        return Octets.concat(pieces(tag, values));
    }

    /** The octets of {@link #constructed}, in pieces: what is inside is not copied. */
    public static List<Octets> pieces(Tag tag, List<Octets> inside) {
        int length = 0;
        for (Octets value : inside) {
            length = Math.addExact(length, value.length());
        }
        List<Octets> all = new ArrayList<>(inside.size() + 1);
        all.add(header(tag, true, length));
        all.addAll(inside);
        return all;
    }

    public static Octets sequence(Octets... values) {
        return constructed(Tag.SEQUENCE, values);
    }

    public static Octets set(Octets... values) {
        return constructed(Tag.SET, values);
    }

    public static Octets integer(Tag tag, long value) {
        return primitive(tag, Octets.wrap(BigInteger.valueOf(value).toByteArray()));
    }

    public static Octets integer(long value) {
        return integer(Tag.INTEGER, value);
    }

    public static Octets bool(Tag tag, boolean value) {
        return primitive(tag, Octets.of(value ? 0xff : 0));
    }

    public static Octets nullValue(Tag tag) {
        return primitive(tag, Octets.NONE);
    }

    public static Octets octetString(Tag tag, Octets octets) {
        return primitive(tag, octets);
    }

    public static Octets bitString(Tag tag, BitString bits) {
        return primitive(tag, bits.contents());
    }

    public static Octets objectIdentifier(Tag tag, String dotted) {
        try {
            Octets der = Octets.wrap(new ASN1ObjectIdentifier(dotted).getEncoded());
            return primitive(tag, BerReader.single(der, "OBJECT IDENTIFIER").contents());
        } catch (IOException | DecodeException e) {
            throw new IllegalArgumentException("not an OBJECT IDENTIFIER: " + dotted, e);
        }
    }

    public static Octets objectIdentifier(String dotted) {
        return objectIdentifier(Tag.OBJECT_IDENTIFIER, dotted);
    }

    /** Identifier and length octets for contents of this many octets, which may follow from elsewhere. */
    public static Octets header(Tag tag, boolean constructed, long length) {
        byte[] buffer = new byte[16];
        int at = 0;
        int first = tag.tagClass().ordinal() << 6 | (constructed ? 0x20 : 0);
        if (tag.number() < 31) {
            buffer[at++] = (byte) (first | tag.number());
        } else {
            buffer[at++] = (byte) (first | 0x1f);
            int groups = (38 - Integer.numberOfLeadingZeros(tag.number())) / 7;
            for (int i = groups - 1; i >= 0; i--) {
                buffer[at++] = (byte) (tag.number() >> 7 * i & 0x7f | (i > 0 ? 0x80 : 0));
            }
        }
        if (length < 128) {
            buffer[at++] = (byte) length;
        } else {
            int count = (71 - Long.numberOfLeadingZeros(length)) / 8;
            buffer[at++] = (byte) (0x80 | count);
            for (int i = count - 1; i >= 0; i--) {
                buffer[at++] = (byte) (length >> 8 * i);
            }
        }
        return Octets.wrap(java.util.Arrays.copyOf(buffer, at));
    }
}
