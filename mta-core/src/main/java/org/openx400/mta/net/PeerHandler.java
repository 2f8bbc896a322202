package org.openx400.mta.net;

import org.openx400.mta.octets.Octets;

/** What a connection tells its user: one call at a time, on an I/O thread, which must not be blocked. */
public interface PeerHandler {
    /** Octets came, cut anywhere. Give them back with {@link PeerSocket#consumed} when they are dealt with. */
    void received(Octets piece);

    /** No longer congested. */
    void writable();

    /** The connection is over, whoever ended it. Called once; nothing is delivered afterwards. */
    void closed(String why);
}
