package org.openx400.mta.net;

import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.jspecify.annotations.Nullable;

/**
 * MINA's processor, with reads suspended and resumed on its own thread only. MINA changes the interest of the selection
 * key on the caller's thread: that does not wake the selector (a resumed connection would wait for up to a second) and may
 * overwrite a change that the I/O thread makes at the same time. And with connections that notice soon when the peer has
 * vanished ({@link KeepAlive}). Public because MINA's pool makes it by reflection.
 */
public final class TrafficProcessor extends NioProcessor {
    private volatile @Nullable Thread ioThread;

    /** Runs on a thread of the executor. */
    public TrafficProcessor(Executor executor) {
        super(executor);
    }

    @Override
    protected int select(long timeout) throws Exception {
        ioThread = Thread.currentThread();
        return super.select(timeout);
    }

    @Override
    protected void init(NioSession session) throws Exception {
        super.init(session);
        if (session.getChannel() instanceof SocketChannel channel) {
            KeepAlive.watch(channel);
        }
    }

    @Override
    public void updateTrafficControl(NioSession session) {
        if (Thread.currentThread() == ioThread) {
            super.updateTrafficControl(session);
        } else {
            updateTrafficMask(session);
        }
    }
}
