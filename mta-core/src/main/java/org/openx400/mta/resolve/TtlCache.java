package org.openx400.mta.resolve;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Answers, as long as they may be used. One thread asks for a key, others that want the same wait for its answer.
 *
 * @param <K> question
 * @param <V> value of an answer
 */
final class TtlCache<K, V> {
    /** A failure is remembered so long that a dead server is not asked for each connection. */
    static final Duration FAILED = Duration.ofSeconds(5);

    /** A longer time to live is an error of its owner more often than not. */
    static final Duration LONGEST = Duration.ofDays(1);

    /** Anybody can make us look up the address that it connects from, so the number is bounded. */
    static final int MAXIMUM = 10_000;

    private final LongSupplier nanoTime;
    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();

    private record Entry<V>(CompletableFuture<Answer<V>> answer, long since) {}

    TtlCache(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** From memory with what is left of its time to live, else from the source. */
    Answer<V> get(K key, Function<K, Answer<V>> source) {
        long now = nanoTime.getAsLong();
        Entry<V> mine = new Entry<>(new CompletableFuture<>(), now);
        Entry<V> entry = entries.compute(key, (k, old) -> old != null && left(old, now) > 0 ? old : mine);
        if (entry != mine) {
            return aged(entry.answer().join(), now - entry.since());
        }
        try {
            Answer<V> answer = source.apply(key);
            mine.answer().complete(answer);
            return answer;
        } catch (RuntimeException e) {
            entries.remove(key, mine);
            mine.answer().completeExceptionally(e);
            throw e;
        } finally {
            makeRoom(now);
        }
    }

    /** The next one asks the source; an answer that is under way is waited for all the same. */
    void forget(K key) {
        entries.computeIfPresent(key, (k, entry) -> entry.answer().isDone() ? null : entry);
    }

    private void makeRoom(long now) {
        if (entries.size() > MAXIMUM) {
            entries.values().removeIf(entry -> left(entry, now) <= 0);
        }
        if (entries.size() > MAXIMUM) {
            entries.values().removeIf(entry -> entry.answer().isDone());
        }
    }

    /** Nanoseconds; what is still asked for is fresh. */
    private long left(Entry<V> entry, long now) {
        return entry.answer().isDone() && !entry.answer().isCompletedExceptionally()
                ? ttl(entry.answer().join()).toNanos() - (now - entry.since())
                : Long.MAX_VALUE;
    }

    private Duration ttl(Answer<V> answer) {
        if (answer instanceof Answer.Found<V> found) {
            return atMost(found.ttl());
        }
        if (answer instanceof Answer.None<V> none) {
            return atMost(none.ttl());
        }
        return answer instanceof Answer.Failed<V> ? FAILED : Duration.ZERO;
    }

    private static Duration atMost(Duration ttl) {
        return ttl.compareTo(LONGEST) > 0 ? LONGEST : ttl;
    }

    private Answer<V> aged(Answer<V> answer, long age) {
        Duration left = ttl(answer).minusNanos(age);
        if (answer instanceof Answer.Found<V> found) {
            return new Answer.Found<>(found.values(), left.isNegative() ? Duration.ZERO : left);
        }
        if (answer instanceof Answer.None<V> none) {
            return new Answer.None<>(none.why(), left.isNegative() ? Duration.ZERO : left);
        }
        return answer;
    }
}
