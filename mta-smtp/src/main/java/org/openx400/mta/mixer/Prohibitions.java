package org.openx400.mta.mixer;

/**
 * What the sender of a mail has forbidden a gateway, by the fields Conversion and Conversion-With-Loss of RFC 2156 5.3.6.
 *
 * @param conversion text may not go into another character set
 * @param loss nothing of a body part may be dropped
 */
record Prohibitions(boolean conversion, boolean loss) {
    static Prohibitions of(HeaderFields header) {
        return new Prohibitions(
                header.says("Conversion", "prohibited"), header.says("Conversion-With-Loss", "prohibited"));
    }
}
