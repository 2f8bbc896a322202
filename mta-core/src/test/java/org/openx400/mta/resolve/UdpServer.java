package org.openx400.mta.resolve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openx400.mta.octets.Octets;

/** A server on loopback that does to each question what the test says. */
final class UdpServer implements AutoCloseable {
    private final DatagramSocket socket = socket();
    private final DatagramSocket stranger = socket();
    private final List<InetAddress> clients = new CopyOnWriteArrayList<>();
    private final Script script;

    /** What the server does: returns the answers to send. */
    interface Script {
        List<Sent> answer(Octets question) throws IOException;
    }

    /** An answer, from the server or from somebody else. */
    record Sent(Octets octets, boolean fromStranger) {}

    UdpServer(Script script) {
        this.script = script;
        Thread thread = new Thread(this::serve, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Where questions came from, one for each. */
    List<InetAddress> clients() {
        return clients;
    }

    private static DatagramSocket socket() {
        try {
            return new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        DatagramPacket in = new DatagramPacket(new byte[2048], 2048);
        try {
            while (true) {
                in.setLength(2048);
                socket.receive(in);
                clients.add(in.getAddress());
                Octets question = Octets.copyOf(ByteBuffer.wrap(in.getData(), 0, in.getLength()));
                for (Sent sent : script.answer(question)) {
                    byte[] out = sent.octets().toArray();
                    (sent.fromStranger() ? stranger : socket)
                            .send(new DatagramPacket(out, out.length, in.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    @Override
    public void close() {
        socket.close();
        stranger.close();
    }
}
