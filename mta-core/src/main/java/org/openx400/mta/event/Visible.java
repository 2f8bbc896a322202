package org.openx400.mta.event;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes text from peers harmless on a terminal: what controls or reorders the display is written out. */
final class Visible {
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private Visible() {}

    static String text(String text) {
        return text.chars().allMatch(each -> each >= ' ' && each <= '~') ? text : written(text);
    }

    private static String written(String text) {
        return INVISIBLE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        String.format("\\u%04x", match.group().codePointAt(0))));
    }
}
