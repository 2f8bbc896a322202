package org.openx400.mta.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.openx400.mta.net.NetFixture.address;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openx400.mta.net.ConnectFailure.Kind;

@Timeout(30)
class SourceBinderTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private final NetFixture net = new NetFixture(PeerNetwork.Limits.DEFAULT);

    @AfterEach
    void close() {
        net.close();
    }

    @Test
    void theAcceptorSeesTheSourceAddress() throws IOException {
        try (Listener listener = net.listen()) {
            InetSocketAddress remote = listener.localAddresses().get(0);
            NetFixture.Dial dial = net.dial(remote, address("127.0.0.7"), SOON);
            NetFixture.Peer accepted = net.firstAccepted();
            assertThat(accepted.socket.remoteAddress().getAddress()).isEqualTo(address("127.0.0.7"));
            await().until(() -> dial.peer != null);
            assertThat(dial.peer.socket.localAddress()).isEqualTo(accepted.socket.remoteAddress());
            assertThat(dial.peer.socket.remoteAddress()).isEqualTo(remote);
        }
    }

    @Test
    void aSourceThatIsNotOnThisNodeMakesNoConnection() throws IOException {
        try (Listener listener = net.listen()) {
            NetFixture.Dial dial = net.dial(listener.localAddresses().get(0), address("192.0.2.7"), SOON);
            assertThat(dial.failure.kind()).isEqualTo(Kind.SOURCE_ABSENT);
            assertThat(dial.failure.why()).contains("192.0.2.7").contains("lo 127.0.0.1");
            net.connect(listener.localAddresses().get(0)); // a later connection is the only one that came
            net.firstAccepted();
            assertThat(net.accepted).hasSize(1);
        }
    }

    @Test
    void aSourceOfAnotherAddressFamilyIsNotTried() throws IOException {
        try (Listener listener = net.listen()) {
            NetFixture.Dial dial = net.dial(listener.localAddresses().get(0), address("::1"), SOON);
            assertThat(dial.failure.why()).contains("different address families");
        }
    }

    @Test
    void aRefusedConnectionIsToldWithItsAddress() throws IOException {
        InetSocketAddress nobody = unusedPort();
        NetFixture.Dial dial = net.dial(nobody, address("127.0.0.7"), SOON);
        await().until(() -> dial.failure != null);
        assertThat(dial.failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(dial.failure.why()).contains("127.0.0.7").contains(String.valueOf(nobody.getPort()));
    }

    @Test
    void noAnswerEndsAtTheTimeout() throws IOException {
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, address("127.0.0.1"))) {
            InetSocketAddress remote = new InetSocketAddress(address("127.0.0.1"), full.getLocalPort());
            for (int i = 0; i < 2; i++) { // backlog 1 takes two
                Socket filler = new Socket();
                fillers.add(filler);
                filler.connect(remote);
            }
            NetFixture.Dial dial = net.dial(remote, null, Duration.ofMillis(200));
            await().until(() -> dial.failure != null);
            assertThat(dial.failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(dial.peer).isNull();
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void failedAttemptsLeaveNeitherDescriptorNorThreadBehind() throws IOException {
        InetSocketAddress nobody = unusedPort();
        dialAndFail(nobody, 20); // whatever is made once is made now
        int threads = Thread.activeCount();
        long before = openSockets();
        for (int round = 0; round < 30; round++) {
            dialAndFail(nobody, 100); // 3,000, of which 2,000 have a socket
        }
        await().untilAsserted(() -> assertThat(openSockets()).isLessThanOrEqualTo(before));
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 3); // some idle in pools for a while
    }

    /** A third without, a third with a source address, a third with one that is not here. */
    private void dialAndFail(InetSocketAddress nobody, int count) {
        List<NetFixture.Dial> dials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            InetAddress source = i % 3 == 0 ? null : address(i % 3 == 1 ? "127.0.0.7" : "192.0.2.7");
            dials.add(net.dial(nobody, source, SOON));
        }
        await().until(() -> dials.stream().allMatch(dial -> dial.failure != null));
        assertThat(dials).allMatch(dial -> dial.peer == null);
    }

    @Test
    void proxySettingsOfTheJvmDoNotReachOurConnections() throws IOException {
        try (ServerSocket proxy = new ServerSocket(0, 10, address("127.0.0.1"));
                Listener listener = net.listen()) {
            Map<String, String> settings = Map.of(
                    "socksProxyHost", "127.0.0.1",
                    "socksProxyPort", String.valueOf(proxy.getLocalPort()),
                    "socksNonProxyHosts", "");
            settings.forEach(System::setProperty);
            try (Socket plain = new Socket()) {
                InetSocketAddress remote = listener.localAddresses().get(0);
                plain.setSoTimeout(100);
                assertThatThrownBy(() -> plain.connect(remote, 100)).isInstanceOf(IOException.class);
                proxy.setSoTimeout(5000);
                proxy.accept().close(); // so the settings are in force: this one went to the proxy
                NetFixture.Dial dial = net.dial(remote, address("127.0.0.7"), SOON);
                await().until(() -> dial.peer != null);
                assertThat(net.firstAccepted().socket.remoteAddress()).isEqualTo(dial.peer.socket.localAddress());
                proxy.setSoTimeout(100);
                assertThatThrownBy(proxy::accept).isInstanceOf(SocketTimeoutException.class);
            } finally {
                settings.keySet().forEach(System::clearProperty);
            }
        }
    }

    private static InetSocketAddress unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, address("127.0.0.1"))) {
            return new InetSocketAddress(address("127.0.0.1"), socket.getLocalPort());
        }
    }

    private static long openSockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(SourceBinderTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException gone) {
            return false;
        }
    }
}
