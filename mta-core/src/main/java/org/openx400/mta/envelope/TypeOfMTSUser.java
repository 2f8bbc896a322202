package org.openx400.mta.envelope;

import java.util.List;

/**
 * Who took delivery, X.411 8.3.1.2.1.5.
 *
 * @param number 0..256
 */
public record TypeOfMTSUser(int number) {
    public static final TypeOfMTSUser PUBLIC = new TypeOfMTSUser(0);
    public static final TypeOfMTSUser PRIVATE = new TypeOfMTSUser(1);
    public static final TypeOfMTSUser MS = new TypeOfMTSUser(2);
    public static final TypeOfMTSUser DL = new TypeOfMTSUser(3);
    public static final TypeOfMTSUser PDAU = new TypeOfMTSUser(4);
    public static final TypeOfMTSUser PHYSICAL_RECIPIENT = new TypeOfMTSUser(5);
    public static final TypeOfMTSUser OTHER = new TypeOfMTSUser(6);

    private static final List<String> NAMES =
            List.of("public", "private", "ms", "dl", "pdau", "physical-recipient", "other");

    /** Its name in X.411, or the number where X.411 has none. */
    public String name() {
        return number < NAMES.size() ? NAMES.get(number) : Integer.toString(number);
    }

    @Override
    public String toString() {
        return name();
    }
}
