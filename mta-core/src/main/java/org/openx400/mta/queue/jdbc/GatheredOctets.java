package org.openx400.mta.queue.jdbc;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many octets of contents that come in a store has in memory. While these are few, a content may become larger there
 * before it goes where the store keeps {@link LargeContents}: a row costs no synchronisation of its own.
 */
final class GatheredOctets {
    /** A content of up to this many octets may be kept in the row of its message. */
    static final int LARGEST = 256 * 1024;

    /** What a content may gather however much the others have. */
    static final int ASSURED = 32 * 1024;

    /** Of all contents together, before each has only what is {@link #ASSURED}. */
    static final long PLENTY = 32L << 20;

    private final AtomicLong gathered = new AtomicLong();

    void add(int octets) {
        gathered.addAndGet(octets);
    }

    void remove(int octets) {
        gathered.addAndGet(-octets);
    }

    /** Octets that a content may have in memory now. */
    int share() {
        return gathered.get() > PLENTY ? ASSURED : LARGEST;
    }
}
