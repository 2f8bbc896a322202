package org.openx400.mta.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.jspecify.annotations.Nullable;

/** Accepts connections of peers on given addresses. */
public final class Listener implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final NioSocketAcceptor acceptor;

    private Listener(NioSocketAcceptor acceptor) {
        this.acceptor = acceptor;
    }

    /**
     * Begins to listen on an address.
     *
     * @param address with port 0 the kernel chooses one
     * @throws IOException naming the address
     */
    public static Listener open(PeerNetwork network, InetSocketAddress address, AcceptListener listener)
            throws IOException {
        NioSocketAcceptor acceptor = new NioSocketAcceptor(network.processors());
        acceptor.setReuseAddress(true); // a restart must not wait for TIME_WAIT
        acceptor.setBacklog(BACKLOG);
        acceptor.setCloseOnDeactivation(false);
        network.configure(acceptor.getSessionConfig());
        acceptor.setHandler(new Handler(network, listener));
        try {
            acceptor.bind(address);
        } catch (IOException e) {
            acceptor.dispose();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("cannot listen on " + AddressText.of(address) + ": " + MinaHandler.text(cause), e);
        }
        return new Listener(acceptor);
    }

    /** As the kernel reports it. */
    public List<InetSocketAddress> localAddresses() {
        List<InetSocketAddress> addresses = new ArrayList<>();
        acceptor.getLocalAddresses().forEach(each -> addresses.add((InetSocketAddress) each));
        return addresses;
    }

    /** Accepts no more; connections that are up stay. */
    @Override
    public void close() {
        acceptor.unbind();
        acceptor.dispose();
    }

    private static final class Handler extends MinaHandler {
        private final AcceptListener listener;

        Handler(PeerNetwork network, AcceptListener listener) {
            super(network);
            this.listener = listener;
        }

        @Override
        @Nullable
        PeerHandler opened(IoSession session, TcpConnection connection) {
            return listener.accepted(connection);
        }
    }
}
