package org.openx400.mta.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final List<String> failures = new ArrayList<>();
    private final Mailbox mailbox = new Mailbox(pool::add, 200, e -> failures.add(e.getMessage()));

    @Test
    void runsTasksInOrderOnePoolTaskAtATime() {
        List<Integer> ran = new ArrayList<>();
        mailbox.execute(() -> ran.add(1));
        mailbox.execute(() -> ran.add(2));
        assertThat(pool).hasSize(1);
        pool.remove().run();
        assertThat(ran).containsExactly(1, 2);
        mailbox.execute(() -> ran.add(3));
        pool.remove().run();
        assertThat(ran).containsExactly(1, 2, 3);
    }

    @Test
    void givesTheThreadBackAfterABatch() {
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int n = i;
            mailbox.execute(() -> ran.add(n));
        }
        pool.remove().run();
        assertThat(ran).hasSize(64);
        pool.remove().run();
        assertThat(ran).hasSize(100).isSorted();
        assertThat(pool).hasSizeLessThan(2);
    }

    @Test
    void goesOnAfterATaskThatFails() {
        List<Integer> ran = new ArrayList<>();
        mailbox.execute(() -> {
            throw new IllegalStateException("broken");
        });
        mailbox.execute(() -> {
            throw new StackOverflowError("too deep");
        });
        mailbox.execute(() -> ran.add(1));
        pool.remove().run();
        assertThat(ran).containsExactly(1);
        assertThat(failures).containsExactly("broken", "too deep");
    }

    @Test
    void refusesMoreThanItHolds() {
        for (int i = 0; i < 200; i++) {
            mailbox.execute(() -> {});
        }
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> mailbox.execute(() -> {}))
                .withMessageContaining("200");
    }

    @Test
    void neverRunsTwoTasksAtOnceOnAPoolOfManyThreads() throws InterruptedException {
        int count = 20_000;
        CountDownLatch done = new CountDownLatch(count);
        AtomicBoolean inside = new AtomicBoolean();
        AtomicBoolean overlapped = new AtomicBoolean();
        try (WorkerPool workers = new WorkerPool("test", 4)) {
            Mailbox shared = new Mailbox(workers, count, e -> {});
            for (int i = 0; i < count; i++) {
                shared.execute(() -> {
                    overlapped.compareAndSet(false, !inside.compareAndSet(false, true));
                    inside.set(false);
                    done.countDown();
                });
            }
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(overlapped).isFalse();
    }
}
