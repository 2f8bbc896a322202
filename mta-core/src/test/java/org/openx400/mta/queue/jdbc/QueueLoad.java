package org.openx400.mta.queue.jdbc;

import static org.awaitility.Awaitility.await;
import static org.openx400.mta.queue.QueueSamples.message;
import static org.openx400.mta.queue.QueueSamples.random;
import static org.openx400.mta.queue.QueueSamples.spooled;
import static org.openx400.mta.queue.QueueSamples.to;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.Spool;

/** Producers that note what was accepted and go on when they are refused. A message's destination is its number. */
final class QueueLoad {
    private static final int PRODUCERS = 4;
    private static final int LARGE = 300_000;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Queue<Exception> unexpected = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> producers = new ArrayList<>();

    static Octets content(String number) {
        int seed = Integer.parseInt(number);
        return random(seed, seed % 20 == 0 ? LARGE : 2_000);
    }

    void start(MessageQueue queue) {
        for (int i = 0; i < PRODUCERS; i++) {
            Thread producer = new Thread(() -> produce(queue), "producer");
            producers.add(producer);
            producer.start();
        }
    }

    void awaitAccepted(int count) {
        await().atMost(LONGEST).until(() -> accepted.size() >= count || !unexpected.isEmpty());
    }

    /** Returns when every answer is there. */
    void stop() throws Exception {
        stopped.countDown();
        for (Thread producer : producers) {
            producer.join(LONGEST.toMillis());
        }
        if (!unexpected.isEmpty()) {
            throw unexpected.remove();
        }
    }

    List<String> accepted() {
        return List.copyOf(accepted);
    }

    private void produce(MessageQueue queue) {
        try {
            while (stopped.getCount() > 0) {
                String number = String.valueOf(numbers.incrementAndGet());
                if (offer(queue, number)) {
                    accepted.add(number);
                } else {
                    stopped.await(20, TimeUnit.MILLISECONDS);
                }
            }
        } catch (Exception e) {
            unexpected.add(e);
        }
    }

    private static boolean offer(MessageQueue queue, String number) throws Exception {
        try {
            Spool spool = spooled(queue, content(number), 65_536);
            queue.accept(List.of(message("m" + number, spool, to(number)))).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (IOException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof QueueException) {
                return false;
            }
            throw e;
        }
    }
}
