package org.openx400.mta.net;

/**
 * Why there is no connection.
 *
 * @param why in words, with the addresses
 */
public record ConnectFailure(Kind kind, String why) {
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
}
