package org.openx400.mta.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Records traffic on an interface, most often the TCP traffic of some ports. {@link #finish} returns when everything that was on the wire
 * before it is in the file: it waits until a marker datagram, sent last, has been recorded.
 */
public final class LiveCapture implements AutoCloseable {
    private static final int MARKER_PORT = 9;

    /** Sends a word to the discard port of loopback. */
    private interface Marker {
        void send(String word) throws IOException;
    }

    private final Process process;
    private final Path file;
    private final Marker marker;

    private LiveCapture(Process process, Path file, Marker marker) {
        this.process = process;
        this.file = file;
        this.marker = marker;
    }

    /** Starts, and returns when packets are being recorded. */
    public static LiveCapture start(Path file, String device, Collection<Integer> tcpPorts) throws IOException {
        return start(NetworkHost.machine(), file, device, ports(tcpPorts), LiveCapture::sendHere);
    }

    /** Records everything that passes a host of a {@link NetworkLab} on these ports. */
    public static LiveCapture start(NetworkHost host, Path file, Collection<Integer> tcpPorts) throws IOException {
        return start(host, file, "any", ports(tcpPorts), markerAt(host));
    }

    /** Records everything that passes a host of a {@link NetworkLab} and this filter, such as {@code udp port 53}. */
    public static LiveCapture start(NetworkHost host, Path file, String filter) throws IOException {
        return start(host, file, "any", filter, markerAt(host));
    }

    /** Records only how connections on these ports are opened. */
    public static LiveCapture openings(NetworkHost host, Path file, Collection<Integer> tcpPorts) throws IOException {
        return start(host, file, "any", "(" + ports(tcpPorts) + ") and tcp[tcpflags] & tcp-syn != 0", markerAt(host));
    }

    private static String ports(Collection<Integer> tcpPorts) {
        return tcpPorts.stream().map(port -> "tcp port " + port).collect(Collectors.joining(" or "));
    }

    private static Marker markerAt(NetworkHost host) {
        return word -> host.run("bash", "-c", "echo " + word + " > /dev/udp/127.0.0.1/" + MARKER_PORT);
    }

    private static LiveCapture start(NetworkHost host, Path file, String device, String traffic, Marker marker)
            throws IOException {
        String filter = "(" + traffic + ") or udp port " + MARKER_PORT;
        Process process = host.command(List.of(
                        "dumpcap",
                        "-q",
                        "-P",
                        "-s",
                        "0",
                        "-B",
                        "64",
                        "-i",
                        device,
                        "-f",
                        filter,
                        "-w",
                        file.toString()))
                .redirectErrorStream(true)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        String line = output.readLine();
        while (line != null && !line.startsWith("File:")) {
            said.append(line).append('\n');
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("dumpcap did not start: " + said);
        }
        return new LiveCapture(process, file, marker);
    }

    /** Ends the recording and gives the file. */
    public Path finish() throws IOException {
        String word = UUID.randomUUID().toString();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try {
            while (!recorded(word)) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("the end of the traffic was not recorded in " + file);
                }
                marker.send(word);
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        close();
        return file;
    }

    @Override
    public void close() {
        ProcessTree.of(process).end();
    }

    private static void sendHere(String word) throws IOException {
        byte[] octets = word.getBytes(StandardCharsets.US_ASCII);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(octets, octets.length, InetAddress.getLoopbackAddress(), MARKER_PORT));
        }
    }

    private boolean recorded(String word) throws IOException {
        try (var in = Files.newByteChannel(file)) {
            long tail = Math.min(in.size(), 64 * 1024);
            in.position(in.size() - tail);
            var buffer = java.nio.ByteBuffer.allocate((int) tail);
            while (buffer.hasRemaining() && in.read(buffer) >= 0) {}
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1).contains(word);
        }
    }
}
