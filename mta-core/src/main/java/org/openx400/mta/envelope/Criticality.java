package org.openx400.mta.envelope;

import org.openx400.mta.octets.BitString;

/**
 * For which steps an extension must be understood, X.411 9.1.
 *
 * @param bits as they came, of any length
 */
public record Criticality(BitString bits) {
    public static final Criticality NONE = new Criticality(BitString.EMPTY);
    public static final Criticality FOR_SUBMISSION = new Criticality(BitString.of(1, 0));
    public static final Criticality FOR_TRANSFER = new Criticality(BitString.of(2, 1));
    public static final Criticality FOR_DELIVERY = new Criticality(BitString.of(3, 2));

    public boolean forSubmission() {
        return bits.bit(0);
    }

    public boolean forTransfer() {
        return bits.bit(1);
    }

    public boolean forDelivery() {
        return bits.bit(2);
    }
}
