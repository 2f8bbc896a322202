package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {
    @Test
    void runsEveryTaskInOrderOneAtATime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        SerialExecutor serial = new SerialExecutor(threads, e -> {});
        List<Integer> ran = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1000);
        for (int i = 0; i < 1000; i++) {
            int number = i;
            serial.execute(() -> {
                ran.add(number);
                done.countDown();
            });
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        threads.shutdown();
        assertThat(ran).hasSize(1000).isSorted();
    }

    @Test
    void goesOnAfterATaskThatFails() {
        List<String> told = new ArrayList<>();
        SerialExecutor serial = new SerialExecutor(Runnable::run, e -> told.add(e.getMessage()));
        serial.execute(() -> {
            throw new IllegalStateException("bad");
        });
        serial.execute(() -> {
            throw new OutOfMemoryError("as if");
        });
        serial.execute(() -> told.add("next"));
        assertThat(told).containsExactly("bad", "as if", "next");
    }

    @Test
    void givesTheThreadBackToOthersAfterABatch() {
        ManualTime threads = new ManualTime(RelayFixture.START);
        SerialExecutor serial = new SerialExecutor(threads, e -> {});
        List<String> ran = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            serial.execute(() -> ran.add("serial"));
        }
        threads.execute(() -> ran.add("other"));
        threads.settle();
        assertThat(ran).hasSize(201);
        assertThat(ran.indexOf("other")).isLessThan(100);
    }
}
