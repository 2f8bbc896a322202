package org.openx400.mta.net;

import java.net.InetSocketAddress;

/** What a {@link Listener} tells, on I/O threads, which must not be blocked. */
public interface AcceptListener {
    /** A peer connected; the answer takes what the connection brings. */
    PeerHandler accepted(PeerSocket socket);

    /**
     * A peer connected and was closed at once because a limit is reached.
     *
     * @param scope what the limit is of, in words
     */
    void turnedAway(InetSocketAddress local, InetSocketAddress remote, int limit, String scope);
}
