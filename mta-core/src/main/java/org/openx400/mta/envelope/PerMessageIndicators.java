package org.openx400.mta.envelope;

import org.openx400.mta.octets.BitString;

/**
 * The per-message-indicators, named bits of X.411 8.2.1.1.1.9 and following.
 *
 * @param bits as they came, of any length
 */
public record PerMessageIndicators(BitString bits) {
    public static final PerMessageIndicators NONE = new PerMessageIndicators(BitString.EMPTY);
    public static final int DISCLOSURE_OF_OTHER_RECIPIENTS = 0;
    public static final int IMPLICIT_CONVERSION_PROHIBITED = 1;
    public static final int ALTERNATE_RECIPIENT_ALLOWED = 2;
    public static final int CONTENT_RETURN_REQUEST = 3;

    /** With these bits set, eight in all. */
    public static PerMessageIndicators of(int... bits) {
        return new PerMessageIndicators(BitString.of(8, bits));
    }

    public boolean disclosureOfOtherRecipients() {
        return bits.bit(DISCLOSURE_OF_OTHER_RECIPIENTS);
    }

    public boolean implicitConversionProhibited() {
        return bits.bit(IMPLICIT_CONVERSION_PROHIBITED);
    }

    public boolean alternateRecipientAllowed() {
        return bits.bit(ALTERNATE_RECIPIENT_ALLOWED);
    }

    public boolean contentReturnRequest() {
        return bits.bit(CONTENT_RETURN_REQUEST);
    }
}
