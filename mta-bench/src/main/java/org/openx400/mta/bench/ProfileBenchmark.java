package org.openx400.mta.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Where the relay's processor time goes: microseconds for each message, by layer and by thread. What each thread used is the
 * kernel's figure; how it is divided among the layers is told by the samples that the Java machine took of the thread.
 *
 * <p>Arguments: folder for the stores, octets of a message, messages, associations; one more for a gateway that takes mail
 * over so many SMTP sessions instead.
 */
final class ProfileBenchmark {
    private static final int WARM_UP = 10_000;
    private static final double SMALLEST_SHARE = 0.005;

    private ProfileBenchmark() {}

    /** What is profiled: carries so many messages, and tells how long it took. */
    @FunctionalInterface
    interface Load {
        Duration carry(String prefix, int count) throws IOException, InterruptedException;
    }

    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        int size = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        int sessions = Integer.parseInt(arguments[3]);
        Parts.closeWhenTold();
        String what = count + " messages of " + size + " octets over " + sessions;
        if (arguments.length > 4) {
            try (BenchedGateways gateway = BenchedGateways.taking(folder.resolve("gateway"))) {
                profile(
                        what + " sessions, taken by SMTP",
                        folder,
                        gateway.pid(),
                        count,
                        (prefix, mails) -> gateway.take(sessions, mails, size));
            }
        } else {
            try (BenchedRelay relay = BenchedRelay.start(folder.resolve("relay"), "", sessions, 0, size)) {
                profile(what + " associations", folder, relay.pid(), count, relay::relay);
            }
        }
    }

    private static void profile(String what, Path folder, long pid, int count, Load load)
            throws IOException, InterruptedException {
        Path recording = folder.resolve("profile.jfr");
        Samples.begin(pid); // before the warm-up, since what was compiled is thrown away when recording starts
        load.carry("w", WARM_UP);
        Instant begin = Instant.now();
        Map<Long, Long> before = ThreadTimes.of(pid);
        Duration time = load.carry("m", count);
        Map<Long, Long> used = ThreadTimes.between(before, ThreadTimes.of(pid));
        Samples.end(pid, recording);
        Samples samples = Samples.read(recording, begin);
        double total = used.values().stream().mapToLong(Long::longValue).sum() / 1e3 / count;
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f messages/s, %.0f us of processor time each, by layer:%n%n",
                what,
                Figures.perSecond(count, time),
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
