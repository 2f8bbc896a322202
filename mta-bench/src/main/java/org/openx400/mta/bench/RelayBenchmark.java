package org.openx400.mta.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openx400.mta.testkit.PostgresInstance;

/**
 * Messages per second from the first octet at the source until the sink has all, every acknowledgement after its fsync:
 * this MTA in 1988 normal mode, with its queue in SQLite and in PostgreSQL with Debian's defaults, beside Postfix, same size,
 * same number of sessions, same disk, by turns. Each relay has carried twice as many messages before it is measured.
 *
 * <p>Arguments: folder for the stores, octets of a message, messages for each run, runs, numbers of sessions.
 */
final class RelayBenchmark {
    private static final String PASSWORD = "sesame";

    private RelayBenchmark() {}

    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        int size = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        int runs = Integer.parseInt(arguments[3]);
        List<Integer> sessionCounts =
                Arrays.stream(arguments).skip(4).map(Integer::valueOf).toList();
        Parts.closeWhenTold();
        System.out.printf(
                Locale.ROOT,
                "Relay of %d messages of %d octets, median of %d runs, messages/s:%n%n",
                count,
                size,
                runs);
        System.out.println("| sessions | SQLite | PostgreSQL | Postfix | SQLite/Postfix | PostgreSQL/Postfix |");
        System.out.println("|---|---|---|---|---|---|");
        List<String> warmUps = new ArrayList<>();
        try (PostfixRelay postfix = PostfixRelay.start(folder.resolve("postfix"), 1);
                PostgresInstance server = PostgresInstance.primary(PASSWORD)) {
            for (int sessions : sessionCounts) {
                Path stores = Files.createDirectories(folder.resolve(Integer.toString(sessions)));
                String database = "mta_" + sessions;
                server.query("postgres", "CREATE DATABASE " + database);
                try (BenchedRelay sqlite = relay(stores.resolve("sqlite"), "", sessions, size);
                        BenchedRelay postgresql =
                                relay(stores.resolve("postgresql"), store(server, database), sessions, size)) {
                    warmUps.add(sessions + " sessions, SQLite: " + sqlite.warmUp());
                    warmUps.add(sessions + " sessions, PostgreSQL: " + postgresql.warmUp());
                    print(sessions, runs, count, size, sqlite, postgresql, postfix);
                }
            }
        }
        System.out.println();
        warmUps.forEach(System.out::println);
    }

    private static void print(
            int sessions,
            int runs,
            int count,
            int size,
            BenchedRelay sqlite,
            BenchedRelay postgresql,
            PostfixRelay postfix)
            throws IOException, InterruptedException {
        double[] onSqlite = new double[runs];
        double[] onPostgresql = new double[runs];
        double[] theirs = new double[runs];
        for (int run = 0; run < runs; run++) {
            String prefix = "m" + run + "-";
            theirs[run] = Figures.perSecond(count, postfix.relay(sessions, count, size));
            onSqlite[run] = Figures.perSecond(count, sqlite.relay(prefix, count));
            onPostgresql[run] = Figures.perSecond(count, postgresql.relay(prefix, count));
        }
        Figures other = new Figures(theirs);
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %s | %s | **%.2f** | **%.2f** |%n",
                sessions,
                new Figures(onSqlite).text(0),
                new Figures(onPostgresql).text(0),
                other.text(0),
                new Figures(onSqlite).median() / other.median(),
                new Figures(onPostgresql).median() / other.median());
    }

    private static String store(PostgresInstance server, String database) {
        return """
                store:
                  url: "jdbc:postgresql://%s/%s"
                  user: %s
                  password: file:store-secret
                """.formatted(server.address(), database, PostgresInstance.USER);
    }

    private static BenchedRelay relay(Path folder, String store, int associations, int size) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("store-secret"), PASSWORD);
        return BenchedRelay.start(folder, store, associations, 0, size);
    }
}
