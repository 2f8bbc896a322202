package org.openx400.mta.queue.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.Lease;
import org.openx400.mta.queue.PartialTransfer;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.Spool;

/**
 * Content that is coming in: gathered in memory while it is small enough for its row ({@link GatheredOctets}), from then
 * on where the store keeps {@link LargeContents}. Also a small one goes there when it is to be synchronised before its message is accepted.
 */
final class SpooledContent implements Spool {
    /** What a large content gathers before it is written. */
    private static final int WRITTEN_AT_ONCE = 32 * 1024;

    private enum State {
        OPEN,
        /** An accept is under way. */
        GIVEN,
        /** An accept is under way, and if it fails the content is not wanted any more. */
        GIVEN_UNWANTED,
        /** Accepted or discarded. */
        GONE
    }

    private final LargeContents place;
    private final GatheredOctets ofAll;
    private final PartialTransfers partial;
    private final @Nullable Lease lease;
    private final BlockSums sums;
    private final GatheredPieces gathered = new GatheredPieces();
    private long length;
    private LargeContents.@Nullable Growing large;
    private State state = State.OPEN;
    /** After a write or synchronisation that failed, a later one proves nothing. */
    private boolean lost;
    /** Whether there may be a row that says where its transfer can go on. */
    private boolean secured;

    /** @param lease under which it is secured, or null */
    SpooledContent(LargeContents place, GatheredOctets ofAll, PartialTransfers partial, @Nullable Lease lease) {
        this(place, ofAll, partial, lease, new BlockSums());
    }

    private SpooledContent(
            LargeContents place,
            GatheredOctets ofAll,
            PartialTransfers partial,
            @Nullable Lease lease,
            BlockSums sums) {
        this.place = place;
        this.ofAll = ofAll;
        this.partial = partial;
        this.lease = lease;
        this.sums = sums;
    }

    /** One of a transfer that is taken up. */
    SpooledContent(
            LargeContents place,
            GatheredOctets ofAll,
            PartialTransfers partial,
            @Nullable Lease lease,
            LargeContents.Growing large,
            BlockSums sums,
            long length) {
        this(place, ofAll, partial, lease, sums);
        this.large = large;
        this.length = length;
        this.secured = true;
    }

    @Override
    public synchronized void write(Octets octets) throws IOException {
        if (state != State.OPEN) {
            throw new IOException("The content is closed");
        }
        gathered.add(octets);
        ofAll.add(octets.length());
        length += octets.length();
        sums.add(octets);
        if (gathered.length() > (large == null ? ofAll.share() : WRITTEN_AT_ONCE)) {
            flush();
        }
    }

    @Override
    public synchronized CompletableFuture<Void> sync() {
        LargeContents.Growing written;
        try {
            written = flush();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(
                    new QueueException("Content could not be written: " + e.getMessage(), e));
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            place.syncs().execute(() -> synchronise(written, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new QueueException("The queue is closed", e));
        }
        return done;
    }

    @Override
    public CompletableFuture<Void> secure(PartialTransfer transfer) {
        Octets soFar = sums();
        return sync().thenCompose(synced -> partial.write(this, transfer, soFar, lease));
    }

    @Override
    public synchronized long length() {
        return length;
    }

    @Override
    public synchronized int inMemory() {
        return gathered.length();
    }

    @Override
    public synchronized ContentReader reader() throws IOException {
        if (state != State.OPEN) {
            throw new IOException("The content is closed");
        }
        return large == null
                ? StoredContent.inline(Octets.concat(gathered.pieces()))
                : CheckedContent.of(flush().reader(length), sums.stored());
    }

    @Override
    public synchronized void leave() {
        if (state == State.OPEN && secured) {
            gone();
        } else {
            discard();
        }
    }

    @Override
    public synchronized void discard() {
        switch (state) {
            case OPEN -> {
                gone();
                if (large != null && secured) {
                    partial.remove(large.name(), lease);
                } else if (large != null) {
                    place.remove(large.name());
                }
            }
            case GIVEN -> state = State.GIVEN_UNWANTED;
            default -> {}
        }
    }

    boolean isIn(LargeContents other) {
        return place == other;
    }

    /** Begins an accept; completes when a large one is on stable storage. */
    synchronized CompletableFuture<Void> give() throws QueueException {
        if (state != State.OPEN) {
            throw new QueueException("The content belongs to a message already, or was discarded");
        }
        state = State.GIVEN;
        return large == null ? CompletableFuture.completedFuture(null) : sync();
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
        gone();
    }

    /**
     * Within the change that says where its transfer can go on: the name, null when nobody asks for it any more.
     *
     * @param underWay where the name is put, until the content is left, given away or discarded
     */
    synchronized @Nullable String nameToSecure(Set<String> underWay) {
        if (state != State.OPEN || large == null) {
            return null;
        }
        secured = true;
        underWay.add(large.name());
        return large.name();
    }

    /** Its name among the large ones, null when it goes into the row. */
    synchronized @Nullable String largeName() {
        return large == null ? null : large.name();
    }

    /** Within the change that takes it: fails when it is not there any more. */
    synchronized void confirm(WriterSession session) throws SQLException, QueueException {
        if (large != null) {
            place.confirm(session, large.name(), length);
            if (secured) {
                PartialTransfers.delete(session, large.name());
            }
        }
    }

    /** What goes into the row, null when it is a large one. */
    synchronized @Nullable Octets inline() {
        return large == null ? Octets.concat(gathered.pieces()) : null;
    }

    /** The checksums of its blocks, as they are stored. */
    synchronized Octets sums() {
        return sums.stored();
    }

    private LargeContents.Growing flush() throws IOException {
        if (lost) {
            throw new IOException("a part of it was lost before");
        }
        try {
            LargeContents.Growing target = large;
            if (target == null) {
                target = place.create();
                large = target;
            }
            for (Octets octets : gathered.pieces()) {
                target.append(octets);
            }
            forget();
            return target;
        } catch (IOException e) {
            lost = true;
            throw e;
        }
    }

    private void synchronise(LargeContents.Growing written, CompletableFuture<Void> done) {
        try {
            written.sync();
            done.complete(null);
        } catch (IOException e) {
            markLost();
            done.completeExceptionally(new QueueException("Content could not be synchronised: " + e.getMessage(), e));
        }
    }

    private synchronized void markLost() {
        lost = true;
    }

    private void gone() {
        state = State.GONE;
        forget();
        if (large != null) {
            large.close();
            partial.left(large.name());
        }
    }

    private void forget() {
        ofAll.remove(gathered.length());
        gathered.clear();
    }
}
