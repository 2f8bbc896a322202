package org.openx400.mta.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/** A connection on MINA. The methods that {@link MinaHandler} calls run on the connection's I/O thread. */
final class TcpConnection implements PeerSocket, PacedWriter.Level {
    private static final Duration LAST_WRITES = Duration.ofSeconds(10);

    private final IoSession session;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final Scheduler scheduler;
    private final PacedWriter writer;
    private final ReadGate gate;
    private volatile boolean closing;
    private volatile String closeReason = "the connection was closed by us";
    private Scheduler.@Nullable Timer lastWrites;
    private @Nullable PeerHandler handler;
    private boolean told;

    TcpConnection(IoSession session, InetSocketAddress local, InetSocketAddress remote, PeerNetwork network) {
        this.session = session;
        this.local = local;
        this.remote = remote;
        this.scheduler = network.scheduler();
        this.writer = new PacedWriter(session, this);
        this.gate = new ReadGate(session, network.budget(), network.limits().octetsPerConnection());
    }

    void attach(PeerHandler user) {
        handler = user;
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public void write(List<Octets> pieces) {
        if (!closing) {
            writer.write(pieces);
        }
    }

    @Override
    public long unwritten() {
        return writer.unwritten();
    }

    @Override
    public boolean congested() {
        return writer.congested();
    }

    @Override
    public void consumed(Octets piece) {
        gate.consumed(piece.length());
    }

    @Override
    public void closeAfterWrites() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
            lastWrites = scheduler.schedule(LAST_WRITES, session::closeNow);
        }
        writer.closeWhenWritten();
    }

    @Override
    public void closeNow() {
        closing = true;
        session.closeNow();
    }

    void messageReceived(Octets piece) {
        PeerHandler user = handler;
        if (!closing && user != null) {
            gate.delivered(piece.length());
            user.received(piece);
        }
    }

    /** FIN came: what we still have to say is said, then we close too. */
    void inputClosed() {
        gate.shut(); // else the end of input would be found again and again
        closeReason = "the peer closed the connection";
        tellClosed();
        closeAfterWrites();
    }

    void failed(String why) {
        closeReason = why;
        closeNow();
    }

    void sessionClosed() {
        closing = true;
        synchronized (this) {
            if (lastWrites != null) {
                lastWrites.cancel();
            }
        }
        gate.release();
        tellClosed();
    }

    private void tellClosed() {
        PeerHandler user = handler;
        if (!told && user != null) {
            told = true;
            user.closed(closeReason);
        }
    }

    @Override
    public void writable() {
        PeerHandler user = handler;
        if (!closing && user != null) {
            user.writable();
        }
    }

    @Override
    public void pileChanged() {
        gate.writesChanged(writer::piledUp);
    }
}
