package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openx400.mta.testkit.LiveCapture;
import org.openx400.mta.testkit.NetworkHost;
import org.openx400.mta.testkit.Tshark;

/**
 * Whether the event log of a node says what its wire says: each connection that was established is in an event with the same
 * addresses and ports, each connection of an event is on the wire, and each dial that came to nothing left from the address
 * that the event about it names.
 */
final class LogTruth implements AutoCloseable {
    static final int X400 = 102;

    /** The packet type of Linux's capture of all interfaces. */
    private static final String SENT_BY_US = "4";

    private final LiveCapture capture;
    private final List<Integer> ports;

    /** @param ours whether it left from here */
    private record Opening(Instant at, String from, String to, boolean ours, boolean established) {
        String ends() {
            return LogTruth.ends(from, to);
        }

        String dial() {
            return from.substring(0, from.lastIndexOf(':')) + ">" + to;
        }
    }

    private LogTruth(LiveCapture capture, List<Integer> ports) {
        this.capture = capture;
        this.ports = ports;
    }

    /** Begins to watch a node, before it is started. */
    static LogTruth of(NetworkHost node, Path file) throws IOException {
        return of(node, file, List.of(X400));
    }

    static LogTruth of(NetworkHost node, Path file, List<Integer> ports) throws IOException {
        return new LogTruth(LiveCapture.openings(node, file, ports), ports);
    }

    /** Says how many connections of a test were compared. */
    static void tell(String test, int connections) {
        System.out.println("t-log-truth: " + test + ", " + connections
                + " connections, each with the same addresses in the events and on the wire");
    }

    /** Of a node that ran all the time, or was stopped in order. */
    int judge(Events events) throws IOException {
        return judge(events, at -> false);
    }

    /**
     * Returns how many connections were compared.
     *
     * @param broken when the process was killed or stopped, so that it could not tell of what its kernel did
     */
    int judge(Events events, Predicate<Instant> broken) throws IOException {
        List<Opening> openings = openings(capture.finish());
        Set<String> told = new HashSet<>();
        Set<String> failedDials = new HashSet<>();
        Set<String> listening = new HashSet<>();
        for (String event : events.all()) {
            String local = Events.field(event, "local").orElse("");
            String remote = Events.field(event, "remote").orElse("");
            if (event.contains("\"name\":\"CONNECT_FAILED\"")) {
                failedDials.add(local + ">" + remote);
            } else if (event.contains("\"name\":\"LISTENING\"")) {
                listening.add(local);
            } else if (hasPort(local) && hasPort(remote)) {
                told.add(ends(local, remote));
            }
        }
        Set<String> onTheWire = openings.stream()
                .filter(Opening::established)
                .map(Opening::ends)
                .collect(Collectors.toSet());
        assertThat(onTheWire).as("on the wire").containsAll(told);
        List<Opening> toTell =
                openings.stream().filter(opening -> !broken.test(opening.at())).toList();
        assertThat(told)
                .as("in the events")
                .containsAll(toTell.stream()
                        .filter(Opening::established)
                        .map(Opening::ends)
                        .toList());
        assertThat(failedDials)
                .as("dials that failed, in the events")
                .containsAll(toTell.stream()
                        .filter(opening ->
                                !opening.established() && opening.ours() && !listening.contains(opening.to()))
                        .map(Opening::dial)
                        .toList());
        return onTheWire.size();
    }

    @Override
    public void close() {
        capture.close();
    }

    /** A SYN that is repeated, or answered late, is one opening. */
    private List<Opening> openings(Path recorded) {
        Map<String, Opening> openings = new HashMap<>();
        Set<String> answered = new HashSet<>();
        for (List<String> row : Tshark.fields(
                recorded,
                ports.get(0),
                "tcp.flags.syn==1",
                "frame.time_epoch",
                "ip.src",
                "tcp.srcport",
                "ip.dst",
                "tcp.dstport",
                "tcp.flags.ack",
                "sll.pkttype")) {
            String from = row.get(1) + ":" + row.get(2);
            String to = row.get(3) + ":" + row.get(4);
            if (row.get(5).equals("1") || row.get(5).equals("True")) {
                answered.add(ends(from, to));
            } else {
                String[] time = row.get(0).split("\\.");
                Instant at = Instant.ofEpochSecond(Long.parseLong(time[0]), Long.parseLong(time[1]));
                openings.putIfAbsent(
                        ends(from, to), new Opening(at, from, to, row.get(6).equals(SENT_BY_US), false));
            }
        }
        List<Opening> all = new ArrayList<>();
        openings.forEach((ends, opening) -> all.add(
                new Opening(opening.at(), opening.from(), opening.to(), opening.ours(), answered.contains(ends))));
        all.sort(Comparator.comparing(Opening::at));
        return all;
    }

    private static boolean hasPort(String address) {
        return address.contains(":");
    }

    private static String ends(String one, String other) {
        return Stream.of(one, other).sorted().collect(Collectors.joining(" "));
    }
}
