package org.openx400.mta.address;

/**
 * A string that X.411 lets be NumericString or PrintableString: country, ADMD and PRMD names, postal codes.
 *
 * @param numeric whether it is a NumericString
 * @param value its characters
 */
public record NumericOrPrintable(boolean numeric, String value) {
    public static NumericOrPrintable printable(String value) {
        return new NumericOrPrintable(false, value);
    }

    public static NumericOrPrintable numeric(String value) {
        return new NumericOrPrintable(true, value);
    }

    /** Equal under X.402 18.4: case, outer and repeated spaces and the string type do not matter. */
    public boolean equivalent(NumericOrPrintable other) {
        return Matching.fold(value).equals(Matching.fold(other.value));
    }
}
