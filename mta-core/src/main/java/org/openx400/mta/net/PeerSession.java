package org.openx400.mta.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.DefaultTransportMetadata;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.core.service.TransportMetadata;
import org.apache.mina.transport.socket.DefaultSocketSessionConfig;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.apache.mina.transport.socket.nio.NioSession;

/** MINA's view of a connection that we opened; MINA's own class for it can be made by its own connector only. */
final class PeerSession extends NioSession {
    static final TransportMetadata METADATA = new DefaultTransportMetadata(
            "nio", "socket", false, true, InetSocketAddress.class, SocketSessionConfig.class, IoBuffer.class);

    private final SocketChannel channel;
    private final SocketAddress local;
    private final SocketAddress remote;

    /**
     * @param channel connected
     * @throws IOException if it has been reset already
     */
    PeerSession(PeerConnector connector, IoProcessor<NioSession> processor, SocketChannel channel) throws IOException {
        super(processor, connector, channel);
        this.channel = channel;
        this.local = channel.getLocalAddress();
        this.remote = channel.getRemoteAddress();
        SocketSessionConfig own = new DefaultSocketSessionConfig();
        own.setAll(connector.getSessionConfig());
        this.config = own;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, own.isTcpNoDelay());
    }

    @Override
    public SocketChannel getChannel() {
        return channel;
    }

    @Override
    public SocketSessionConfig getConfig() {
        return (SocketSessionConfig) config;
    }

    @Override
    public TransportMetadata getTransportMetadata() {
        return METADATA;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return local;
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return remote;
    }
}
