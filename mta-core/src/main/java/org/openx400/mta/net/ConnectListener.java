package org.openx400.mta.net;

/** What becomes of a connection attempt: exactly one of the two, on a thread that must not be blocked. */
public interface ConnectListener {
    /** Connected from the right source; the answer takes what the connection brings. */
    PeerHandler connected(PeerSocket socket);

    void failed(ConnectFailure failure);
}
