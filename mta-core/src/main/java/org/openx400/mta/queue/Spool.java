package org.openx400.mta.queue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.openx400.mta.octets.Octets;

/** Content that is coming in. One thread at a time. */
public interface Spool {
    void write(Octets octets) throws IOException;

    /** Completes when everything written so far is on stable storage. */
    CompletableFuture<Void> sync();

    /**
     * Completes when everything written so far is on stable storage, and with it where its transfer can go on after a
     * restart. That replaces what was kept of it before, and is forgotten when the content is accepted or discarded.
     *
     * @param transfer whose {@code contentLength} is the {@link #length} of now
     */
    CompletableFuture<Void> secure(PartialTransfer transfer);

    long length();

    /** How many of its octets are in memory. */
    int inMemory();

    /**
     * Reads what was written so far from its first octet, before the spool is given away. Nothing may be written while it
     * is open; the caller closes it.
     */
    ContentReader reader() throws IOException;

    /** Nothing more is written now: what was secured may be taken up later, what was not is thrown away. */
    void leave();

    /** Throws away what was written; does nothing once the spool belongs to an accepted message. */
    void discard();
}
