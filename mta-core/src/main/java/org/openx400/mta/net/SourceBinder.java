package org.openx400.mta.net;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Objects;
import java.util.PrimitiveIterator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.mina.core.future.ConnectFuture;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.net.ConnectFailure.Kind;

/**
 * The only place that opens a connection to a peer. A connection with a source address is bound to it before connect and
 * checked against what the kernel reports afterwards; if the address is not on this node there is no connection, and never
 * one from another address. Its local port is any that has no connection with the same destination yet ({@link LocalPorts}).
 */
public final class SourceBinder implements AutoCloseable {
    private static final AttributeKey ATTEMPT = new AttributeKey(SourceBinder.class, "attempt");

    private final PeerConnector connector;
    private final Scheduler scheduler;

    public SourceBinder(PeerNetwork network) {
        scheduler = network.scheduler();
        connector = new PeerConnector(network.processors());
        connector.setConnectTimeoutMillis(0); // each attempt has its own timer
        network.configure(connector.getSessionConfig());
        connector.setHandler(new Handler(network));
    }

    /**
     * Begins to connect.
     *
     * @param remote resolved
     * @param source local address, loopback or not; null lets the kernel choose
     * @param timeout until connected
     */
    public void connect(
            InetSocketAddress remote, @Nullable InetAddress source, Duration timeout, ConnectListener listener) {
        ConnectFailure impossible = source == null ? null : impossible(remote, source);
        if (impossible != null) {
            listener.failed(impossible);
            return;
        }
        Attempt attempt = new Attempt(remote, source, listener);
        try {
            ConnectFuture future = source == null ? dial(attempt, null) : dialFromAnyPort(attempt, source);
            attempt.begin(future, timeout);
        } catch (IOException e) {
            listener.failed(new ConnectFailure(Kind.UNREACHABLE, "no local port can be chosen: " + e.getMessage()));
        }
    }

    private ConnectFuture dial(Attempt attempt, @Nullable InetSocketAddress local) {
        return connector.connect(attempt.remote, local, (session, unused) -> session.setAttribute(ATTEMPT, attempt));
    }

    /** Tries one port after the other until one is free for this destination; the kernel answers at once. */
    private ConnectFuture dialFromAnyPort(Attempt attempt, InetAddress source) throws IOException {
        LocalPorts ports = LocalPorts.now();
        attempt.ports = ports.count();
        PrimitiveIterator.OfInt untried = ports.fromAnyOn(ThreadLocalRandom.current());
        ConnectFuture future = dial(attempt, new InetSocketAddress(source, untried.nextInt()));
        if (isWantOfPort(future.getException()) && impossible(attempt.remote, source) != null) {
            return future; // the address has just left
        }
        while (isWantOfPort(future.getException()) && untried.hasNext()) {
            future = dial(attempt, new InetSocketAddress(source, untried.nextInt()));
        }
        return future;
    }

    /** EADDRINUSE from bind or EADDRNOTAVAIL from connect; Java has the same exception for EACCES. */
    private static boolean isWantOfPort(@Nullable Throwable failure) {
        return failure instanceof BindException && !"Permission denied".equals(failure.getMessage());
    }

    /** Our own connections from the source to the destination. */
    private long connections(InetAddress source, InetSocketAddress remote) {
        return connector.getManagedSessions().values().stream()
                .filter(session -> remote.equals(session.getRemoteAddress())
                        && session.getLocalAddress() instanceof InetSocketAddress local
                        && source.equals(local.getAddress()))
                .count();
    }

    private static @Nullable ConnectFailure impossible(InetSocketAddress remote, InetAddress source) {
        if (remote.getAddress() instanceof Inet4Address != source instanceof Inet4Address) {
            return new ConnectFailure(
                    Kind.UNREACHABLE,
                    AddressText.of(source) + " and " + AddressText.of(remote) + " are of different address families");
        }
        try {
            LocalAddresses here = LocalAddresses.now();
            return here.contains(source)
                    ? null
                    : new ConnectFailure(
                            Kind.SOURCE_ABSENT,
                            "source address " + AddressText.of(source) + " is not on this node, which has " + here);
        } catch (SocketException e) {
            return new ConnectFailure(
                    Kind.SOURCE_ABSENT, "the interfaces of this node cannot be read: " + e.getMessage());
        }
    }

    /** Connections that are up stay. */
    @Override
    public void close() {
        connector.dispose();
    }

    /** One attempt; timer, failure and connection race, and the first one decides. */
    private final class Attempt {
        private final InetSocketAddress remote;
        private final @Nullable InetAddress source;
        private final ConnectListener listener;
        private final AtomicBoolean decided = new AtomicBoolean();
        private int ports;

        Attempt(InetSocketAddress remote, @Nullable InetAddress source, ConnectListener listener) {
            this.remote = remote;
            this.source = source;
            this.listener = listener;
        }

        void begin(ConnectFuture future, Duration timeout) {
            Scheduler.Timer timer = scheduler.schedule(timeout, () -> {
                future.cancel();
                fail(new ConnectFailure(
                        Kind.TIMEOUT,
                        "no connection with " + AddressText.of(remote) + " within " + timeout.toMillis() + " ms"));
            });
            future.addListener(done -> {
                timer.cancel();
                Throwable cause = future.getException();
                if (cause != null) {
                    fail(failure(cause));
                }
            });
        }

        @Nullable
        PeerHandler connected(TcpConnection connection) {
            InetSocketAddress local = connection.localAddress();
            if (source != null && !local.getAddress().equals(source)) {
                fail(new ConnectFailure(
                        Kind.SOURCE_DIFFERS,
                        "bound to " + AddressText.of(source) + " but the kernel reports " + AddressText.of(local)
                                + "; closed"));
                return null;
            }
            if (local.equals(connection.remoteAddress())) { // TCP lets a loopback port connect with itself
                fail(new ConnectFailure(Kind.UNREACHABLE, "nothing listens on " + AddressText.of(remote)));
                return null;
            }
            return decided.compareAndSet(false, true) ? listener.connected(connection) : null;
        }

        private void fail(ConnectFailure failure) {
            if (decided.compareAndSet(false, true)) {
                listener.failed(failure);
            }
        }

        private ConnectFailure failure(Throwable cause) {
            ConnectFailure absent = source == null ? null : impossible(remote, source);
            if (absent != null) { // it left between the look and the bind
                return absent;
            }
            String way = "from " + AddressText.of(source) + " to " + AddressText.of(remote);
            if (source != null && isWantOfPort(cause)) {
                long current = connections(source, remote);
                return new ConnectFailure(
                        Kind.PORTS_EXHAUSTED,
                        "no local port is free " + way + ": " + current + " connections of ours, " + ports + " ports",
                        new ConnectFailure.PortUse(current, ports));
            }
            return new ConnectFailure(Kind.UNREACHABLE, way + ": " + MinaHandler.text(cause));
        }
    }

    private static final class Handler extends MinaHandler {
        Handler(PeerNetwork network) {
            super(network);
        }

        @Override
        @Nullable
        PeerHandler opened(IoSession session, TcpConnection connection) {
            return Objects.requireNonNull((Attempt) session.getAttribute(ATTEMPT))
                    .connected(connection);
        }
    }
}
