package org.openx400.mta.relay;

import java.util.Set;

/**
 * What one relay does of all that the queue holds. The others do the rest: on this node or another, now or later.
 *
 * @param others connectors whose entries are not ours to work on
 * @param remainder whether what belongs to no connector is ours: local delivery, and entries of bygone connectors
 */
public record Share(Set<String> others, boolean remainder) {
    /** There is one relay only. */
    public static final Share ALL = new Share(Set.of(), true);

    /** Whether the relay may change entries of this destination. */
    boolean has(String destination, Set<String> ours) {
        return ours.contains(destination) || remainder && !others.contains(destination);
    }
}
