package org.openx400.mta.smtp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RFC 3461 4: text of printable ASCII in which other characters are written as {@code +} and two digits. */
final class Xtext {
    private static final Pattern VALUE = Pattern.compile("(?:[!-*,-<>-~]|\\+[0-9A-F]{2})*");
    private static final Pattern ENCODED = Pattern.compile("\\+([0-9A-F]{2})");
    private static final Pattern TO_ENCODE = Pattern.compile("[^!-*,-<>-~]");

    private Xtext() {}

    /** @throws IllegalArgumentException if it is no xtext, or hides a control character */
    static String decode(String xtext) {
        if (!VALUE.matcher(xtext).matches()) {
            throw new IllegalArgumentException("is no xtext");
        }
        String text = ENCODED.matcher(xtext)
                .replaceAll(
                        code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 16))));
        if (text.chars().anyMatch(c -> c < ' ' || c > '~')) { // ENVID and ORCPT are of printable ASCII
            throw new IllegalArgumentException("has a character that is not printable");
        }
        return text;
    }

    /** Characters beyond ASCII become question marks. */
    static String encode(String text) {
        return TO_ENCODE.matcher(text).replaceAll(one -> {
            char c = one.group().charAt(0);
            return c > '~' ? "?" : String.format("+%02X", (int) c);
        });
    }
}
