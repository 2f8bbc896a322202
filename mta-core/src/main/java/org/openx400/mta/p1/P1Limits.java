package org.openx400.mta.p1;

import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.Limit;

/**
 * What is taken from a peer.
 *
 * @param maximumEnvelope octets of an envelope, which is held in memory
 * @param maximumApdu octets of an MTS-APDU
 * @param maximumRecipients recipients of one envelope or report, 1..32767
 * @param maximumNesting levels of values within values in an envelope, 1..
 * @param enforceUpperBounds whether values over the upper bounds of X.411 Annex B are refused
 */
public record P1Limits(
        int maximumEnvelope, long maximumApdu, int maximumRecipients, int maximumNesting, boolean enforceUpperBounds) {
    /** 16 MiB of envelope, 2 GB in all, 32767 recipients, 64 levels, upper bounds enforced. */
    public static final P1Limits DEFAULT = new P1Limits(16 << 20, 2_000_000_000L, 32767, BerReader.MAX_DEPTH, true);

    Limit envelope() {
        return Limit.of("envelope", maximumEnvelope);
    }

    Limit apdu() {
        return Limit.of("apdu", maximumApdu);
    }

    Limit recipients() {
        return Limit.of("recipients", maximumRecipients);
    }

    Limit nesting() {
        return Limit.of("nesting", maximumNesting);
    }

    public P1Limits withUpperBounds(boolean enforce) {
        return new P1Limits(maximumEnvelope, maximumApdu, maximumRecipients, maximumNesting, enforce);
    }
}
