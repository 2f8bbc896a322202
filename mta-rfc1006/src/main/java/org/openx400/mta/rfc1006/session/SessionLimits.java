package org.openx400.mta.rfc1006.session;

import java.time.Duration;

/**
 * What this side allows on a session connection.
 *
 * @param connectTime waiting for CN, or for the answer to it
 * @param releaseTime waiting for the answer to FN
 * @param disconnectTime TIM of X.225: waiting for the transport disconnect after AB, RF or DN
 * @param maximumTsduSize largest TSDU that carries data, octets, proposed for both directions: 64 to 65,535, or 0 for no
 *     limit, which also means no segmentation
 * @param maximumSsdu largest SSDU, or user data of CN, that is taken from the peer, octets
 */
public record SessionLimits(
        Duration connectTime, Duration releaseTime, Duration disconnectTime, int maximumTsduSize, int maximumSsdu) {
    /** 30 s, 120 s and 30 s; no segmentation; SSDUs up to 1 MiB. */
    public static final SessionLimits DEFAULT =
            new SessionLimits(Duration.ofSeconds(30), Duration.ofSeconds(120), Duration.ofSeconds(30), 0, 1 << 20);

    /** Smallest TSDU that we segment into; a peer that wants less is refused. */
    static final int SMALLEST_TSDU = 64;

    /** With this time for the answer to FN, and for the transport disconnect. */
    SessionLimits withReleaseTime(Duration time) {
        return new SessionLimits(connectTime, time, time, maximumTsduSize, maximumSsdu);
    }

    public SessionLimits {
        if (maximumTsduSize != 0 && (maximumTsduSize < SMALLEST_TSDU || maximumTsduSize > 65_535)) {
            throw new IllegalArgumentException("maximum TSDU size " + maximumTsduSize + " is not 0 or 64..65535");
        }
        if (maximumSsdu < 1) {
            throw new IllegalArgumentException("maximum SSDU " + maximumSsdu + " is not positive");
        }
    }
}
