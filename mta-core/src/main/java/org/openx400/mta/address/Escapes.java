package org.openx400.mta.address;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The escapes <code>{nnn}</code> of RFC 2156 4.1: a character by its decimal number. */
final class Escapes {
    private static final Pattern ESCAPE = Pattern.compile("\\{(?:(\\d{3}))?}");

    private Escapes() {}

    /** Control characters and opening braces escaped. */
    static String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c >= 0x7f && c < 0xa0 || c == '{') {
                escaped.append(String.format("{%03d}", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    static String undo(String value) {
        if (value.indexOf('{') < 0) {
            return value;
        }
        return ESCAPE.matcher(value)
                .replaceAll(match -> match.group(1) == null
                        ? ""
                        : Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1)))));
    }
}
