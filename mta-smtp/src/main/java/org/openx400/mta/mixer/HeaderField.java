package org.openx400.mta.mixer;

/**
 * A header field of RFC 5322.
 *
 * @param name as written
 * @param body unfolded; what else could end a line is a space in it
 */
record HeaderField(String name, String body) {
    HeaderField {
        body = body.replaceAll("[\r\n\0]", " ");
    }

    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    @Override
    public String toString() {
        return name + ": " + body;
    }
}
