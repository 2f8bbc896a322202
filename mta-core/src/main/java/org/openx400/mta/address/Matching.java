package org.openx400.mta.address;

import java.util.Locale;

/** How attribute values are compared, X.402 18.4. */
final class Matching {
    private Matching() {}

    /** The form in which equal values are the same text: upper case, no outer spaces, single inner ones. */
    static String fold(String value) {
        StringBuilder folded = new StringBuilder(value.length());
        boolean space = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ') {
                space = !folded.isEmpty();
            } else {
                if (space) {
                    folded.append(' ');
                    space = false;
                }
                folded.append(c);
            }
        }
        return folded.toString().toUpperCase(Locale.ROOT);
    }
}
