package org.openx400.mta.queue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.openx400.mta.octets.Octets;

/** Content that is coming in. One thread at a time. */
public interface Spool {
    void write(Octets octets) throws IOException;

    /** Completes when everything written so far is on stable storage. */
    CompletableFuture<Void> sync();

    long length();

    /** Throws away what was written; does nothing once the spool belongs to an accepted message. */
    void discard();
}
