package org.openx400.mta.testkit;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.octets.Octets;

/** What the two sides of one association send each other, TPKT by TPKT (RFC 1006 6), recorded between them. */
public final class RecordedDialogue implements AutoCloseable {
    /** One TPKT with its header. */
    public record Turn(boolean ofCaller, Octets tpkt) {}

    private final ServerSocket listener;
    private final InetAddress source;
    private final InetSocketAddress called;
    private final List<Turn> turns = new ArrayList<>();

    private RecordedDialogue(ServerSocket listener, InetAddress source, InetSocketAddress called) {
        this.listener = listener;
        this.source = source;
        this.called = called;
    }

    /**
     * Listens on loopback and passes the first connection on.
     *
     * @param source local address of the connection to the called side
     */
    public static RecordedDialogue between(InetAddress source, InetSocketAddress called) throws IOException {
        RecordedDialogue dialogue =
                new RecordedDialogue(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")), source, called);
        daemon(dialogue::pass);
        return dialogue;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** What has passed so far, in its order. */
    public synchronized List<Turn> turns() {
        return List.copyOf(turns);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** Reads one TPKT. */
    static Octets read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] header = new byte[4];
        data.readFully(header);
        int length = (header[2] & 0xff) << 8 | header[3] & 0xff;
        byte[] rest = new byte[Math.max(0, length - header.length)];
        data.readFully(rest);
        return Octets.concat(Octets.wrap(header), Octets.wrap(rest));
    }

    private void pass() throws IOException {
        try (Socket caller = listener.accept();
                Socket onwards = new Socket()) {
            onwards.bind(new InetSocketAddress(source, 0));
            onwards.connect(called);
            daemon(() -> copy(onwards, caller, false));
            copy(caller, onwards, true);
        }
    }

    private void copy(Socket from, Socket to, boolean ofCaller) throws IOException {
        while (true) {
            Octets tpkt = read(from.getInputStream());
            synchronized (this) {
                turns.add(new Turn(ofCaller, tpkt));
            }
            to.getOutputStream().write(tpkt.toArray());
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (EOFException | SocketException e) {
                        return; // a side has closed
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "recorder");
        thread.setDaemon(true);
        thread.start();
    }
}
