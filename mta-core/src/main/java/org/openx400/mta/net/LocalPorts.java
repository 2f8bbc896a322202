package org.openx400.mta.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.PrimitiveIterator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The local ports that connections may leave from, as the system says. Linux chooses one for us only at the price that it
 * serves no other destination, since Java cannot set IP_BIND_ADDRESS_NO_PORT; so we choose ourselves.
 */
final class LocalPorts {
    private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range"); // of IPv6 too
    private static final Path RESERVED = Path.of("/proc/sys/net/ipv4/ip_local_reserved_ports");

    /** RFC 6335 6: the dynamic ports, where the system does not say. */
    private static final String DYNAMIC = "49152 65535";

    private final BitSet ports;

    private LocalPorts(BitSet ports) {
        this.ports = ports;
    }

    /** As they are at this moment, in the network namespace of this process. */
    static LocalPorts now() throws IOException {
        return parse(read(RANGE, DYNAMIC), read(RESERVED, ""));
    }

    /**
     * @param range first and last port
     * @param reserved ports and ranges of them that are to be left out, with commas between, or nothing
     * @throws IOException with the text, if it is not like that
     */
    static LocalPorts parse(String range, String reserved) throws IOException {
        BitSet ports = new BitSet();
        try {
            String[] ends = range.strip().split("\\s+");
            ports.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1);
            for (String each : reserved.strip().split(",")) {
                if (!each.isEmpty()) {
                    String[] of = each.split("-");
                    ports.clear(Integer.parseInt(of[0]), Integer.parseInt(of[of.length - 1]) + 1);
                }
            }
        } catch (RuntimeException e) {
            throw new IOException(
                    "not a range of ports: \"" + range.strip() + "\" without \"" + reserved.strip() + '"', e);
        }
        if (ports.isEmpty()) {
            throw new IOException("all ports of the range " + range.strip() + " are reserved");
        }
        return new LocalPorts(ports);
    }

    int count() {
        return ports.cardinality();
    }

    /** All of them once, from any one on, so that the next port is not foreseen. */
    PrimitiveIterator.OfInt fromAnyOn(RandomGenerator random) {
        int first = ports.nextSetBit(0);
        int start = first + random.nextInt(ports.length() - first);
        return IntStream.concat(
                        ports.stream().filter(port -> port >= start),
                        ports.stream().filter(port -> port < start))
                .iterator();
    }

    /** In one read of some size: the kernel gives nothing to a second one. */
    private static String read(Path file, String otherwise) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            return line == null ? "" : line;
        } catch (NoSuchFileException e) {
            return otherwise;
        }
    }
}
