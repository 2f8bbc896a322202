package org.openx400.mta.net;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Octets received from all peers together and not yet dealt with. When they exceed the maximum, each connection that
 * brings more is held; when they are down to half, all go on.
 */
final class OctetBudget {
    private final long maximum;
    private final Set<ReadGate> held = new LinkedHashSet<>();
    private long used;
    private boolean exhausted;

    OctetBudget(long maximum) {
        this.maximum = maximum;
    }

    /** Counts octets in; true if the gate is now held until {@link ReadGate#budgetFree()}. */
    synchronized boolean take(long octets, ReadGate gate) {
        used += octets;
        exhausted |= used > maximum;
        if (exhausted) {
            held.add(gate);
        }
        return exhausted;
    }

    void give(long octets) {
        List<ReadGate> free = List.of();
        synchronized (this) {
            used -= octets;
            if (exhausted && used <= maximum / 2) {
                exhausted = false;
                free = new ArrayList<>(held);
                held.clear();
            }
        }
        free.forEach(ReadGate::budgetFree);
    }

    synchronized void forget(ReadGate gate) {
        held.remove(gate);
    }

    synchronized long used() {
        return used;
    }
}
