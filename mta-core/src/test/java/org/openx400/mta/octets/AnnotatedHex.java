package org.openx400.mta.octets;

/** Test vectors as hexadecimal text with a remark behind {@code #} on each line. */
public final class AnnotatedHex {
    private AnnotatedHex() {}

    public static Octets octets(String text) {
        return Octets.hex(text.replaceAll("#[^\n]*", ""));
    }
}
