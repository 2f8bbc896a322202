package org.openx400.mta.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The relay beside the durable part of its work alone. Of each message the log gets one record with its octets, which is on
 * the disk before the sender sends its next one, and then a short one for its removal, as the queue does: as many senders
 * as the relay has associations, the same disk, by turns.
 *
 * <p>Arguments: folder for the stores, octets of a message, messages for each run, runs, numbers of associations.
 */
final class LogBenchmark {
    private static final byte[] REMOVAL = new byte[16];

    private LogBenchmark() {}

    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        int size = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        int runs = Integer.parseInt(arguments[3]);
        List<Integer> associationCounts =
                Arrays.stream(arguments).skip(4).map(Integer::valueOf).toList();
        System.out.printf(
                Locale.ROOT, "%d messages of %d octets, median of %d runs, messages/s:%n%n", count, size, runs);
        System.out.println("| associations | relay | append-only log | fraction |");
        System.out.println("|---|---|---|---|");
        for (int associations : associationCounts) {
            double[] ours = new double[runs];
            double[] log = new double[runs];
            try (BenchedRelay relay =
                    BenchedRelay.start(folder.resolve("relay" + associations), "", associations, 0, size)) {
                relay.warmUp();
                for (int run = 0; run < runs; run++) {
                    Path file = folder.resolve("log" + associations + "-" + run);
                    log[run] = Figures.perSecond(count, append(file, associations, count, size));
                    ours[run] = Figures.perSecond(count, relay.relay("m" + run + "-", count));
                }
            }
            System.out.println(Figures.row(Integer.toString(associations), 0, new Figures(ours), new Figures(log)));
        }
    }

    private static Duration append(Path file, int senders, int count, int size) throws Exception {
        byte[] message = BenchedRelay.message("log", size).toArray();
        AtomicInteger left = new AtomicInteger(count);
        CountDownLatch removed = new CountDownLatch(count);
        try (AppendLog log = new AppendLog(file)) {
            long begin = System.nanoTime();
            for (int i = 0; i < senders; i++) {
                Thread sender = new Thread(
                        () -> {
                            while (left.getAndDecrement() > 0) {
                                log.append(message).join();
                                log.append(REMOVAL).thenRun(removed::countDown);
                            }
                        },
                        "sender");
                sender.setDaemon(true);
                sender.start();
            }
            removed.await();
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }
}
