package org.openx400.mta.rfc1006.host;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.net.Scheduler;

/**
 * What is kept for a while of each peer. When it is too much in all, the peer of whom there is most loses its oldest, so
 * that none makes what others need be forgotten. For any thread.
 */
final class Shares<K, V> {
    static final String SAME_NAME = "the peer has begun another activity of the same name";

    private record Kept<V>(String peer, V value, Scheduler.Timer expiry) {}

    private final int most;
    private final Scheduler scheduler;
    private final BiConsumer<V, String> givenUp;
    private final Map<K, Kept<V>> all = new HashMap<>();
    private final Map<String, Set<K>> byPeer = new LinkedHashMap<>();
    private @Nullable String closed;

    /** @param givenUp is told of what nobody has taken, and why; must not block */
    Shares(int most, Scheduler scheduler, BiConsumer<V, String> givenUp) {
        this.most = most;
        this.scheduler = scheduler;
        this.givenUp = givenUp;
    }

    /** Keeps a value for this time instead of another of the same key. */
    synchronized void keep(String peer, K key, V value, Duration time) {
        if (closed != null) {
            givenUp.accept(value, closed);
            return;
        }
        giveUp(key, SAME_NAME);
        if (all.size() >= most) {
            giveUp(oldestOfGreediest(peer), "too many wait to be resumed");
        }
        Scheduler.Timer expiry =
                scheduler.schedule(time, () -> expire(key, value, "not resumed within " + time.toSeconds() + " s"));
        all.put(key, new Kept<>(peer, value, expiry));
        byPeer.computeIfAbsent(peer, first -> new LinkedHashSet<>()).add(key);
    }

    synchronized boolean has(K key) {
        return all.containsKey(key);
    }

    synchronized boolean isEmpty() {
        return all.isEmpty();
    }

    /** The value, if there is one that is wanted; it is the caller's now. */
    synchronized @Nullable V take(K key, Predicate<V> wanted) {
        Kept<V> kept = all.get(key);
        return kept == null || !wanted.test(kept.value()) ? null : remove(key);
    }

    /** Gives up everything, also what is yet to come. */
    synchronized void close(String why) {
        closed = why;
        Set.copyOf(all.keySet()).forEach(key -> giveUp(key, why));
    }

    private synchronized void expire(K key, V value, String why) {
        Kept<V> kept = all.get(key);
        if (kept != null && kept.value() == value) {
            giveUp(key, why);
        }
    }

    /** Without effect when there is no such value. */
    synchronized void giveUp(K key, String why) {
        V value = remove(key);
        if (value != null) {
            givenUp.accept(value, why);
        }
    }

    private @Nullable V remove(K key) {
        Kept<V> kept = all.remove(key);
        if (kept == null) {
            return null;
        }
        kept.expiry().cancel();
        Set<K> ofPeer = Objects.requireNonNull(byPeer.get(kept.peer()));
        ofPeer.remove(key);
        if (ofPeer.isEmpty()) {
            byPeer.remove(kept.peer());
        }
        return kept.value();
    }

    /** Of the peer of whom most is kept; of several the one that asks for more. */
    private K oldestOfGreediest(String asking) {
        Comparator<Map.Entry<String, Set<K>>> bySize =
                Comparator.comparingInt(peer -> peer.getValue().size());
        return byPeer.entrySet().stream()
                .max(bySize.thenComparing(peer -> peer.getKey().equals(asking)))
                .map(peer -> peer.getValue().iterator().next())
                .orElseThrow();
    }
}
