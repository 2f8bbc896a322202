package org.openx400.mta.smtp.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.event.LimitEvents;
import org.openx400.mta.net.Listener;
import org.openx400.mta.net.PeerHandler;
import org.openx400.mta.net.PeerNetwork;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.octets.Limit;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.SmtpReply;

/** Takes mail from SMTP clients. Nothing is looked up when a client connects: it has its greeting at once. */
public final class SmtpServer implements AutoCloseable {
    private final String connector;
    private final PeerNetwork network;
    private final Path spoolDirectory;
    private final LimitEvents limitEvents = new LimitEvents(System::nanoTime);
    private final PeerCounts counts;
    private final Map<InetSocketAddress, Listener> listeners = new ConcurrentHashMap<>();
    private final Set<ServerConnection> live = ConcurrentHashMap.newKeySet();
    private volatile ServerTerms terms;

    /**
     * @param connector its name in events
     * @param spoolDirectory for long mails until they are committed; is created when missing, and emptied of what a former
     *     process left there
     * @throws IOException if the spool directory cannot be used
     */
    public SmtpServer(String connector, PeerNetwork network, ServerTerms terms, Path spoolDirectory)
            throws IOException {
        this.connector = connector;
        this.network = network;
        this.terms = terms;
        this.spoolDirectory = Files.createDirectories(spoolDirectory);
        this.counts = new PeerCounts(terms.limits(), System::nanoTime);
        try (var left = Files.newDirectoryStream(spoolDirectory, "mail-*.tmp")) {
            for (Path each : left) {
                Files.delete(each);
            }
        }
    }

    /** From now on works by these terms; connections that are up keep to theirs. */
    public void serve(ServerTerms next) {
        terms = next;
        counts.serve(next.limits());
    }

    /**
     * Listens on one more address; with port 0 the kernel chooses one. Where it listens already nothing changes.
     *
     * @throws IOException naming the address; the event log has it too
     */
    public synchronized void listen(InetSocketAddress address) throws IOException {
        if (listeners.containsKey(address)) {
            return;
        }
        try {
            Listener listener = Listener.open(network, address, this::accepted);
            listeners.put(address, listener);
            listener.localAddresses()
                    .forEach(local -> Event.of(EventId.LISTENING).local(local).to(events()));
        } catch (IOException e) {
            Event.of(EventId.LISTEN_FAILED)
                    .local(address)
                    .with("why", e.getMessage())
                    .to(events());
            throw e;
        }
    }

    /** Listens on no other addresses any more; connections that are up stay. */
    public synchronized void listenOnly(Collection<InetSocketAddress> addresses) {
        List.copyOf(listeners.keySet()).stream()
                .filter(address -> !addresses.contains(address))
                .forEach(this::stopListening);
    }

    /** As the kernel reports them. */
    public List<InetSocketAddress> localAddresses() {
        return listeners.values().stream()
                .flatMap(listener -> listener.localAddresses().stream())
                .toList();
    }

    /** How many clients are connected. */
    public int live() {
        return counts.live();
    }

    /** Listens no more and tells the clients so with a 421. */
    @Override
    public void close() {
        stopListening();
        live.forEach(connection -> connection.shutDown("the MTA stops"));
    }

    /** Listens no more and closes all connections without a word. */
    public void drop() {
        stopListening();
        live.forEach(ServerConnection::drop);
    }

    private void stopListening() {
        listenOnly(List.of());
    }

    private void stopListening(InetSocketAddress address) {
        Listener listener = listeners.remove(address);
        if (listener != null) {
            List<InetSocketAddress> addresses = listener.localAddresses();
            listener.close();
            addresses.forEach(
                    local -> Event.of(EventId.LISTENING_STOPPED).local(local).to(events()));
        }
    }

    private EventLog events() {
        return terms.hosting().events();
    }

    String connector() {
        return connector;
    }

    ServerTerms terms() {
        return terms;
    }

    Path spoolDirectory() {
        return spoolDirectory;
    }

    /** Whether the peer may begin one more mail now. */
    boolean mayBegin(PeerSocket socket) {
        Optional<Limit> reached = counts.begin(socket.remoteAddress().getAddress());
        reached.ifPresent(limit -> tell(limit, socket));
        return reached.isEmpty();
    }

    /** Whether the peer may try a password now. */
    boolean mayAuthenticate(PeerSocket socket) {
        Optional<Limit> reached = counts.authenticate(socket.remoteAddress().getAddress());
        reached.ifPresent(limit -> tell(limit, socket));
        return reached.isEmpty();
    }

    void authenticationFailed(PeerSocket socket) {
        counts.authenticationFailed(socket.remoteAddress().getAddress());
    }

    /** A limit bites. */
    void tell(Limit limit, PeerSocket socket) {
        limitEvents
                .reached(
                        EventId.MAIL_LIMIT_REACHED,
                        limit,
                        socket.remoteAddress().getAddress().getHostAddress())
                .ifPresent(event -> about(event, socket).to(events()));
    }

    /** The connection is over or about to be, which may be told more than once. */
    void gone(ServerConnection connection, PeerSocket socket) {
        if (live.remove(connection)) {
            counts.leave(socket.remoteAddress().getAddress());
        }
    }

    private PeerHandler accepted(PeerSocket socket) {
        InetAddress peer = socket.remoteAddress().getAddress();
        Optional<Limit> reached = counts.enter(peer);
        if (reached.isPresent()) {
            tell(reached.get(), socket);
            socket.write(
                    SmtpReply.of(421, "4.3.2", terms.settings().hostName() + " has too many connections, try later")
                            .octets());
            socket.closeAfterWrites();
            return new Deaf();
        }
        ServerConnection connection = new ServerConnection(this, socket);
        live.add(connection);
        about(Event.of(EventId.CONNECTION_ACCEPTED), socket)
                .association(connection.id())
                .to(events());
        connection.begin();
        return connection;
    }

    private Event.Builder about(Event.Builder event, PeerSocket socket) {
        return event.connector(connector).local(socket.localAddress()).remote(socket.remoteAddress());
    }

    /** Of a connection that has been refused. */
    private static final class Deaf implements PeerHandler {
        @Override
        public void received(Octets piece) {}

        @Override
        public void writable() {}

        @Override
        public void closed(String why) {}
    }
}
