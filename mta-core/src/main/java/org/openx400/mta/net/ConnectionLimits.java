package org.openx400.mta.net;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many accepted connections there may be, in all and with one remote address; shared by all listeners of a node. */
public final class ConnectionLimits {
    private final int total;
    private final int perPeer;
    private final Map<InetAddress, Integer> peers = new HashMap<>();
    private int count;

    /**
     * @param total 1..
     * @param perPeer 1..
     */
    public ConnectionLimits(int total, int perPeer) {
        this.total = total;
        this.perPeer = perPeer;
    }

    /**
     * A limit that is reached.
     *
     * @param scope what it limits, in words
     */
    record Reached(int limit, String scope) {}

    /** Counts a connection in, or says which limit is reached. */
    synchronized @Nullable Reached enter(InetAddress peer) {
        if (count >= total) {
            return new Reached(total, "connections in all");
        }
        int ofPeer = peers.getOrDefault(peer, 0);
        if (ofPeer >= perPeer) {
            return new Reached(perPeer, "connections with one address");
        }
        count++;
        peers.put(peer, ofPeer + 1);
        return null;
    }

    synchronized void leave(InetAddress peer) {
        count--;
        peers.computeIfPresent(peer, (key, n) -> n == 1 ? null : n - 1);
    }

    public synchronized int count() {
        return count;
    }
}
