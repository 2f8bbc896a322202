package org.openx400.mta.bench;

import java.nio.file.Path;
import java.util.Locale;
import org.openx400.mta.testkit.LoadSource;
import org.openx400.mta.testkit.ProcessGauge;

/**
 * What idle associations cost: two relays with as many busy associations, one of which has idle ones besides, by turns.
 *
 * <p>Arguments: folder for the stores, octets of a message, messages for each run, runs, busy associations, idle ones.
 */
final class IdleBenchmark {
    private static final int WARM_UP = 5000;

    private IdleBenchmark() {}

    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        int size = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        int runs = Integer.parseInt(arguments[3]);
        int busy = Integer.parseInt(arguments[4]);
        int idle = Integer.parseInt(arguments[5]);
        double[] without = new double[runs];
        double[] with = new double[runs];
        try (BenchedRelay quiet = BenchedRelay.start(folder.resolve("without"), "", busy, 0, size);
                BenchedRelay crowded = BenchedRelay.start(folder.resolve("with"), "", busy, idle, size);
                LoadSource crowd = BenchedRelay.source(crowded.peer(), size)) {
            quiet.relay("w", WARM_UP);
            crowded.relay("w", WARM_UP);
            ProcessGauge before = crowded.gauge();
            crowd.start(idle);
            BenchedRelay.await(crowd::opened, idle, crowd);
            for (int run = 0; run < runs; run++) {
                String prefix = "m" + run + "-";
                without[run] = Figures.perSecond(count, quiet.relay(prefix, count));
                with[run] = Figures.perSecond(count, crowded.relay(prefix, count));
            }
            ProcessGauge after = crowded.gauge();
            System.out.printf(
                    Locale.ROOT,
                    "%d busy associations, %d messages of %d octets, median of %d runs, messages/s:%n%n",
                    busy,
                    count,
                    size,
                    runs);
            System.out.println("| | with idle ones | without | ratio |");
            System.out.println("|---|---|---|---|");
            System.out.println(Figures.row(idle + " idle", 0, new Figures(with), new Figures(without)));
            System.out.printf(
                    Locale.ROOT,
                    "%nThe relay before and with the idle ones: reachable heap %.1f and %.1f MiB, threads %d and %d%n",
                    before.heapKib() / 1024.0,
                    after.heapKib() / 1024.0,
                    before.threads(),
                    after.threads());
        }
    }
}
