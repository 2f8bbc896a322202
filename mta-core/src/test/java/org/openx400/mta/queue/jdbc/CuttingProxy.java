package org.openx400.mta.queue.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between a client and PostgreSQL, and cuts the connection in which a commit is under way. */
final class CuttingProxy implements AutoCloseable {
    enum Cut {
        NONE,
        /** The server never sees the commit. */
        BEFORE_COMMIT,
        /** The client never sees that it was committed. */
        BEHIND_COMMIT
    }

    private final int target;
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NONE);
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean open = true;

    CuttingProxy(int target) throws IOException {
        this.target = target;
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Cuts the next commit once, and from then on refuses connections until {@link #admit}. */
    void cut(Cut where) {
        next.set(where);
    }

    void admit() {
        open = true;
    }

    /** Connections that were refused since the cut. */
    int refused() {
        return refused.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                if (open) {
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                    threads.execute(() -> forward(client, server, "COMMIT", Cut.BEFORE_COMMIT));
                    threads.execute(() -> forward(server, client, "COMMIT\0", Cut.BEHIND_COMMIT));
                } else {
                    client.close();
                    refused.incrementAndGet();
                }
            }
        } catch (IOException e) {
            // The proxy is closed.
        }
    }

    private void forward(Socket from, Socket to, String commit, Cut cut) {
        byte[] octets = new byte[65_536];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            int read = in.read(octets);
            while (read > 0) {
                boolean commits = new String(octets, 0, read, StandardCharsets.ISO_8859_1).contains(commit);
                if (commits && next.compareAndSet(cut, Cut.NONE)) {
                    open = false;
                    return;
                }
                out.write(octets, 0, read);
                read = in.read(octets);
            }
        } catch (IOException e) {
            // The other side is closed.
        }
    }
}
