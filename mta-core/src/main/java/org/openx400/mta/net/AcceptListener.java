package org.openx400.mta.net;

import org.jspecify.annotations.Nullable;

/** What a {@link Listener} tells, on I/O threads, which must not be blocked. */
public interface AcceptListener {
    /** A peer connected; the answer takes what the connection brings. Without one the connection is closed at once. */
    @Nullable
    PeerHandler accepted(PeerSocket socket);
}
