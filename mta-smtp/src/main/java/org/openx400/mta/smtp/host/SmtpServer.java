package org.openx400.mta.smtp.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.LimitEvents;
import org.openx400.mta.net.Listener;
import org.openx400.mta.net.PeerHandler;
import org.openx400.mta.net.PeerNetwork;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.octets.Limit;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.MailSink;
import org.openx400.mta.smtp.SmtpReply;
import org.openx400.mta.smtp.SmtpServerSettings;

/** Takes mail from SMTP clients. Nothing is looked up when a client connects: it has its greeting at once. */
public final class SmtpServer implements AutoCloseable {
    private final String connector;
    private final SmtpHosting hosting;
    private final PeerNetwork network;
    private final SmtpServerSettings settings;
    private final TlsContexts tls;
    private final MailSink sink;
    private final Authenticator authenticator;
    private final Path spoolDirectory;
    private final LimitEvents limitEvents = new LimitEvents(System::nanoTime);
    private final PeerCounts counts;
    private final Octets busy;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Set<ServerConnection> live = ConcurrentHashMap.newKeySet();

    /**
     * @param connector its name in events
     * @param tls has a certificate if the settings offer STARTTLS
     * @param spoolDirectory for long mails until they are committed; is created when missing, and emptied of what a former
     *     process left there
     * @throws IOException if the spool directory cannot be used
     */
    public SmtpServer(
            String connector,
            SmtpHosting hosting,
            PeerNetwork network,
            SmtpServerSettings settings,
            TlsContexts tls,
            PeerLimits limits,
            MailSink sink,
            Authenticator authenticator,
            Path spoolDirectory)
            throws IOException {
        this.connector = connector;
        this.hosting = hosting;
        this.network = network;
        this.settings = settings;
        this.tls = tls;
        this.sink = sink;
        this.authenticator = authenticator;
        this.spoolDirectory = Files.createDirectories(spoolDirectory);
        this.busy = SmtpReply.of(421, "4.3.2", settings.hostName() + " has too many connections, try later")
                .octets();
        this.counts = new PeerCounts(limits, System::nanoTime);
        try (var left = Files.newDirectoryStream(spoolDirectory, "mail-*.tmp")) {
            for (Path each : left) {
                Files.delete(each);
            }
        }
    }

    /**
     * Listens on one more address; with port 0 the kernel chooses one.
     *
     * @throws IOException naming the address; the event log has it too
     */
    public void listen(InetSocketAddress address) throws IOException {
        try {
            Listener listener = Listener.open(network, address, this::accepted);
            listeners.add(listener);
            listener.localAddresses()
                    .forEach(local -> Event.of(EventId.LISTENING).local(local).to(hosting.events()));
        } catch (IOException e) {
            Event.of(EventId.LISTEN_FAILED)
                    .local(address)
                    .with("why", e.getMessage())
                    .to(hosting.events());
            throw e;
        }
    }

    /** As the kernel reports them. */
    public List<InetSocketAddress> localAddresses() {
        return listeners.stream()
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
        for (Listener listener : listeners) {
            List<InetSocketAddress> addresses = listener.localAddresses();
            listener.close();
            addresses.forEach(
                    local -> Event.of(EventId.LISTENING_STOPPED).local(local).to(hosting.events()));
        }
        listeners.clear();
    }

    String connector() {
        return connector;
    }

    SmtpHosting hosting() {
        return hosting;
    }

    SmtpServerSettings settings() {
        return settings;
    }

    TlsContexts tls() {
        return tls;
    }

    MailSink sink() {
        return sink;
    }

    Authenticator authenticator() {
        return authenticator;
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

    private void tell(Limit limit, PeerSocket socket) {
        limitEvents
                .reached(
                        EventId.MAIL_LIMIT_REACHED,
                        limit,
                        socket.remoteAddress().getAddress().getHostAddress())
                .ifPresent(event -> about(event, socket).to(hosting.events()));
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
            socket.write(busy);
            socket.closeAfterWrites();
            return new Deaf();
        }
        ServerConnection connection = new ServerConnection(this, socket);
        live.add(connection);
        about(Event.of(EventId.CONNECTION_ACCEPTED), socket)
                .association(connection.id())
                .to(hosting.events());
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
