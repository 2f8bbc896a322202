package org.openx400.mta.net;

import org.jspecify.annotations.Nullable;

/**
 * Why there is no connection.
 *
 * @param why in words, with the addresses
 * @param ports for {@link Kind#PORTS_EXHAUSTED}, else null
 */
public record ConnectFailure(
        Kind kind, String why, @Nullable PortUse ports) {
    public enum Kind {
        /** The source address is not on this node; nothing was sent. */
        SOURCE_ABSENT,
        /** The kernel gave another local address than the one asked for; the connection was closed. */
        SOURCE_DIFFERS,
        /** No local port is free for this source and destination. */
        PORTS_EXHAUSTED,
        /** No answer in time. */
        TIMEOUT,
        /** Refused or unreachable. */
        UNREACHABLE
    }

    /**
     * Local ports for one source address and one destination.
     *
     * @param current how many of our own connections have one; other programs and closed connections may have the rest
     * @param limit how many the system allows
     */
    public record PortUse(long current, int limit) {}

    ConnectFailure(Kind kind, String why) {
        this(kind, why, null);
    }
}
