package org.openx400.mta.ipm;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.openx400.mta.octets.Octets;

/**
 * GeneralString with the escape sequences of ISO 2022, as far as general-text needs them: ASCII on the left, Latin-1
 * (registration 100) on the right, or UTF-8 (registration 196) for all that is neither.
 */
public final class GeneralString {
    /** ISO register: control characters and ASCII. */
    private static final int C0 = 1;

    private static final int ASCII = 6;
    private static final int LATIN_1 = 100;
    private static final int UTF_8 = 196;

    /** ESC 2/13 4/1: the right half of Latin-1 becomes G1. */
    private static final Octets SELECT_LATIN_1 = Octets.hex("1b 2d 41");

    /** ESC 2/5 4/7: UTF-8 from here on. */
    private static final Octets SELECT_UTF_8 = Octets.hex("1b 25 47");

    private GeneralString() {}

    /** The text; an escape sequence that is not known is left out, the octets behind it read as Latin-1. */
    public static String read(Octets octets) {
        StringBuilder text = new StringBuilder(octets.length());
        int at = 0;
        while (at < octets.length()) {
            if (startsWith(octets, at, SELECT_UTF_8)) {
                return text.append(octets.from(at + 3).toText(StandardCharsets.UTF_8))
                        .toString();
            }
            if (octets.at(at) == 0x1b) {
                at = behindEscape(octets, at + 1);
            } else {
                text.append((char) octets.at(at++));
            }
        }
        return text.toString();
    }

    /** Text as a body part: general-text in the smallest of the three sets that can say it. */
    static BodyPart.GeneralText write(String text) {
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(text);
        if (ascii) {
            return new BodyPart.GeneralText(Set.of(C0, ASCII), Octets.latin1(text));
        }
        if (StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
            return new BodyPart.GeneralText(
                    Set.of(C0, ASCII, LATIN_1), Octets.concat(SELECT_LATIN_1, Octets.latin1(text)));
        }
        return new BodyPart.GeneralText(Set.of(C0, ASCII, UTF_8), Octets.concat(SELECT_UTF_8, Octets.utf8(text)));
    }

    private static boolean startsWith(Octets octets, int at, Octets what) {
        return octets.length() - at >= what.length()
                && octets.slice(at, at + what.length()).equals(what);
    }

    // ISO 2022: intermediate octets 2/0 to 2/15, then one final octet
    private static int behindEscape(Octets octets, int at) {
        int end = at;
        while (end < octets.length() && octets.at(end) >= 0x20 && octets.at(end) <= 0x2f) {
            end++;
        }
        return Math.min(end + 1, octets.length());
    }
}
