package org.openx400.mta.event;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.openx400.mta.octets.Limit;

/**
 * Tells that a limit bites: at once, and then every {@link #INTERVAL} at most for each limit and peer, with how often it
 * did meanwhile. Only the last {@value #REMEMBERED} pairs of limit and peer are known, since peers choose their addresses.
 */
public final class LimitEvents {
    static final Duration INTERVAL = Duration.ofMinutes(1);
    static final int REMEMBERED = 1_000;

    private record Key(String limit, String peer) {}

    private static final class Told {
        private final long at;
        private long since;

        Told(long at) {
            this.at = at;
        }
    }

    private final LongSupplier nanoTime;
    private final Map<Key, Told> told = new LinkedHashMap<>();

    /** @param nanoTime a monotonic time in nanoseconds */
    public LimitEvents(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * The event to be completed and logged, or empty if it was told a moment ago.
     *
     * @param id of the category of limits that this one belongs to
     * @param peer name of the connector, or the IP address while that is not known
     */
    public Optional<Event.Builder> reached(EventId id, Limit limit, String peer) {
        return times(new Key(limit.name(), peer))
                .map(times -> Event.of(id)
                        .with("limit", limit.name())
                        .with("value", limit.value())
                        .with("peer", peer)
                        .with("times", times));
    }

    private synchronized Optional<Long> times(Key key) {
        long now = nanoTime.getAsLong();
        Told last = told.get(key);
        if (last != null && now - last.at < INTERVAL.toNanos()) {
            last.since++;
            return Optional.empty();
        }
        told.remove(key); // the order is that of telling
        told.put(key, new Told(now));
        if (told.size() > REMEMBERED) {
            told.remove(told.keySet().iterator().next());
        }
        return Optional.of(last == null ? 1 : last.since + 1);
    }
}
