package org.openx400.mta.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
}
