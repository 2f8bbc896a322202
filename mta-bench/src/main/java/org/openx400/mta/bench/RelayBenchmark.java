package org.openx400.mta.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.testkit.LoadBed;
import org.openx400.mta.testkit.LoadMessage;
import org.openx400.mta.testkit.LoadPeer;
import org.openx400.mta.testkit.LoadSource;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.PostgresInstance;

/**
 * Messages per second from the first octet at the source until the sink has all, every acknowledgement after its fsync:
 * this MTA in 1988 normal mode, with its queue in SQLite and in PostgreSQL with Debian's defaults, beside Postfix, same size,
 * same number of sessions, same disk, by turns.
 *
 * <p>Arguments: folder for the stores, octets of a message, messages for each run, runs, numbers of sessions.
 */
final class RelayBenchmark {
    private static final int WARM_UP = 3000;
    private static final String PASSWORD = "sesame";

    private RelayBenchmark() {}

    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        int size = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        int runs = Integer.parseInt(arguments[3]);
        List<Integer> sessionCounts =
                Arrays.stream(arguments).skip(4).map(Integer::valueOf).toList();
        System.out.printf(
                Locale.ROOT,
                "Relay of %d messages of %d octets, median of %d runs, messages/s:%n%n",
                count,
                size,
                runs);
        System.out.println("| sessions | SQLite | PostgreSQL | Postfix | SQLite/Postfix | PostgreSQL/Postfix |");
        System.out.println("|---|---|---|---|---|---|");
        try (PostfixRelay postfix = PostfixRelay.start(folder.resolve("postfix"));
                PostgresInstance server = PostgresInstance.primary(PASSWORD)) {
            for (int sessions : sessionCounts) {
                double[] sqlite = new double[runs];
                double[] postgresql = new double[runs];
                double[] theirs = new double[runs];
                for (int run = 0; run < runs; run++) {
                    String name = "mta_" + sessions + "_" + run;
                    theirs[run] = rate(count, postfix.relay(sessions, count, size));
                    sqlite[run] = rate(count, relay(folder.resolve(name), "", sessions, count, size));
                    server.query("postgres", "CREATE DATABASE " + name);
                    postgresql[run] = rate(
                            count, relay(folder.resolve(name + "_pg"), store(server, name), sessions, count, size));
                }
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %.0f (%s) | %.0f (%s) | %.0f (%s) | **%.2f** | **%.2f** |%n",
                        sessions,
                        median(sqlite),
                        all(sqlite),
                        median(postgresql),
                        all(postgresql),
                        median(theirs),
                        all(theirs),
                        median(sqlite) / median(theirs),
                        median(postgresql) / median(theirs));
            }
        }
    }

    private static String store(PostgresInstance server, String database) {
        return """
                store:
                  url: "jdbc:postgresql://%s/%s"
                  user: %s
                  password: file:store-secret
                """.formatted(server.address(), database, PostgresInstance.USER);
    }

    /** @param store section of the configuration, empty for SQLite */
    private static Duration relay(Path folder, String store, int associations, int count, int size)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        LoadBed bed = LoadBed.write(folder, Mode.NORMAL_1988, associations);
        Files.writeString(folder.resolve("store-secret"), PASSWORD);
        Files.writeString(bed.relay(), store, StandardOpenOption.APPEND);
        LoadMessage message = new LoadMessage(LoadBed.SOURCE_DOMAIN, LoadBed.SINK_DOMAIN, false);
        try (MtaProcess mta = MtaProcess.start(bed.relay());
                LoadPeer peer = LoadPeer.start(bed.peer(), event -> {});
                LoadSource source = peer.source("relay", id -> message.apdu(id, size, Instant.now()))) {
            source.start(associations);
            run(source, peer, "w", WARM_UP);
            long begin = System.nanoTime();
            run(source, peer, "m", count);
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }

    private static void run(LoadSource source, LoadPeer peer, String prefix, int count) throws InterruptedException {
        long target = peer.sink().transfers() + count;
        IntStream.range(0, count).forEach(i -> source.add(prefix + i));
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (peer.sink().transfers() < target) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        (target - peer.sink().transfers()) + " messages have not arrived; " + source.lastFailure());
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private static double rate(int count, Duration time) {
        return count / (time.toNanos() / 1e9);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String all(double[] values) {
        return String.join(
                " ",
                Arrays.stream(values)
                        .mapToObj(value -> String.format(Locale.ROOT, "%.0f", value))
                        .toList());
    }
}
