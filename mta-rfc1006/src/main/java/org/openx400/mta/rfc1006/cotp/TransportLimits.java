package org.openx400.mta.rfc1006.cotp;

import org.openx400.mta.rfc1006.tpkt.Tpkt;

/**
 * What this side allows on a transport connection.
 *
 * @param maximumTpduSize largest TPDU that we propose or agree to, octets: 128 to 65,531; 65,531 is the default of RFC 1006
 *     and proposed by leaving the parameter out
 * @param maximumTsdu largest TSDU that is taken from the peer, octets; more is a fault of the peer
 */
public record TransportLimits(int maximumTpduSize, int maximumTsdu) {
    /** RFC 1006's TPDU size, and TSDUs up to 1 MiB. */
    public static final TransportLimits DEFAULT = new TransportLimits(Tpkt.MAXIMUM_TPDU, 1 << 20);

    public TransportLimits {
        if (maximumTpduSize < TpduSize.UNIT || maximumTpduSize > Tpkt.MAXIMUM_TPDU) {
            throw new IllegalArgumentException("maximum TPDU size " + maximumTpduSize + " is not in 128..65531");
        }
        if (maximumTsdu < 1) {
            throw new IllegalArgumentException("maximum TSDU " + maximumTsdu + " is not positive");
        }
    }
}
