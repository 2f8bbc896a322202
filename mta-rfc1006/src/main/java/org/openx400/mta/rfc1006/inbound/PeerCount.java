package org.openx400.mta.rfc1006.inbound;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many of something peers have at once, in all and each of them. For any thread.
 *
 * @param <P> what tells peers apart
 */
final class PeerCount<P> {
    private final Map<P, Integer> byPeer = new HashMap<>();
    private int count;

    /** What is full. */
    enum Full {
        IN_ALL,
        OF_ONE
    }

    /** Counts one in, or tells what is full. */
    synchronized @Nullable Full enter(P peer, int mostInAll, int mostOfOne) {
        int ofOne = byPeer.getOrDefault(peer, 0);
        if (ofOne >= mostOfOne) {
            return Full.OF_ONE;
        }
        if (count >= mostInAll) {
            return Full.IN_ALL;
        }
        count++;
        byPeer.put(peer, ofOne + 1);
        return null;
    }

    synchronized void leave(P peer) {
        count--;
        byPeer.computeIfPresent(peer, (key, n) -> n == 1 ? null : n - 1);
    }
}
