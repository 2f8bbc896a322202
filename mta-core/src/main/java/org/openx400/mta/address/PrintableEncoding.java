package org.openx400.mta.address;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The encoding of ASCII in a PrintableString, RFC 2156 3.4. Octets of UTF-8 are written like other characters that have
 * no letter of their own, so addresses of RFC 6531 come back as they were.
 */
public final class PrintableEncoding {
    private static final Map<Character, String> LETTERS =
            Map.of('@', "a", '%', "p", '!', "b", '"', "q", '_', "u", '(', "l", ')', "r");
    private static final Pattern ESCAPE = Pattern.compile("\\((?:([apbqulr])|(\\d{3}))\\)", Pattern.CASE_INSENSITIVE);
    private static final int LAST_OCTET = 255;

    private PrintableEncoding() {}

    /** A text in PrintableString that {@link #decode} makes the same text again. */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            String letter = LETTERS.get(c);
            if (letter != null) {
                encoded.append('(').append(letter).append(')');
            } else if (isPrintable(c)) {
                encoded.append(c);
            } else {
                encoded.append(String.format("(%03d)", (int) c));
            }
        }
        return encoded.toString();
    }

    /** What is not an escape stands for itself. */
    public static String decode(String printable) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(printable.length());
        Matcher escape = ESCAPE.matcher(printable);
        int at = 0;
        while (at < printable.length()) {
            if (escape.region(at, printable.length()).lookingAt() && decoded(escape) <= LAST_OCTET) {
                octets.write(decoded(escape));
                at = escape.end();
            } else {
                octets.write(printable.charAt(at++));
            }
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    /** A question mark for each character that is not in PrintableString. */
    public static String nearest(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.chars().forEach(c -> printable.append(isPrintable((char) c) ? (char) c : '?'));
        return printable.toString();
    }

    private static int decoded(Matcher escape) {
        if (escape.group(2) != null) {
            return Integer.parseInt(escape.group(2));
        }
        String letter = escape.group(1).toLowerCase(Locale.ROOT);
        return LETTERS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(letter))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /** X.680: the characters of PrintableString. */
    public static boolean isPrintable(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || " '()+,-./:=?".indexOf(c) >= 0;
    }
}
