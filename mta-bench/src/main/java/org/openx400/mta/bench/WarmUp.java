package org.openx400.mta.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Gives Java machines work until their code is compiled: a gateway runs for months, and its compilers use more processor time
 * than its mails for the first half minute.
 */
final class WarmUp {
    private static final int BATCH = 5000;

    /** Of the processor time of a batch; then the compilers do not matter any more. */
    private static final double COMPILED = 0.02;

    private static final Duration LONGEST = Duration.ofSeconds(90);

    private WarmUp() {}

    /** Something that is carried. */
    @FunctionalInterface
    interface Load {
        void carry(int count) throws IOException, InterruptedException;
    }

    /**
     * Ends when the compilers are done, or when it has taken too long.
     *
     * @return what was done, and how far the compilers came
     */
    static String of(List<Long> pids, Load load) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        int carried = 0;
        double share;
        do {
            Used before = Used.by(pids);
            load.carry(BATCH);
            carried += BATCH;
            share = Used.by(pids).compilersSince(before);
        } while (share > COMPILED && System.nanoTime() - begin < LONGEST.toNanos());
        return String.format(
                Locale.ROOT,
                "%d before that; in the last %d of these the compilers used %.0f %% of the processor time",
                carried,
                BATCH,
                100 * share);
    }

    /** Processor time so far, in nanoseconds. */
    private record Used(long all, long compilers) {
        static Used by(List<Long> pids) throws IOException {
            long all = 0;
            long compilers = 0;
            for (long pid : pids) {
                all += sum(ThreadTimes.of(pid).values());
                compilers += sum(ThreadTimes.ofCompilers(pid).values());
            }
            return new Used(all, compilers);
        }

        private static long sum(Iterable<Long> nanos) {
            long sum = 0;
            for (long each : nanos) {
                sum += each;
            }
            return sum;
        }

        double compilersSince(Used before) {
            return (double) (compilers - before.compilers) / (all - before.all);
        }
    }
}
