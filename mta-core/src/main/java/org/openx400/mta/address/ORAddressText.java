package org.openx400.mta.address;

/**
 * O/R addresses as text, RFC 1685 (ITU-T F.401 Annex B): {@code C=..;A=..;P=..;O=..;OU1=..;S=..;G=..;DDA:type=value} or
 * {@code /C=../A=../P=..}. The delimiter is doubled inside a value, {@code =} inside the type of a domain-defined
 * attribute. On input also the keys of RFC 2156 std-or: {@code ADMD PRMD OU GQ X121 UA-ID NET-NUM NET-SUB NET-PSAP
 * DD.type RFC-822 PN} and the long {@code PD-}; labels in any case and order.
 *
 * <p>So that nothing is lost, what RFC 1685 cannot say is said thus: {@code (N)} behind a label for a NumericString where
 * PrintableString is usual, {@code (P)} for a PrintableString country of digits, {@code (T)} for a teletex form,
 * {@code (B)} and {@code (U)} for a universal form of two or four octets, with the language as in {@code (U.en)};
 * <code>{nnn}</code> for the character of that decimal number, used for control characters and braces; <code>{}</code>
 * for an empty ADMD; {@code EA:n=hex} for an extension attribute that has no label, BER.
 */
public final class ORAddressText {
    private ORAddressText() {}

    /**
     * Reads either form. A missing or empty ADMD beside a country or PRMD is a single space.
     *
     * @throws ORAddressSyntaxException naming position and label
     */
    public static ORAddress parse(String text) throws ORAddressSyntaxException {
        return new ORAddressParser(text).parse();
    }

    /** {@code C=..;A=..;P=..}, from the country down. */
    public static String format(ORAddress address) {
        return new ORAddressFormatter(';').format(address);
    }

    /** {@code /C=../A=../P=..}, from the country down. */
    public static String formatSlash(ORAddress address) {
        return '/' + new ORAddressFormatter('/').format(address);
    }
}
