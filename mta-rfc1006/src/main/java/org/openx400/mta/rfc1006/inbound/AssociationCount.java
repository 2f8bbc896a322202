package org.openx400.mta.rfc1006.inbound;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** How many associations peers have bound, in all and by connector. For any thread. */
final class AssociationCount {
    private final int maximum;
    private final int maximumOfOne;
    private final Map<String, Integer> byConnector = new HashMap<>();
    private int count;

    AssociationCount(int maximum, int maximumOfOne) {
        this.maximum = maximum;
        this.maximumOfOne = maximumOfOne;
    }

    /** Counts one in; otherwise the limit that is reached. */
    synchronized OptionalInt enter(String connector) {
        int ofOne = byConnector.getOrDefault(connector, 0);
        if (ofOne >= maximumOfOne) {
            return OptionalInt.of(maximumOfOne);
        }
        if (count >= maximum) {
            return OptionalInt.of(maximum);
        }
        count++;
        byConnector.put(connector, ofOne + 1);
        return OptionalInt.empty();
    }

    synchronized void leave(String connector) {
        count--;
        byConnector.computeIfPresent(connector, (name, n) -> n == 1 ? null : n - 1);
    }
}
