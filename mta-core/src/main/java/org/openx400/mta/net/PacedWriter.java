package org.openx400.mta.net;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.future.WriteFuture;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/**
 * The outbound queue of one connection. Few writes are in MINA's hands at a time, small pieces leave together, the octets
 * are counted here, and the connection is closed only when the last write is done: MINA bounds nothing by itself and loses
 * under TLS what is written beyond its own limit or closed on flush.
 */
final class PacedWriter {
    private static final int WRITES_IN_FLIGHT = 4;
    private static final int WRITE_SIZE = 64 * 1024;
    private static final long CONGESTED = 256 * 1024;
    private static final long PILED_UP = 1024 * 1024;

    private final IoSession session;
    private final Level level;
    private final Deque<Octets> queue = new ArrayDeque<>();
    private long unwritten;
    private int inFlight;
    private boolean waiting;
    private boolean piledUp;
    private boolean closeWhenWritten;
    private boolean failed;

    /** Told of the level; never while a lock is held. */
    interface Level {
        void writable();

        /** {@link PacedWriter#piledUp()} has changed, perhaps more than once. */
        void pileChanged();
    }

    PacedWriter(IoSession session, Level level) {
        this.session = session;
        this.level = level;
    }

    void write(List<Octets> pieces) {
        boolean nowPiledUp;
        synchronized (this) {
            if (closeWhenWritten || failed) {
                return;
            }
            for (Octets piece : pieces) {
                if (!piece.isEmpty()) {
                    queue.add(piece);
                    unwritten += piece.length();
                }
            }
            nowPiledUp = !piledUp && unwritten > PILED_UP;
            piledUp |= nowPiledUp;
            pump();
        }
        if (nowPiledUp) {
            level.pileChanged();
        }
    }

    synchronized long unwritten() {
        return unwritten;
    }

    /** Whoever is told true will be told when it has changed. */
    synchronized boolean congested() {
        waiting |= unwritten > CONGESTED;
        return unwritten > CONGESTED;
    }

    /** True from more than 1 MiB unwritten until half of that is left. */
    synchronized boolean piledUp() {
        return piledUp;
    }

    synchronized void closeWhenWritten() {
        closeWhenWritten = true;
        closeIfDone();
    }

    private void pump() {
        while (inFlight < WRITES_IN_FLIGHT && !queue.isEmpty() && !failed) {
            Octets next = nextWrite();
            inFlight++;
            session.write(IoBuffer.wrap(next.asBuffer()))
                    .addListener(future -> written(next.length(), ((WriteFuture) future).getException()));
        }
    }

    private Octets nextWrite() {
        List<Octets> pieces = new ArrayList<>();
        int length = 0;
        for (Octets head = queue.peek(); head != null; head = queue.peek()) {
            if (length > 0 && length + head.length() > WRITE_SIZE) {
                break;
            }
            pieces.add(head);
            length += head.length();
            queue.remove();
        }
        return pieces.size() == 1 ? pieces.get(0) : Octets.concat(pieces);
    }

    private void written(int octets, @Nullable Throwable failure) {
        boolean writable;
        boolean down;
        synchronized (this) {
            inFlight--;
            unwritten -= octets;
            if (failure != null) {
                failed = true;
                queue.clear();
            }
            pump();
            closeIfDone();
            writable = waiting && !failed && unwritten <= CONGESTED / 2;
            waiting &= !writable;
            down = piledUp && unwritten <= PILED_UP / 2;
            piledUp &= !down;
        }
        if (down) {
            level.pileChanged();
        }
        if (writable) {
            level.writable();
        }
    }

    private void closeIfDone() {
        if (failed || closeWhenWritten && queue.isEmpty() && inFlight == 0) {
            session.closeNow();
        }
    }
}
