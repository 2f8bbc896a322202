package org.openx400.mta.smtp.host;

/**
 * What all peers of our server together and one of them may have. A peer is an IPv4 address or the /64 of an IPv6 address.
 *
 * @param connections at once, of all
 * @param perPeer connections at once, of one peer
 * @param ratePerMinute mails begun by one peer
 * @param authFailures failed authentications of one peer in a minute; while there are as many none of it is tried
 */
public record PeerLimits(int connections, int perPeer, int ratePerMinute, int authFailures) {
    public static final PeerLimits DEFAULT = new PeerLimits(500, 50, 6_000, 10);
}
