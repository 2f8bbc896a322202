package org.openx400.mta.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.net.ExtendedSocketOptions;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(30)
class KeepAliveTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void aConnectionAsksAfterItsPeerWithinSeconds() throws IOException {
        List<IoSession> sessions = new CopyOnWriteArrayList<>();
        try (NetFixture net = new NetFixture(PeerNetwork.Limits.DEFAULT)) {
            NioSocketAcceptor acceptor = new NioSocketAcceptor(net.network.processors());
            net.network.configure(acceptor.getSessionConfig());
            acceptor.setHandler(new IoHandlerAdapter() {
                @Override
                public void sessionOpened(IoSession session) {
                    sessions.add(session);
                }
            });
            acceptor.bind(new InetSocketAddress(NetFixture.address("127.0.0.1"), 0));
            try (Socket peer = new Socket(
                    acceptor.getLocalAddress().getAddress(),
                    acceptor.getLocalAddress().getPort())) {
                await().until(() -> peer.isConnected() && !sessions.isEmpty());
                SocketChannel channel = (SocketChannel) ((NioSession) sessions.get(0)).getChannel();
                assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE))
                        .isTrue();
                assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE))
                        .isEqualTo(10);
                assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL))
                        .isEqualTo(5);
                assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT))
                        .isEqualTo(4);
            } finally {
                acceptor.dispose();
            }
        }
    }
}
