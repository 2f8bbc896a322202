package org.openx400.mta.cli.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** The contents of a simple value as text. */
final class ValueText {
    private static final int MAX_OCTETS = 32;
    private static final int MAX_CHARACTERS = 400;

    private static final Map<Tag, String> NAMES = Map.ofEntries(
            Map.entry(Tag.BOOLEAN, "BOOLEAN"),
            Map.entry(Tag.INTEGER, "INTEGER"),
            Map.entry(Tag.BIT_STRING, "BIT STRING"),
            Map.entry(Tag.OCTET_STRING, "OCTET STRING"),
            Map.entry(Tag.NULL, "NULL"),
            Map.entry(Tag.OBJECT_IDENTIFIER, "OBJECT IDENTIFIER"),
            Map.entry(Tag.EXTERNAL, "EXTERNAL"),
            Map.entry(Tag.ENUMERATED, "ENUMERATED"),
            Map.entry(Tag.UTF8_STRING, "UTF8String"),
            Map.entry(Tag.SEQUENCE, "SEQUENCE"),
            Map.entry(Tag.SET, "SET"),
            Map.entry(Tag.NUMERIC_STRING, "NumericString"),
            Map.entry(Tag.PRINTABLE_STRING, "PrintableString"),
            Map.entry(Tag.TELETEX_STRING, "TeletexString"),
            Map.entry(Tag.IA5_STRING, "IA5String"),
            Map.entry(Tag.UTC_TIME, "UTCTime"),
            Map.entry(Tag.GENERALIZED_TIME, "GeneralizedTime"),
            Map.entry(Tag.GRAPHIC_STRING, "GraphicString"),
            Map.entry(Tag.GENERAL_STRING, "GeneralString"));

    private ValueText() {}

    static String tag(Tag tag) {
        return NAMES.getOrDefault(tag, tag.toString());
    }

    /** Contents under whatever tag, read as of the given universal type. */
    static String of(Tlv tlv, Tag type, Map<Integer, String> names, String name) throws DecodeException {
        if (type.equals(Tag.INTEGER) || type.equals(Tag.ENUMERATED)) {
            String number = tlv.bigInteger(name).toString();
            String meaning = number.length() < 9 ? names.get(Integer.valueOf(number)) : null;
            return meaning == null ? number : number + " (" + meaning + ")";
        }
        if (type.equals(Tag.BIT_STRING)) {
            return bits(tlv.bitString(name), names);
        }
        if (type.equals(Tag.BOOLEAN)) {
            return tlv.bool(name) ? "TRUE" : "FALSE";
        }
        if (type.equals(Tag.OBJECT_IDENTIFIER)) {
            return tlv.objectIdentifier(name);
        }
        if (type.equals(Tag.NULL)) {
            return "NULL";
        }
        Octets octets = tlv.string(name);
        return isCharacterString(type) ? quoted(octets) : octets(octets);
    }

    private static boolean isCharacterString(Tag type) {
        int number = type.number();
        return type.tagClass() == Tag.TagClass.UNIVERSAL && (number == 12 || number >= 18 && number <= 27);
    }

    private static String bits(BitString bits, Map<Integer, String> names) {
        List<String> set = new ArrayList<>();
        for (int bit = 0; bit < Math.min(bits.length(), 64); bit++) {
            if (bits.bit(bit)) {
                set.add(names.getOrDefault(bit, "bit-" + bit));
            }
        }
        return "'"
                + bits.octets()
                        .slice(0, Math.min(MAX_OCTETS, bits.octets().length()))
                        .toHex() + "'H " + (set.isEmpty() ? "{}" : "{" + String.join(", ", set) + "}");
    }

    /** Length, beginning, and the text of it where it is text. */
    static String octets(Octets octets) {
        boolean cut = octets.length() > MAX_OCTETS;
        Octets beginning = octets.slice(0, Math.min(MAX_OCTETS, octets.length()));
        String text = octets.length() + " octets";
        if (!octets.isEmpty()) {
            text += " " + beginning.toHex() + (cut ? ".." : "");
        }
        return isText(beginning) ? text + " " + quoted(beginning) + (cut ? ".." : "") : text;
    }

    private static boolean isText(Octets octets) {
        for (int i = 0; i < octets.length(); i++) {
            if (octets.at(i) < 0x20 || octets.at(i) > 0x7e) {
                return false;
            }
        }
        return !octets.isEmpty();
    }

    private static String quoted(Octets octets) {
        StringBuilder text = new StringBuilder("\"");
        int end = Math.min(octets.length(), MAX_CHARACTERS);
        for (int i = 0; i < end; i++) {
            int octet = octets.at(i);
            switch (octet) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '"', '\\' -> text.append('\\').append((char) octet);
                default -> {
                    boolean printable = octet >= 0x20 && octet < 0x7f || octet >= 0xa0;
                    text.append(printable ? String.valueOf((char) octet) : String.format("\\x%02x", octet));
                }
            }
        }
        return text.append('"')
                .append(end < octets.length() ? " (" + octets.length() + " octets)" : "")
                .toString();
    }
}
