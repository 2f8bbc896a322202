package org.openx400.mta.rfc1006.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Carries one TCP connection on to a server, and cuts it or spoils it on the way. */
final class MeddlingRelay implements AutoCloseable {
    private static final int NEVER = Integer.MAX_VALUE;

    private final ServerSocket listening;
    private final InetSocketAddress server;
    private final int cutAfter;
    private final int spoiledOctet;
    private final int spoiledBits;

    private MeddlingRelay(InetSocketAddress server, int cutAfter, int spoiledOctet, int spoiledBits)
            throws IOException {
        this.server = server;
        this.cutAfter = cutAfter;
        this.spoiledOctet = spoiledOctet;
        this.spoiledBits = spoiledBits;
        this.listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        start(this::carry);
    }

    /** Resets both sides when so many octets have come from the caller. */
    static MeddlingRelay cutting(InetSocketAddress server, int octets) throws IOException {
        return new MeddlingRelay(server, octets, NEVER, 0);
    }

    /** Inverts these bits in one octet of what the caller sends. */
    static MeddlingRelay spoiling(InetSocketAddress server, int octet, int bits) throws IOException {
        return new MeddlingRelay(server, NEVER, octet, bits);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void carry() throws IOException {
        try (Socket caller = listening.accept();
                Socket called = new Socket(server.getAddress(), server.getPort())) {
            start(() -> {
                called.getInputStream().transferTo(caller.getOutputStream());
                caller.close();
            });
            byte[] buffer = new byte[4096];
            int carried = 0;
            for (int n = 0;
                    n >= 0 && carried < cutAfter;
                    n = caller.getInputStream().read(buffer)) {
                if (spoiledOctet >= carried && spoiledOctet < carried + n) {
                    buffer[spoiledOctet - carried] ^= (byte) spoiledBits;
                }
                called.getOutputStream().write(buffer, 0, n);
                carried += n;
            }
            if (carried >= cutAfter) {
                caller.setSoLinger(true, 0);
                called.setSoLinger(true, 0);
            }
        }
    }

    private static void start(Carrying carrying) {
        Thread thread = new Thread(() -> {
            try {
                carrying.run();
            } catch (IOException e) {
                // One side is gone: so is the relay.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Carrying {
        void run() throws IOException;
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
