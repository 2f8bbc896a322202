package org.openx400.mta.rfc1006.rtse;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;

/** RTSE APDUs, X.228 9. RTTR and RTTP are bare values and have no record. */
sealed interface Apdu {
    int DEFAULT_WINDOW_SIZE = 3;
    /** Default of application-protocol in X.410: P1 of 1984. */
    int DEFAULT_APPLICATION_PROTOCOL = 1;

    /** @param applicationProtocol X.410 mode only */
    record Rtorq(
            int checkpointSize,
            int windowSize,
            boolean twoWayAlternate,
            ConnectionData connectionData,
            @Nullable Integer applicationProtocol)
            implements Apdu {}

    record Rtoac(int checkpointSize, int windowSize, ConnectionData connectionData) implements Apdu {}

    /**
     * @param refuseReason X.410 mode only
     * @param userData normal mode only
     */
    record Rtorj(@Nullable Integer refuseReason, @Nullable Octets userData) implements Apdu {}

    record Rtab(@Nullable Integer abortReason) implements Apdu {}

    /**
     * @param recovers the earlier association that is to be recovered, null if a new one is opened
     * @param userData of a new one; null if there is none
     */
    record ConnectionData(
            @Nullable SessionConnectionIdentifier recovers,
            @Nullable Octets userData) {
        static ConnectionData open(@Nullable Octets userData) {
            return new ConnectionData(null, userData);
        }

        static ConnectionData recover(SessionConnectionIdentifier earlier) {
            return new ConnectionData(earlier, null);
        }
    }
}
