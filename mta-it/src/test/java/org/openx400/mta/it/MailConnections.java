package org.openx400.mta.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.openx400.mta.testkit.Tshark;

/** SMTP connections, each as our end and the other end, {@code address:port address:port}. */
final class MailConnections {
    private MailConnections() {}

    /**
     * Those that were established.
     *
     * @param ours our address in the capture
     */
    static Set<String> onTheWire(Path recorded, String ours) {
        Set<String> connections = new TreeSet<>();
        for (List<String> row : Tshark.fields(
                recorded,
                LogTruth.X400,
                "tcp.flags.syn==1 && tcp.flags.ack==1",
                "ip.src",
                "tcp.srcport",
                "ip.dst",
                "tcp.dstport")) {
            String server = row.get(0) + ":" + row.get(1);
            String client = row.get(2) + ":" + row.get(3);
            connections.add(row.get(0).equals(ours) ? server + " " + client : client + " " + server);
        }
        return connections;
    }

    /** Those of which the protocol log of a connector tells, if there is one. */
    static Set<String> logged(Path data, String connector) throws IOException {
        Path log = data.resolve("log").resolve(connector + ".log");
        return Files.exists(log)
                ? Files.readAllLines(log).stream()
                        .map(line -> line.split(" "))
                        .map(words -> words[2] + " " + words[3])
                        .collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    /**
     * Those of which events tell.
     *
     * @param port where mail is taken, here and there
     * @param without when something was not to be told
     */
    static Set<String> told(Events events, int port, Predicate<Instant> without) throws IOException {
        Set<String> connections = new TreeSet<>();
        for (String event : events.all()) {
            String local = Events.field(event, "local").orElse("");
            String remote = Events.field(event, "remote").orElse("");
            boolean both = local.contains(":") && remote.contains(":");
            boolean mail = local.endsWith(":" + port) || remote.endsWith(":" + port);
            if (both && mail && !without.test(Events.time(event))) {
                connections.add(local + " " + remote);
            }
        }
        return connections;
    }
}
