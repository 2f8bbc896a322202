package org.openx400.mta.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Carries TCP connections on to a server, and cuts them when it is told to. What a cut holds back is lost. */
public final class CuttingProxy implements AutoCloseable {
    /** How a connection ends. */
    public enum Kind {
        /** Both sides see FIN. */
        FIN,
        /** Both sides see RST. */
        RESET,
        /** Neither side sees anything: from then on no octet passes, and the connection stays open. */
        HALF_OPEN
    }

    /**
     * One cut.
     *
     * @param toServer whether the octets to the server are counted, otherwise those to the client
     * @param octets that still pass in this direction from now on
     */
    public record Cut(Kind kind, boolean toServer, long octets) {}

    private static final int PIECE = 8192;

    private final ServerSocket listening;
    private final InetSocketAddress source;
    private final InetSocketAddress server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Armed> armed = new AtomicReference<>();

    /** A cut that waits for its octet. */
    private static final class Armed {
        private final Cut cut;
        private long left;

        Armed(Cut cut) {
            this.cut = cut;
            this.left = cut.octets();
        }

        /** How many of these octets pass. */
        synchronized int pass(boolean toServer, int octets) {
            if (toServer != cut.toServer()) {
                return octets;
            }
            int passing = (int) Math.min(left, octets);
            left -= passing;
            return passing;
        }
    }

    /**
     * Listens on loopback.
     *
     * @param source address from which the server is called
     */
    public CuttingProxy(int port, String source, InetSocketAddress server) throws IOException {
        this.listening = new ServerSocket();
        listening.bind(new InetSocketAddress("127.0.0.1", port));
        this.source = new InetSocketAddress(source, 0);
        this.server = server;
        start("accepting", this::accept);
    }

    /** The next octets that pass in this direction are counted, and the connection that carries the last of them is cut. */
    public void arm(Cut cut) {
        armed.set(new Armed(cut));
    }

    /** Whether the cut has been made. */
    public boolean hasCut() {
        return armed.get() == null;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        connections.forEach(connection -> connection.end(false));
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket called = new Socket();
            try {
                called.bind(source);
                called.connect(server);
            } catch (IOException e) {
                called.close();
                client.close();
                continue;
            }
            Connection connection = new Connection(client, called);
            connections.add(connection);
            start("to the server", () -> connection.carry(client, called, true));
            start("to the client", () -> connection.carry(called, client, false));
        }
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One side is gone, or the proxy: nothing is carried any more.
                    }
                },
                "proxy " + name);
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private final class Connection {
        private final Socket client;
        private final Socket called;
        private volatile boolean dead;

        Connection(Socket client, Socket called) {
            this.client = client;
            this.called = called;
        }

        void carry(Socket from, Socket to, boolean toServer) throws IOException {
            byte[] piece = new byte[PIECE];
            try {
                int read = from.getInputStream().read(piece);
                while (read >= 0) {
                    Armed cut = armed.get();
                    int passing = cut == null ? read : cut.pass(toServer, read);
                    if (!dead) {
                        to.getOutputStream().write(piece, 0, passing);
                    }
                    if (passing < read && cut != null && armed.compareAndSet(cut, null)) {
                        cut(cut.cut.kind());
                    }
                    read = from.getInputStream().read(piece);
                }
            } finally {
                end(false);
            }
        }

        private void cut(Kind kind) {
            dead = true;
            if (kind != Kind.HALF_OPEN) {
                end(kind == Kind.RESET);
            }
        }

        void end(boolean reset) {
            connections.remove(this);
            try {
                if (reset) {
                    client.setSoLinger(true, 0);
                    called.setSoLinger(true, 0);
                }
                client.close();
                called.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
