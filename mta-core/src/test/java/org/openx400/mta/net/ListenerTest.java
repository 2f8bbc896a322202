package org.openx400.mta.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ListenerTest {
    private final NetFixture net = new NetFixture(PeerNetwork.Limits.DEFAULT);

    @AfterEach
    void close() {
        net.close();
    }

    @Test
    void anAddressThatCannotBeBoundIsNamed() throws IOException {
        try (Listener first = net.listen()) {
            InetSocketAddress taken = first.localAddresses().get(0);
            assertThatIOException()
                    .isThrownBy(() -> net.listen(taken))
                    .withMessageContaining("cannot listen on 127.0.0.1:" + taken.getPort())
                    .withMessageContaining("in use");
        }
    }

    @Test
    void closesWhatIsNotTaken() throws IOException {
        net.most = 1;
        try (Listener listener = net.listen();
                Socket first = connect(listener)) {
            await().until(() -> net.accepted.size() == 1);
            try (Socket second = connect(listener)) {
                second.setSoTimeout(20_000);
                assertThat(second.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(first.isConnected()).isTrue();
            assertThat(net.accepted).hasSize(1);
        }
    }

    @Test
    void afterTheCloseNobodyIsAcceptedButConnectionsStay() throws IOException {
        Listener listener = net.listen();
        InetSocketAddress address = listener.localAddresses().get(0);
        NetFixture.Peer dialled = net.connect(address);
        NetFixture.Peer accepted = net.firstAccepted();
        listener.close();
        await().until(() -> {
            NetFixture.Dial again = net.dial(address, null, java.time.Duration.ofSeconds(5));
            await().until(() -> again.failure != null || again.peer != null);
            return again.failure != null;
        });
        accepted.socket.write(NetFixture.random(1, 10));
        await().until(() -> dialled.count() == 10);
    }

    private static Socket connect(Listener listener) throws IOException {
        InetSocketAddress address = listener.localAddresses().get(0);
        return new Socket(address.getAddress(), address.getPort());
    }
}
