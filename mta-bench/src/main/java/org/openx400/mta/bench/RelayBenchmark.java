package org.openx400.mta.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
                    theirs[run] = Figures.perSecond(count, postfix.relay(sessions, count, size));
                    sqlite[run] = rate(folder.resolve(name), "", sessions, count, size);
                    server.query("postgres", "CREATE DATABASE " + name);
                    postgresql[run] = rate(folder.resolve(name + "_pg"), store(server, name), sessions, count, size);
                }
                Figures other = new Figures(theirs);
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %s | %s | %s | **%.2f** | **%.2f** |%n",
                        sessions,
                        new Figures(sqlite).text(0),
                        new Figures(postgresql).text(0),
                        other.text(0),
                        new Figures(sqlite).median() / other.median(),
                        new Figures(postgresql).median() / other.median());
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

    private static double rate(Path folder, String store, int associations, int count, int size)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("store-secret"), PASSWORD);
        try (BenchedRelay relay = BenchedRelay.start(folder, store, associations, 0, size)) {
            relay.relay("w", WARM_UP);
            Duration time = relay.relay("m", count);
            return Figures.perSecond(count, time);
        }
    }
}
