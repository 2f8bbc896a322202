package org.openx400.mta.rfc1006.mts;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Mode;

/** The application-protocol of RTORQ in X.410 mode, X.419 12.2. */
final class ApplicationProtocol {
    private static final int MTS_TRANSFER_PROTOCOL_1984 = 1;
    private static final int MTS_TRANSFER_PROTOCOL = 12;

    private ApplicationProtocol() {}

    static @Nullable Integer of(Mode mode) {
        return switch (mode) {
            case NORMAL_1988 -> null;
            case X410_1988 -> MTS_TRANSFER_PROTOCOL;
            case X410_1984 -> MTS_TRANSFER_PROTOCOL_1984;
        };
    }

    /** The mode; null if the number is unknown. PP on little-endian machines sends both numbers with octets swapped. */
    static @Nullable Mode mode(int number) {
        return switch (number) {
            case MTS_TRANSFER_PROTOCOL, MTS_TRANSFER_PROTOCOL << 8 -> Mode.X410_1988;
            case MTS_TRANSFER_PROTOCOL_1984, MTS_TRANSFER_PROTOCOL_1984 << 8 -> Mode.X410_1984;
            default -> null;
        };
    }
}
