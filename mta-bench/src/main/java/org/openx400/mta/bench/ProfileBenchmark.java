package org.openx400.mta.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Where the relay's processor time goes: microseconds for each message, by layer and by thread. What each thread used is the
 * kernel's figure; how it is divided among the layers is told by the samples that the Java machine took of the thread.
 *
 * <p>Arguments: folder for the stores, octets of a message, messages, associations.
 */
final class ProfileBenchmark {
    private static final int WARM_UP = 10_000;
    private static final double SMALLEST_SHARE = 0.005;

    private ProfileBenchmark() {}

    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        int size = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        int associations = Integer.parseInt(arguments[3]);
        Path recording = folder.resolve("relay.jfr");
        Map<Long, Long> used;
        double rate;
        try (BenchedRelay relay = BenchedRelay.start(folder.resolve("relay"), "", associations, 0, size)) {
            relay.relay("w", WARM_UP);
            Samples.begin(relay.pid());
            Map<Long, Long> before = ThreadTimes.of(relay.pid());
            Duration time = relay.relay("m", count);
            used = ThreadTimes.between(before, ThreadTimes.of(relay.pid()));
            Samples.end(relay.pid(), recording);
            rate = Figures.perSecond(count, time);
        }
        Samples samples = Samples.read(recording);
        double total = used.values().stream().mapToLong(Long::longValue).sum() / 1e3 / count;
        System.out.printf(
                Locale.ROOT,
                "%d messages of %d octets over %d associations: %.0f messages/s, %.0f us of processor time each, by layer:%n%n",
                count,
                size,
                associations,
                rate,
                total);
        print(samples.byLayer(used), count, total);
        System.out.printf("%nand by thread:%n%n");
        print(samples.byThread(used), count, total);
    }

    private static void print(Map<String, Double> nanos, int count, double total) {
        System.out.println("| | us | % |");
        System.out.println("|---|---|---|");
        nanos.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .filter(each -> each.getValue() / 1e3 / count > total * SMALLEST_SHARE)
                .forEach(each -> System.out.printf(
                        Locale.ROOT,
                        "| %s | %.0f | %.0f |%n",
                        each.getKey(),
                        each.getValue() / 1e3 / count,
                        100 * each.getValue() / 1e3 / count / total));
    }
}
