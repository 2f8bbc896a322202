package org.openx400.mta.rfc1006.mts;

import java.time.Duration;

/**
 * What one association may cost and how long it may wait.
 *
 * @param tsdu most octets of a TSDU that is put together
 * @param apdu most octets of an MTS-APDU that is received
 * @param bindTimeout from the begin of the connection until the bind is answered
 * @param releaseTimeout for the answer to a release, and for the peer to close after our last word
 * @param transferTimeout without progress while something is expected of the peer during a transfer
 */
public record AssociationLimits(
        int tsdu, long apdu, Duration bindTimeout, Duration releaseTimeout, Duration transferTimeout) {

    /** 8 MiB TSDUs, 2 GiB APDUs, 30 s for the bind and the release, 5 minutes without progress. */
    public static final AssociationLimits DEFAULT = new AssociationLimits(
            8 << 20, 2L << 30, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(5));

    public AssociationLimits {
        if (tsdu < 2048 || apdu < 1) {
            throw new IllegalArgumentException("limits are too small: TSDU " + tsdu + ", APDU " + apdu);
        }
    }
}
