package org.openx400.mta.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.mina.core.polling.AbstractPollingIoConnector;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.core.service.TransportMetadata;
import org.apache.mina.transport.socket.DefaultSocketSessionConfig;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.apache.mina.transport.socket.nio.NioSession;
import org.jspecify.annotations.Nullable;

/**
 * MINA's connector with SO_REUSEADDR before the bind, which MINA's own, a final class, does not set: without it a source
 * address and port serve one destination at a time. A connection is a channel, which neither SOCKS nor any other proxy
 * setting of the JVM reaches. That bind or connect failed at once is the result of the attempt at once.
 */
final class PeerConnector extends AbstractPollingIoConnector<NioSession, SocketChannel> {
    private final Map<SocketChannel, ConnectionRequest> requests = new ConcurrentHashMap<>();
    private volatile @Nullable Selector selector; // made by init, which MINA's constructor calls

    PeerConnector(IoProcessor<NioSession> processor) {
        super(new DefaultSocketSessionConfig(), processor);
    }

    @Override
    public TransportMetadata getTransportMetadata() {
        return PeerSession.METADATA;
    }

    @Override
    public SocketSessionConfig getSessionConfig() {
        return (SocketSessionConfig) sessionConfig;
    }

    @Override
    protected void init() throws IOException {
        selector = Selector.open();
    }

    @Override
    protected void destroy() throws IOException {
        selector().close();
    }

    @Override
    protected SocketChannel newHandle(@Nullable SocketAddress local) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            if (local != null) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                channel.bind(local);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    protected boolean connect(SocketChannel channel, SocketAddress remote) throws IOException {
        return channel.connect(remote);
    }

    @Override
    protected boolean finishConnect(SocketChannel channel) throws IOException {
        if (!channel.finishConnect()) {
            return false;
        }
        forget(channel);
        return true;
    }

    @Override
    protected NioSession newSession(IoProcessor<NioSession> processor, SocketChannel channel) throws IOException {
        return new PeerSession(this, processor, channel);
    }

    @Override
    protected void close(SocketChannel channel) throws IOException {
        forget(channel);
        channel.close();
    }

    private void forget(SocketChannel channel) {
        requests.remove(channel);
        SelectionKey key = channel.keyFor(selector());
        if (key != null) {
            key.cancel();
        }
    }

    @Override
    protected void register(SocketChannel channel, ConnectionRequest request) throws IOException {
        requests.put(channel, request);
        channel.register(selector(), SelectionKey.OP_CONNECT);
    }

    @Override
    protected @Nullable ConnectionRequest getConnectionRequest(SocketChannel channel) {
        return requests.get(channel);
    }

    @Override
    protected void wakeup() {
        selector().wakeup();
    }

    @Override
    protected int select(int timeout) throws IOException {
        return selector().select(timeout);
    }

    @Override
    protected Iterator<SocketChannel> selectedHandles() {
        List<SocketChannel> ready = new ArrayList<>(); // MINA removes what it has dealt with
        for (SelectionKey key : selector().selectedKeys()) {
            ready.add((SocketChannel) key.channel());
        }
        selector().selectedKeys().clear();
        return ready.iterator();
    }

    @Override
    protected Iterator<SocketChannel> allHandles() {
        return new ArrayList<>(requests.keySet()).iterator();
    }

    private Selector selector() {
        return Objects.requireNonNull(selector);
    }
}
