package org.openx400.mta.envelope;

import org.openx400.mta.octets.BitString;

/**
 * The other-actions of a trace element, X.411 12.2.1.1.1.3.
 *
 * @param bits as they came, of any length
 */
public record OtherActions(BitString bits) {
    public static final OtherActions NONE = new OtherActions(BitString.EMPTY);
    public static final OtherActions REDIRECTED = new OtherActions(BitString.of(8, 0));
    public static final OtherActions DL_OPERATION = new OtherActions(BitString.of(8, 1));

    public boolean redirected() {
        return bits.bit(0);
    }

    public boolean dlOperation() {
        return bits.bit(1);
    }
}
