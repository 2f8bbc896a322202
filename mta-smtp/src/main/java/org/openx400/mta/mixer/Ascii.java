package org.openx400.mta.mixer;

/** Whether a text needs no character set but ASCII. */
final class Ascii {
    private Ascii() {}

    static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) { // a whole body, for which a stream takes several times as long
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
