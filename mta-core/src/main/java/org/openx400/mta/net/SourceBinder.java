package org.openx400.mta.net;

import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.mina.core.future.ConnectFuture;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSocketConnector;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.net.ConnectFailure.Kind;

/**
 * The only place that opens a connection to a peer. A connection with a source address is bound to it before connect and
 * checked against what the kernel reports afterwards; if the address is not on this node there is no connection, and never
 * one from another address.
 */
public final class SourceBinder implements AutoCloseable {
    private static final AttributeKey ATTEMPT = new AttributeKey(SourceBinder.class, "attempt");

    /** How MINA's message begins when bind, not connect, failed; it has no exception of its own for that. */
    private static final String BIND_FAILED = "Error while binding on";

    private final NioSocketConnector connector;
    private final Scheduler scheduler;

    public SourceBinder(PeerNetwork network) {
        scheduler = network.scheduler();
        connector = new NioSocketConnector(network.processors());
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
        InetSocketAddress local = source == null ? null : new InetSocketAddress(source, 0);
        ConnectFuture future =
                connector.connect(remote, local, (session, unused) -> session.setAttribute(ATTEMPT, attempt));
        attempt.begin(future, timeout);
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
            // EADDRINUSE from bind and EADDRNOTAVAIL from connect, with the source address here
            return cause instanceof BindException || MinaHandler.text(cause).startsWith(BIND_FAILED)
                    ? new ConnectFailure(Kind.PORTS_EXHAUSTED, "no local port is free " + way)
                    : new ConnectFailure(Kind.UNREACHABLE, way + ": " + MinaHandler.text(cause));
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
