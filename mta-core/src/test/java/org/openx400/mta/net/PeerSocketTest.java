package org.openx400.mta.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openx400.mta.octets.Octets;

@Timeout(30)
class PeerSocketTest {
    private static final int KB = 1024;
    private static final PeerNetwork.Limits SMALL = new PeerNetwork.Limits(128 * KB, 192 * KB);
    private static final int ONE_READ = 64 * KB;
    private final NetFixture net = new NetFixture(SMALL);

    @AfterEach
    void close() {
        net.close();
    }

    @Test
    void whatIsWrittenBeforeTheCloseArrives() throws IOException {
        Octets all = NetFixture.random(1, 5_000_000);
        try (ServerSocket server = new ServerSocket(0, 1, NetFixture.address("127.0.0.1"))) {
            NetFixture.Peer writer = net.connect((InetSocketAddress) server.getLocalSocketAddress());
            for (int at = 0, n = 1; at < all.length(); at += n, n = n * 3 % 70_001 + 1) {
                writer.socket.write(all.slice(at, Math.min(all.length(), at + n)));
                n = Math.min(n, all.length() - at);
            }
            writer.socket.closeAfterWrites();
            writer.socket.write(Octets.latin1("too late"));
            try (Socket reader = server.accept()) {
                assertThat(Octets.wrap(reader.getInputStream().readAllBytes())).isEqualTo(all);
            }
            await().until(() -> writer.closed != null);
        }
    }

    @Test
    void aSlowReaderCostsNoMoreMemoryThanTheCongestionMark() throws IOException {
        Octets piece = NetFixture.random(2, 32 * KB);
        int pieces = 1024;
        AtomicInteger sent = new AtomicInteger();
        AtomicLong most = new AtomicLong();
        try (ServerSocket server = new ServerSocket(0, 1, NetFixture.address("127.0.0.1"))) {
            NetFixture.Peer writer = net.connect((InetSocketAddress) server.getLocalSocketAddress());
            writer.onWritable = peer -> {
                while (sent.get() < pieces && !peer.socket.congested()) {
                    sent.incrementAndGet();
                    peer.socket.write(piece);
                    most.accumulateAndGet(peer.socket.unwritten(), Math::max);
                }
            };
            writer.onWritable.accept(writer);
            try (Socket reader = server.accept()) {
                holdsStill(sent::get);
                assertThat(sent.get()).isBetween(8, pieces - 1);
                InputStream in = reader.getInputStream();
                for (int i = 0; i < pieces; i++) {
                    assertThat(Octets.wrap(in.readNBytes(piece.length()))).isEqualTo(piece);
                }
            }
            assertThat(most.get()).isLessThanOrEqualTo(256 * KB + piece.length());
        }
    }

    @Test
    void readingStopsAtTheBudgetOfTheConnectionAndGoesOnAtHalf() throws IOException {
        Octets all = NetFixture.random(3, 20_000_000);
        try (Listener listener = net.listen();
                Socket sender = new Socket()) {
            sender.connect(listener.localAddresses().get(0));
            NetFixture.Peer receiver = net.firstAccepted();
            receiver.consuming = false;
            CompletableFuture<Void> sending = send(sender, all);
            await().until(() -> receiver.count() > 128 * KB);
            holdsStill(receiver::count);
            assertThat(net.network.octetsHeld()).isLessThanOrEqualTo(128 * KB + ONE_READ);

            int before = receiver.count();
            while (net.network.octetsHeld() > 64 * KB) {
                receiver.socket.consumed(receiver.unconsumed.remove(0));
            }
            await().until(() -> receiver.count() > before);
            holdsStill(receiver::count);
            assertThat(net.network.octetsHeld()).isLessThanOrEqualTo(128 * KB + ONE_READ);

            receiver.consuming = true;
            receiver.unconsumed.forEach(receiver.socket::consumed);
            await().until(() -> receiver.count() == all.length());
            assertThat(receiver.octets()).isEqualTo(all);
            sending.join();
            await().until(() -> net.network.octetsHeld() == 0);
        }
    }

    @Test
    void readingStopsWhenAllConnectionsTogetherHoldTooMuch() throws IOException {
        Octets some = NetFixture.random(4, 100 * KB);
        try (Listener listener = net.listen();
                Socket first = new Socket();
                Socket second = new Socket();
                Socket third = new Socket()) {
            for (Socket each : new Socket[] {first, second, third}) {
                each.connect(listener.localAddresses().get(0));
            }
            await().until(() -> net.accepted.size() == 3);
            net.accepted.forEach(peer -> peer.consuming = false);
            CompletableFuture<Void> sending =
                    CompletableFuture.allOf(send(first, some), send(second, some), send(third, some));
            await().until(() -> net.network.octetsHeld() > 192 * KB);
            assertThat(net.network.octetsHeld()).isLessThanOrEqualTo(192 * KB + 3 * ONE_READ);
            for (NetFixture.Peer peer : net.accepted) {
                synchronized (peer) {
                    peer.consuming = true;
                    peer.unconsumed.forEach(peer.socket::consumed);
                }
            }
            await().until(() -> net.accepted.stream().allMatch(peer -> peer.count() == some.length()));
            sending.join();
        }
    }

    @Test
    void aPeerThatDoesNotReadOurAnswersIsNotReadEither() throws IOException {
        Octets answer = NetFixture.random(5, 64 * KB);
        try (Listener listener = net.listen();
                Socket peer = new Socket()) {
            peer.setReceiveBufferSize(32 * KB);
            peer.connect(listener.localAddresses().get(0));
            NetFixture.Peer ours = net.firstAccepted();
            int answers = 256;
            for (int i = 0; i < answers; i++) {
                ours.socket.write(answer); // 16 MiB are more than the kernel takes
            }
            CompletableFuture<Void> sending = send(peer, NetFixture.random(6, 20_000_000));
            holdsStill(ours::count);
            assertThat(ours.count()).isLessThan(20_000_000);
            peer.getInputStream().readNBytes(answers * answer.length());
            await().until(() -> ours.count() == 20_000_000);
            sending.join();
        }
    }

    @Test
    void theEndOfAConnectionIsToldOnceAndGivesTheBudgetBack() throws IOException {
        try (Listener listener = net.listen()) {
            Socket sender = new Socket();
            sender.connect(listener.localAddresses().get(0));
            NetFixture.Peer receiver = net.firstAccepted();
            receiver.consuming = false;
            sender.getOutputStream().write(new byte[1000]);
            await().until(() -> receiver.count() == 1000);
            assertThat(net.network.octetsHeld()).isPositive();
            sender.close();
            await().until(() -> receiver.closed != null);
            assertThat(receiver.closed).isEqualTo("the peer closed the connection");
            await().until(() -> net.network.octetsHeld() == 0);
        }
    }

    @Test
    void aResetIsToldToo() throws IOException {
        try (Listener listener = net.listen()) {
            Socket sender = new Socket();
            sender.connect(listener.localAddresses().get(0));
            NetFixture.Peer receiver = net.firstAccepted();
            sender.setSoLinger(true, 0);
            sender.close();
            await().until(() -> receiver.closed != null);
        }
    }

    private static CompletableFuture<Void> send(Socket socket, Octets octets) throws IOException {
        OutputStream out = socket.getOutputStream();
        return CompletableFuture.runAsync(() -> {
            try {
                octets.writeTo(out);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void holdsStill(IntSupplier level) {
        AtomicInteger last = new AtomicInteger(-1);
        await().pollInterval(Duration.ofMillis(300)).until(() -> {
            int now = level.getAsInt();
            return last.getAndSet(now) == now;
        });
    }
}
