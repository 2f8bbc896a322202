package org.openx400.mta.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.openx400.mta.octets.Octets;

/**
 * Has tshark judge captured associations. The rule: nothing malformed, and no warning or error from TPKT, COTP, session,
 * presentation, ACSE, RTSE, P1 or P22. TCP's own marks do not count.
 */
public final class WireJudge {
    /** What tshark says of every data frame of X.410 mode, whose user data it cannot dissect. */
    private static final String X410_BLIND = "can't get spdu type from session dissector";

    private static final Set<String> NOT_OURS = Set.of("TCP", "IPv4", "IPv6", "IP", "Ethernet", "UDP", "DISCARD");

    private WireJudge() {}

    /** The streams of a capture, each in a file of its own beside it: tshark carries state from one to the next. */
    public static List<Path> streams(Path capture, int port) throws IOException {
        Set<Integer> numbers = new TreeSet<>();
        for (List<String> row : Tshark.fields(capture, port, "tcp.port==" + port, "tcp.stream")) {
            numbers.add(Integer.valueOf(row.get(0)));
        }
        List<Path> files = new ArrayList<>();
        for (int number : numbers) {
            Path file = capture.resolveSibling(capture.getFileName() + "-" + port + "-" + number + ".pcap");
            Files.deleteIfExists(file);
            Tshark.run(List.of(
                    "-r", capture.toString(), "-Y", "tcp.stream==" + number, "-F", "pcap", "-w", file.toString()));
            files.add(file);
        }
        return files;
    }

    /** Warnings and errors of our protocols in a capture of one stream, each {@code protocol: summary}. */
    public static List<String> complaints(Path stream, int port) {
        List<String> arguments = new ArrayList<>(Tshark.reading(stream, port));
        arguments.addAll(List.of("-q", "-z", "expert,warn"));
        List<String> complaints = new ArrayList<>();
        for (String line : Tshark.run(arguments)) {
            String[] columns = line.strip().split("\\s{2,}");
            if (columns.length >= 4 && columns[0].chars().allMatch(Character::isDigit)) {
                String protocol = columns[2];
                if (!NOT_OURS.contains(protocol) && !columns[3].contains(X410_BLIND)) {
                    complaints.add(protocol + ": " + columns[3]);
                }
            }
        }
        for (List<String> row :
                Tshark.fields(stream, port, "_ws.malformed", "frame.number", "_ws.expert.message", "_ws.col.Info")) {
            if (!row.get(1).contains(X410_BLIND)) {
                complaints.add("malformed frame " + row.get(0) + ": " + row.get(1) + " " + row.get(2));
            }
        }
        return complaints;
    }

    /** Puts the X.410-mode APDUs of a capture where tshark can see them. */
    public static List<Octets> rewrap(Path stream, int port, Path target) throws IOException {
        List<Octets> apdus = X410Rewrap.apdus(stream, port);
        X410Rewrap.write(apdus, target);
        return apdus;
    }
}
