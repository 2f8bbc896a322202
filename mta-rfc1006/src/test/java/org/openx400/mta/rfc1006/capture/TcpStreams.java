package org.openx400.mta.rfc1006.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.openx400.mta.octets.Octets;

/** Puts TCP packets in the order of their sequence numbers. */
final class TcpStreams {
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;

    private final List<Connection> connections = new ArrayList<>();

    void packet(int from, int to, long sequence, int flags, Octets payload) {
        boolean opens = (flags & (SYN | ACK)) == SYN;
        Connection connection = opens ? null : latest(from, to);
        if (connection == null) {
            connection = new Connection(from, to);
            connections.add(connection);
        }
        connection.packet(from == connection.callerPort, sequence, (flags & SYN) != 0, payload);
    }

    List<Conversation> conversations() {
        return connections.stream()
                .filter(connection -> !connection.segments.isEmpty())
                .map(connection -> new Conversation(
                        connection.callerPort, connection.calledPort, List.copyOf(connection.segments)))
                .toList();
    }

    private Connection latest(int from, int to) {
        for (int i = connections.size() - 1; i >= 0; i--) {
            Connection connection = connections.get(i);
            if (connection.callerPort == from && connection.calledPort == to
                    || connection.callerPort == to && connection.calledPort == from) {
                return connection;
            }
        }
        return null;
    }

    private static final class Connection {
        final int callerPort;
        final int calledPort;
        final List<Segment> segments = new ArrayList<>();
        private final Direction fromCaller = new Direction();
        private final Direction fromCalled = new Direction();

        Connection(int callerPort, int calledPort) {
            this.callerPort = callerPort;
            this.calledPort = calledPort;
        }

        void packet(boolean caller, long sequence, boolean syn, Octets payload) {
            Direction direction = caller ? fromCaller : fromCalled;
            for (Octets octets : direction.packet(syn ? sequence + 1 : sequence, payload)) {
                segments.add(new Segment(caller, octets));
            }
        }
    }

    private static final class Direction {
        private static final long UNKNOWN = -1;
        private long next = UNKNOWN;
        private final TreeMap<Long, Octets> early = new TreeMap<>(Comparator.naturalOrder());

        /** What is now complete, in order. */
        List<Octets> packet(long sequence, Octets payload) {
            if (next == UNKNOWN) {
                next = sequence;
            }
            List<Octets> ready = new ArrayList<>();
            if (!payload.isEmpty()) {
                early.merge(sequence, payload, (one, other) -> one.length() >= other.length() ? one : other);
            }
            while (!early.isEmpty() && early.firstKey() <= next) {
                var first = early.pollFirstEntry();
                int repeated =
                        (int) Math.min(next - first.getKey(), first.getValue().length());
                Octets fresh = first.getValue().from(repeated);
                if (!fresh.isEmpty()) {
                    ready.add(fresh);
                    next += fresh.length();
                }
            }
            return ready;
        }
    }
}
