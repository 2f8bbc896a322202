package org.openx400.mta.cluster;

import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;

/**
 * Sees the addresses of groups arrive at this node and leave it, by looking at its interfaces every {@link #INTERVAL}. A
 * group is here when all of its addresses are, on interfaces that are up.
 *
 * <p>On failure to read the interfaces: an event, and what was seen last holds until they can be read again.
 */
public final class GroupAddressMonitor implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofMillis(100);

    /** The addresses of this node. */
    @FunctionalInterface
    public interface Interfaces {
        /** Those of the wanted addresses that are here now. */
        Set<InetAddress> present(Set<InetAddress> wanted) throws SocketException;
    }

    /** Told of each change once, on the monitor's thread. */
    @FunctionalInterface
    public interface Listener {
        void changed(String group, boolean here);
    }

    private final Map<String, List<InetAddress>> groups;
    private final Set<InetAddress> wanted = new HashSet<>();
    private final Interfaces interfaces;
    private final Listener listener;
    private final EventLog events;
    private final Set<String> here = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "group-addresses");
        made.setDaemon(true);
        return made;
    });
    private boolean unreadable;

    /** @param groups the addresses of each by its name */
    public GroupAddressMonitor(
            Map<String, List<InetAddress>> groups, Interfaces interfaces, Listener listener, EventLog events) {
        this.groups = Map.copyOf(groups);
        this.interfaces = interfaces;
        this.listener = listener;
        this.events = events;
        groups.values().forEach(wanted::addAll);
    }

    /** Begins to watch. Returns the groups that are here already, of which the listener is not told. */
    public Set<String> start() {
        look((group, isHere) -> {});
        Set<String> first = Set.copyOf(here);
        thread.scheduleWithFixedDelay(
                () -> look(listener), INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return first;
    }

    /** As it was seen last. May be asked by any thread. */
    public boolean isHere(String group) {
        return here.contains(group);
    }

    private void look(Listener told) {
        Set<InetAddress> present;
        try {
            present = interfaces.present(wanted);
            unreadable = false;
        } catch (SocketException e) {
            if (!unreadable) {
                Event.of(EventId.UNEXPECTED_ERROR)
                        .with("where", "the look at the interfaces")
                        .with("why", e)
                        .to(events);
            }
            unreadable = true;
            return;
        }
        groups.forEach((group, addresses) -> {
            boolean isHere = present.containsAll(addresses);
            if (isHere ? here.add(group) : here.remove(group)) {
                told.changed(group, isHere);
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
