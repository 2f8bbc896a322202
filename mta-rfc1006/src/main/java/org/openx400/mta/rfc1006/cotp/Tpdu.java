package org.openx400.mta.rfc1006.cotp;

import java.util.List;
import java.util.Locale;
import org.openx400.mta.octets.Octets;

/** The TPDUs of class 0, X.224 clause 13. */
sealed interface Tpdu {
    int CR_CODE = 0xe0;
    int CC_CODE = 0xd0;
    int DR_CODE = 0x80;
    int DT_CODE = 0xf0;
    int ER_CODE = 0x70;

    /**
     * Connection request, 13.3; DST-REF is always 0.
     *
     * @param preferredClass 0 to 15
     * @param alternativeClasses parameter C7
     */
    record Cr(
            int srcRef,
            int preferredClass,
            List<Integer> alternativeClasses,
            Octets callingTSAPSelector,
            Octets calledTSAPSelector,
            TpduSize size)
            implements Tpdu {}

    /** Connection confirm of class 0, 13.4. */
    record Cc(int dstRef, int srcRef, TpduSize size) implements Tpdu {}

    /** Disconnect request, 13.5. */
    record Dr(int dstRef, int srcRef, int reason) implements Tpdu {}

    /** Data, 13.7. */
    record Dt(boolean eot, Octets userData) implements Tpdu {}

    /** TPDU error, 13.12; {@code invalidTpdu} is the rejected TPDU up to the octet that was wrong. */
    record Er(int dstRef, int cause, Octets invalidTpdu) implements Tpdu {}

    /** The standard's abbreviation. */
    default String abbreviation() {
        return getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }
}
