package org.openx400.mta.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openx400.mta.testkit.FreePorts;
import org.openx400.mta.testkit.PostfixInstance;

/**
 * Internet mail beside Postfix, by turns, from the same source on the same disk, in mails per second.
 *
 * <ul>
 *   <li>Taken: until the last mail is acknowledged, which is after its fsync. Nothing leaves either queue meanwhile: that of the
 *       gateway leads to a peer that is down, and Postfix puts each mail into its hold queue, the least that it can do.
 *   <li>Carried: until the sink has all. A mail that goes from SMTP to X.400 and back to SMTP passes two gateways; Postfix is
 *       measured as one relay, and as two in a row, which is as many hops.
 * </ul>
 *
 * <p>Arguments: folder for the stores, octets of a mail, mails for each run, runs, numbers of sessions.
 */
final class InternetBenchmark {
    private static final int WARM_UP_SESSIONS = 50;

    /** Nothing looks at the hold queue; the brake for a queue manager that is behind would only hold up the source. */
    private static final String HOLD = """
            smtpd_client_restrictions = check_client_access static:HOLD
            in_flow_delay = 0
            """;

    private final int size;
    private final int count;
    private final int runs;

    private InternetBenchmark(int size, int count, int runs) {
        this.size = size;
        this.count = count;
        this.runs = runs;
    }

    /** Something that is measured. */
    @FunctionalInterface
    private interface Contender {
        Duration run(int sessions, int count, int size) throws IOException, InterruptedException;
    }

    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        InternetBenchmark benchmark = new InternetBenchmark(
                Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        List<Integer> sessions =
                Arrays.stream(arguments).skip(4).map(Integer::valueOf).toList();
        Parts.closeWhenTold();
        System.out.printf(
                Locale.ROOT,
                "Internet mail, %d of %d octets, median of %d runs, mails/s:%n%n",
                benchmark.count,
                benchmark.size,
                benchmark.runs);
        benchmark.taken(folder, sessions);
        System.out.println();
        benchmark.carried(folder, sessions);
    }

    private void taken(Path folder, List<Integer> sessions) throws IOException, InterruptedException {
        int port = FreePorts.find(1).get(0);
        try (PostfixInstance postfix = PostfixRelay.postfix(folder.resolve("hold"), port, HOLD);
                BenchedGateways gateway = BenchedGateways.taking(folder.resolve("taking"))) {
            warmUp(gateway.pids(), gateway::take);
            compare("taken", sessions, List.of("gateway", "Postfix"), List.of(gateway::take, (at, mails, octets) -> {
                Duration time = MailSource.send(port, at, mails, octets);
                postfix.deleteAll();
                return time;
            }));
        }
    }

    private void carried(Path folder, List<Integer> sessions) throws IOException, InterruptedException {
        try (PostfixRelay postfix = PostfixRelay.start(folder.resolve("one"), 1);
                PostfixRelay row = PostfixRelay.start(folder.resolve("two"), 2);
                BenchedGateways gateways = BenchedGateways.carrying(folder.resolve("carrying"))) {
            warmUp(gateways.pids(), gateways::carry);
            compare(
                    "carried",
                    sessions,
                    List.of("two gateways", "Postfix", "two Postfix"),
                    List.of(gateways::carry, postfix::relay, row::relay));
        }
    }

    private void warmUp(List<Long> gateways, Contender contender) throws IOException, InterruptedException {
        System.out.println(
                "Mails: " + WarmUp.of(gateways, mails -> contender.run(WARM_UP_SESSIONS, mails, size)) + ".\n");
    }

    /** Prints a table: the figures of each, and that of the first in proportion to each other one. */
    private void compare(String what, List<Integer> sessions, List<String> names, List<Contender> contenders)
            throws IOException, InterruptedException {
        List<String> ratios =
                names.stream().skip(1).map(other -> names.get(0) + "/" + other).toList();
        System.out.println(
                "| " + what + ", sessions | " + String.join(" | ", names) + " | " + String.join(" | ", ratios) + " |");
        System.out.println("|" + "---|".repeat(names.size() + ratios.size() + 1));
        for (int at : sessions) {
            List<Figures> figures = measure(at, contenders);
            double first = figures.get(0).median();
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %s | %s |%n",
                    at,
                    figures.stream().map(each -> each.text(0)).collect(Collectors.joining(" | ")),
                    figures.stream()
                            .skip(1)
                            .map(other -> String.format(Locale.ROOT, "**%.2f**", first / other.median()))
                            .collect(Collectors.joining(" | ")));
        }
    }

    private List<Figures> measure(int sessions, List<Contender> contenders) throws IOException, InterruptedException {
        double[][] rates = new double[contenders.size()][runs];
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < contenders.size(); i++) {
                rates[i][run] = Figures.perSecond(count, contenders.get(i).run(sessions, count, size));
            }
        }
        return IntStream.range(0, rates.length)
                .mapToObj(i -> new Figures(rates[i]))
                .toList();
    }
}
