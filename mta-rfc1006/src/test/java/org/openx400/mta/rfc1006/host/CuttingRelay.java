package org.openx400.mta.rfc1006.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Carries one TCP connection on to a server, and cuts it after so many octets from the caller. */
final class CuttingRelay implements AutoCloseable {
    private final ServerSocket listening;
    private final int octets;
    private final InetSocketAddress server;

    CuttingRelay(InetSocketAddress server, int octets) throws IOException {
        this.server = server;
        this.octets = octets;
        this.listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        start(this::carry);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void carry() throws IOException {
        try (Socket caller = listening.accept();
                Socket called = new Socket(server.getAddress(), server.getPort())) {
            start(() -> called.getInputStream().transferTo(caller.getOutputStream()));
            byte[] buffer = new byte[4096];
            int carried = 0;
            for (int n = 0;
                    n >= 0 && carried < octets;
                    n = caller.getInputStream().read(buffer)) {
                called.getOutputStream().write(buffer, 0, n);
                carried += n;
            }
            caller.setSoLinger(true, 0);
            called.setSoLinger(true, 0);
        }
    }

    private static void start(Carrying carrying) {
        Thread thread = new Thread(() -> {
            try {
                carrying.run();
            } catch (IOException e) {
                // The cut that this is for.
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
