package org.openx400.mta.mixer;

/**
 * A header field of RFC 5322.
 *
 * @param name as written
 * @param body unfolded
 */
record HeaderField(String name, String body) {
    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    @Override
    public String toString() {
        return name + ": " + body;
    }
}
