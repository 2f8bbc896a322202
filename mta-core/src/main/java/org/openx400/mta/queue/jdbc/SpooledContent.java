package org.openx400.mta.queue.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.Spool;

/**
 * Content that is coming in: gathered in memory while it is small enough for its row, from then on in one growing file.
 * Also a small one goes to a file when it is to be synchronised before its message is accepted.
 */
final class SpooledContent implements Spool {
    /** Contents up to this many octets are kept in the row of their message. */
    static final int LARGEST_INLINE = 32 * 1024;

    private enum State {
        OPEN,
        /** An accept is under way. */
        GIVEN,
        /** An accept is under way, and if it fails the content is not wanted any more. */
        GIVEN_UNWANTED,
        /** Accepted or discarded. */
        GONE
    }

    private final SpoolDirectory directory;
    private final List<Octets> gathered = new ArrayList<>();
    private int gatheredLength;
    private long length;
    private SpoolDirectory.@Nullable NewFile file;
    private State state = State.OPEN;
    /** After a synchronisation that failed, a later one proves nothing. */
    private boolean lost;

    SpooledContent(SpoolDirectory directory) {
        this.directory = directory;
    }

    @Override
    public synchronized void write(Octets octets) throws IOException {
        if (state != State.OPEN) {
            throw new IOException("The content is closed");
        }
        gathered.add(octets);
        gatheredLength += octets.length();
        length += octets.length();
        if (gatheredLength > LARGEST_INLINE) {
            flush();
        }
    }

    @Override
    public synchronized CompletableFuture<Void> sync() {
        SpoolDirectory.NewFile written;
        try {
            written = flush();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(
                    new QueueException("Content could not be written: " + e.getMessage(), e));
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            directory.syncs().execute(() -> synchronise(written, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new QueueException("The queue is closed", e));
        }
        return done;
    }

    @Override
    public synchronized long length() {
        return length;
    }

    @Override
    public synchronized ContentReader reader() throws IOException {
        if (state != State.OPEN) {
            throw new IOException("The content is closed");
        }
        return file == null
                ? StoredContent.inline(Octets.concat(gathered))
                : StoredContent.file(directory.open(flush().name()), length);
    }

    @Override
    public synchronized void discard() {
        switch (state) {
            case OPEN -> {
                state = State.GONE;
                close();
                if (file != null) {
                    directory.remove(file.name());
                }
            }
            case GIVEN -> state = State.GIVEN_UNWANTED;
            default -> {}
        }
    }

    boolean isIn(SpoolDirectory place) {
        return directory == place;
    }

    /** Begins an accept; completes when a file, if there is one, is on stable storage. */
    synchronized CompletableFuture<Void> give() throws QueueException {
        if (state != State.OPEN) {
            throw new QueueException("The content belongs to a message already, or was discarded");
        }
        state = State.GIVEN;
        return file == null ? CompletableFuture.completedFuture(null) : sync();
    }

    /** The accept failed: the content is its owner's again. */
    synchronized void giveBack() {
        boolean unwanted = state == State.GIVEN_UNWANTED;
        if (unwanted || state == State.GIVEN) {
            state = State.OPEN;
        }
        if (unwanted) {
            discard();
        }
    }

    /** The accept is committed. */
    synchronized void keep() {
        state = State.GONE;
        close();
    }

    synchronized @Nullable String fileName() {
        return file == null ? null : file.name();
    }

    /** What goes into the row, null when there is a file. */
    synchronized @Nullable Octets inline() {
        return file == null ? Octets.concat(gathered) : null;
    }

    private SpoolDirectory.NewFile flush() throws IOException {
        if (lost) {
            throw new IOException("it could not be synchronised before");
        }
        SpoolDirectory.NewFile target = file;
        if (target == null) {
            target = directory.create();
            file = target;
        }
        long at = length - gatheredLength;
        for (Octets octets : gathered) {
            ByteBuffer buffer = octets.asBuffer();
            while (buffer.hasRemaining()) {
                at += target.channel().write(buffer, at);
            }
        }
        gathered.clear();
        gatheredLength = 0;
        return target;
    }

    private void synchronise(SpoolDirectory.NewFile written, CompletableFuture<Void> done) {
        try {
            written.channel().force(false);
            directory.syncEntryOf(written);
            done.complete(null);
        } catch (IOException e) {
            markLost();
            done.completeExceptionally(new QueueException("Content could not be synchronised: " + e.getMessage(), e));
        }
    }

    private synchronized void markLost() {
        lost = true;
    }

    private void close() {
        gathered.clear();
        if (file != null) {
            try {
                file.channel().close();
            } catch (IOException e) {
                // What was written is on stable storage already, or not wanted.
            }
        }
    }
}
