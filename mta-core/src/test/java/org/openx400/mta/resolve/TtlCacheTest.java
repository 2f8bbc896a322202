package org.openx400.mta.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TtlCacheTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger asked = new AtomicInteger();
    private final TtlCache<String, Integer> cache = new TtlCache<>(now::get);

    private Answer<Integer> get(Answer<Integer> answer) {
        return cache.get("key", key -> {
            asked.incrementAndGet();
            return answer;
        });
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static Answer<Integer> found(int seconds) {
        return new Answer.Found<>(List.of(1), Duration.ofSeconds(seconds));
    }

    @Test
    void asksAgainWhenTheTimeToLiveIsOver() {
        get(found(10));
        pass(Duration.ofSeconds(9));
        assertThat(get(found(99))).isEqualTo(found(1));
        pass(Duration.ofSeconds(1));
        assertThat(get(found(99))).isEqualTo(found(99));
        assertThat(asked).hasValue(2);
    }

    @Test
    void asksAgainForWhatIsForgotten() {
        get(found(10));
        cache.forget("key");
        assertThat(get(found(99))).isEqualTo(found(99));
    }

    @Test
    void keepsNegativeAnswersForTheirTimeAndFailuresForSeconds() {
        Answer<Integer> none = new Answer.None<>("no", Duration.ofSeconds(10));
        get(none);
        pass(Duration.ofSeconds(4));
        assertThat(get(found(1))).isEqualTo(new Answer.None<>("no", Duration.ofSeconds(6)));
        pass(Duration.ofSeconds(6));
        get(new Answer.Failed<>("dead"));
        pass(TtlCache.FAILED.minusNanos(1));
        assertThat(get(found(1))).isEqualTo(new Answer.Failed<>("dead"));
        pass(Duration.ofNanos(1));
        assertThat(get(found(1))).isEqualTo(found(1));
    }

    @Test
    void keepsNothingWithoutTimeToLiveAndNothingTooLong() {
        get(found(0));
        assertThat(get(found(Integer.MAX_VALUE))).isEqualTo(found(Integer.MAX_VALUE));
        pass(TtlCache.LONGEST.minusSeconds(1));
        assertThat(get(found(5))).isEqualTo(found(1));
        pass(Duration.ofSeconds(1));
        assertThat(get(found(5))).isEqualTo(found(5));
    }

    @Test
    void asksOnceForAllWhoWaitAndNeverRemembersABug() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Answer<Integer>> first = CompletableFuture.supplyAsync(() -> cache.get("key", key -> {
            begun.countDown();
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return found(10);
        }));
        begun.await();
        CompletableFuture<Answer<Integer>> second = CompletableFuture.supplyAsync(() -> get(found(20)));
        answered.countDown();
        assertThat(first.get()).isEqualTo(found(10));
        assertThat(second.get()).isEqualTo(found(10));
        assertThat(asked).hasValue(0);
        assertThatThrownBy(() -> cache.get("bug", key -> {
                    throw new IllegalArgumentException("bug");
                }))
                .hasMessage("bug");
        assertThat(cache.get("bug", key -> found(1))).isEqualTo(found(1));
    }
}
