package org.openx400.mta.address;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** The character strings of O/R names as BER. Numeric, printable and teletex strings hold one character per octet. */
final class StringCodec {
    private StringCodec() {}

    static String string(Tlv tlv, String field) throws DecodeException {
        return tlv.string(field).toLatin1();
    }

    static String string(Tlv tlv, Tag tag, String field) throws DecodeException {
        if (!tlv.is(tag)) {
            throw tlv.error(field, "expected " + tag + ", found " + tlv.tag());
        }
        return string(tlv, field);
    }

    static Octets string(Tag tag, String value) {
        return Ber.primitive(tag, Octets.latin1(value));
    }

    static NumericOrPrintable numericOrPrintable(Tlv tlv, String field) throws DecodeException {
        if (!tlv.is(Tag.NUMERIC_STRING) && !tlv.is(Tag.PRINTABLE_STRING)) {
            throw tlv.error(field, "neither NumericString nor PrintableString: " + tlv.tag());
        }
        return new NumericOrPrintable(tlv.is(Tag.NUMERIC_STRING), string(tlv, field));
    }

    static Octets numericOrPrintable(NumericOrPrintable value) {
        return string(value.numeric() ? Tag.NUMERIC_STRING : Tag.PRINTABLE_STRING, value.value());
    }

    /** UniversalOrBMPString, X.411 8.5.5; the tag is SET or what replaces it. */
    static UniversalText universal(Tlv tlv, String field) throws DecodeException {
        String value = null;
        boolean fourOctets = false;
        String language = null;
        BerReader members = tlv.children(field);
        while (members.hasMore()) {
            Tlv member = members.next(field);
            if (member.is(Tag.BMP_STRING) && value == null) {
                value = twoOctets(member, field);
            } else if (member.is(Tag.UNIVERSAL_STRING) && value == null) {
                fourOctets = true;
                value = fourOctets(member, field);
            } else if (member.is(Tag.PRINTABLE_STRING) && language == null) {
                language = string(member, field);
            } else {
                throw member.error(field, "unexpected " + member.tag());
            }
        }
        if (value == null) {
            throw tlv.error(field, "character-encoding is missing");
        }
        return new UniversalText(fourOctets, value, language);
    }

    static Octets universal(Tag tag, UniversalText text) {
        Octets value = text.fourOctets() ? fourOctets(text.value()) : twoOctets(text.value());
        return Ber.constructed(tag, value, optional(Tag.PRINTABLE_STRING, text.languageCode()));
    }

    static Octets optional(Tag tag, @Nullable String value) {
        return value == null ? Octets.NONE : string(tag, value);
    }

    private static String twoOctets(Tlv tlv, String field) throws DecodeException {
        Octets octets = tlv.string(field);
        if (octets.length() % 2 != 0) {
            throw tlv.error(field, "BMPString of " + octets.length() + " octets");
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < octets.length(); i += 2) {
            text.append((char) (octets.at(i) << 8 | octets.at(i + 1)));
        }
        return text.toString();
    }

    /** Char by char: a surrogate that stands alone goes out as it came in. */
    private static Octets twoOctets(String value) {
        int[] octets = new int[value.length() * 2];
        for (int i = 0; i < value.length(); i++) {
            octets[2 * i] = value.charAt(i) >> 8;
            octets[2 * i + 1] = value.charAt(i);
        }
        return Ber.primitive(Tag.BMP_STRING, Octets.of(octets));
    }

    private static String fourOctets(Tlv tlv, String field) throws DecodeException {
        Octets octets = tlv.string(field);
        if (octets.length() % 4 != 0) {
            throw tlv.error(field, "UniversalString of " + octets.length() + " octets");
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < octets.length(); i += 4) {
            int point = octets.at(i) << 24 | octets.at(i + 1) << 16 | octets.at(i + 2) << 8 | octets.at(i + 3);
            if (!Character.isValidCodePoint(point) || point >= 0xd800 && point < 0xe000) {
                throw tlv.error(field, "no character: " + Integer.toHexString(point));
            }
            text.appendCodePoint(point);
        }
        return text.toString();
    }

    private static Octets fourOctets(String value) {
        int[] points = value.codePoints().toArray();
        int[] octets = new int[points.length * 4];
        for (int i = 0; i < points.length; i++) {
            octets[4 * i] = points[i] >> 24;
            octets[4 * i + 1] = points[i] >> 16;
            octets[4 * i + 2] = points[i] >> 8;
            octets[4 * i + 3] = points[i];
        }
        return Ber.primitive(Tag.UNIVERSAL_STRING, Octets.of(octets));
    }
}
