package org.openx400.mta.mixer;

import java.util.regex.Pattern;

/**
 * A header field of RFC 5322.
 *
 * @param name as written
 * @param body unfolded; what else could end a line is a space in it
 */
record HeaderField(String name, String body) {
    private static final Pattern ENDS_A_LINE = Pattern.compile("[\r\n\0]");

    HeaderField {
        body = ENDS_A_LINE.matcher(body).replaceAll(" ");
    }

    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    @Override
    public String toString() {
        return name + ": " + body;
    }
}
