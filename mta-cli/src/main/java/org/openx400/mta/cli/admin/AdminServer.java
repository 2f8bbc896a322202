package org.openx400.mta.cli.admin;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The service's side of the admin socket.
 *
 * <p>Each client has its own thread, so that one that is slow or sends nonsense disturbs no other. At most
 * {@link #MAX_CLIENTS} are served at a time, no request line is longer than {@link #MAX_LINE}, and a client that makes
 * no progress for the idle time is cut off.
 */
public final class AdminServer implements AutoCloseable {
    /** Octets of a request line, without its end. */
    public static final int MAX_LINE = 64 * 1024;

    /** Clients that are served at a time. */
    public static final int MAX_CLIENTS = 32;

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Path path;
    private final ServerSocketChannel listener;
    private final Map<String, AdminCommand> commands;
    private final Set<AdminConnection> connections = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "admin-watch");
        thread.setDaemon(true);
        return thread;
    });

    private AdminServer(Path path, ServerSocketChannel listener, Map<String, AdminCommand> commands) {
        this.path = path;
        this.listener = listener;
        this.commands = commands;
    }

    /** Listens at the path and answers. */
    public static AdminServer start(Path path, Map<String, AdminCommand> commands) throws IOException {
        return start(path, commands, IDLE);
    }

    static AdminServer start(Path path, Map<String, AdminCommand> commands, Duration idle) throws IOException {
        AdminServer server = new AdminServer(path, AdminSocket.listen(path), Map.copyOf(commands));
        Thread acceptor = new Thread(server::accept, "admin-accept");
        acceptor.setDaemon(true);
        acceptor.start();
        long period = Math.max(10, idle.toMillis() / 4);
        server.watch.scheduleWithFixedDelay(
                () -> server.connections.forEach(connection -> connection.closeIfIdle(idle)),
                period,
                period,
                TimeUnit.MILLISECONDS);
        return server;
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                serve(listener.accept());
            } catch (IOException e) {
                if (!listener.isOpen()) {
                    return;
                }
            }
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        AdminConnection connection = new AdminConnection(channel, commands, connections::remove);
        if (connections.size() >= MAX_CLIENTS) {
            connection.refuse("too many admin clients at once, " + MAX_CLIENTS + " are allowed");
            return;
        }
        connections.add(connection);
        Thread thread = new Thread(connection, "admin-client");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        watch.shutdownNow();
        try {
            listener.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // the next start replaces a socket that is left behind
        }
        connections.forEach(AdminConnection::close);
    }
}
