package org.openx400.mta.ipm;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.openx400.mta.octets.Octets;

/** TeletexString as T.61 has it: ASCII, a supplementary set, and accents that come before their letter. */
public final class TeletexString {
    private static final String SUPPLEMENTARY =
            "\u00a0¡¢£$¥#§¤\ufffd\ufffd«\ufffd\ufffd\ufffd\ufffd°±²³×µ¶·÷\ufffd\ufffd»¼½¾¿";
    private static final int SUPPLEMENTARY_FIRST = 0xa0;

    private static final String ACCENTS =
            "\ufffd\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\ufffd\u030a\u0327\ufffd\u030b\u0328\u030c";
    private static final int ACCENTS_FIRST = 0xc0;

    private static final String LETTERS = "ΩÆĐªĦ\ufffdĲĿŁØŒºÞŦŊŉĸæđðħıĳŀłøœßþŧŋ\ufffd";
    private static final int LETTERS_FIRST = 0xe0;

    private static final char UNKNOWN = '\ufffd';

    private TeletexString() {}

    /** Whether it comes back as it was: no character is lost. */
    public static boolean canWrite(String text) {
        return nearest(text).equals(Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    /** What comes back: a question mark for each character that T.61 cannot say. */
    public static String nearest(String text) {
        return read(write(text));
    }

    static String read(Octets octets) {
        StringBuilder text = new StringBuilder(octets.length());
        int i = 0;
        while (i < octets.length()) {
            int octet = octets.at(i++);
            if (octet >= ACCENTS_FIRST && octet < LETTERS_FIRST - 0x10 && i < octets.length()) {
                text.append((char) octets.at(i++)).append(ACCENTS.charAt(octet - ACCENTS_FIRST));
            } else {
                text.append(single(octet));
            }
        }
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static char single(int octet) {
        if (octet < 0x80) {
            return (char) octet;
        }
        if (octet >= LETTERS_FIRST) {
            return LETTERS.charAt(octet - LETTERS_FIRST);
        }
        if (octet >= SUPPLEMENTARY_FIRST && octet < ACCENTS_FIRST) {
            return SUPPLEMENTARY.charAt(octet - SUPPLEMENTARY_FIRST);
        }
        return UNKNOWN;
    }

    /** What T.61 cannot say becomes a question mark. */
    static Octets write(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder octets = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            char letter = apart.charAt(i);
            int accent = i + 1 < apart.length() ? accent(apart.charAt(i + 1)) : -1;
            if (accent > 0 && letter < 0x80) {
                octets.append((char) (ACCENTS_FIRST + accent));
                i++;
            }
            octets.append((char) code(letter));
        }
        return Octets.wrap(octets.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static int accent(char c) {
        return c == UNKNOWN ? -1 : ACCENTS.indexOf(c);
    }

    private static int code(char c) {
        if (c < 0x80) {
            return c;
        }
        int letter = c == UNKNOWN ? -1 : LETTERS.indexOf(c);
        if (letter >= 0) {
            return LETTERS_FIRST + letter;
        }
        int supplementary = c == UNKNOWN ? -1 : SUPPLEMENTARY.indexOf(c);
        return supplementary >= 0 ? SUPPLEMENTARY_FIRST + supplementary : '?';
    }
}
