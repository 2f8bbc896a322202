package org.openx400.mta.net;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/** A network on loopback with everything that the tests of this package need, and what happened on it. */
final class NetFixture implements AutoCloseable {
    final Scheduler scheduler = new Scheduler();
    final PeerNetwork network;
    final SourceBinder binder;
    final List<Peer> accepted = new CopyOnWriteArrayList<>();
    /** Connections that are taken. */
    volatile int most = Integer.MAX_VALUE;

    NetFixture(PeerNetwork.Limits limits) {
        network = new PeerNetwork(limits, scheduler);
        binder = new SourceBinder(network);
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Listener listen(InetSocketAddress local) throws IOException {
        return Listener.open(network, local, socket -> {
            if (accepted.size() >= most) {
                return null;
            }
            Peer peer = new Peer(socket);
            accepted.add(peer);
            return peer;
        });
    }

    Listener listen() throws IOException {
        return listen(new InetSocketAddress(address("127.0.0.1"), 0));
    }

    Dial dial(InetSocketAddress remote, @Nullable InetAddress source, Duration timeout) {
        Dial dial = new Dial();
        binder.connect(remote, source, timeout, dial);
        return dial;
    }

    Peer connect(InetSocketAddress remote) {
        Dial dial = dial(remote, null, Duration.ofSeconds(5));
        await().until(() -> dial.peer != null);
        return dial.peer;
    }

    Peer firstAccepted() {
        await().until(() -> !accepted.isEmpty());
        return accepted.get(0);
    }

    static Octets random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return Octets.wrap(bytes);
    }

    @Override
    public void close() {
        binder.close();
        network.close();
        scheduler.close();
    }

    static final class Dial implements ConnectListener {
        volatile @Nullable Peer peer;
        volatile @Nullable ConnectFailure failure;

        @Override
        public PeerHandler connected(PeerSocket socket) {
            Peer connected = new Peer(socket);
            peer = connected;
            return connected;
        }

        @Override
        public void failed(ConnectFailure why) {
            failure = why;
        }
    }

    /** Records what comes; consumes it at once unless told not to. */
    static final class Peer implements PeerHandler {
        final PeerSocket socket;
        final List<Octets> unconsumed = new CopyOnWriteArrayList<>();
        volatile boolean consuming = true;
        volatile Consumer<Peer> onWritable = peer -> {};
        volatile @Nullable String closed;
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        Peer(PeerSocket socket) {
            this.socket = socket;
        }

        @Override
        public synchronized void received(Octets piece) {
            octets.writeBytes(piece.toArray());
            if (consuming) {
                socket.consumed(piece);
            } else {
                unconsumed.add(piece);
            }
        }

        synchronized Octets octets() {
            return Octets.wrap(octets.toByteArray());
        }

        synchronized int count() {
            return octets.size();
        }

        @Override
        public void writable() {
            onWritable.accept(this);
        }

        @Override
        public void closed(String why) {
            closed = why;
        }
    }
}
