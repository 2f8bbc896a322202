package org.openx400.mta.queue.jdbc;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.octets.Octets;

/**
 * Octets that wait in memory. However they come, as single octets or each cut from a large buffer, they take hardly more
 * than twice their number.
 */
final class GatheredPieces {
    /** Pieces of fewer octets are copied behind one another. */
    private static final int SMALL = 512;

    /** Small pieces become one when they have so many octets. */
    private static final int JOINED = 8 * SMALL;

    private final List<Octets> pieces = new ArrayList<>();
    private ByteArrayOutputStream small = new ByteArrayOutputStream(0);
    private int length;

    void add(Octets piece) {
        length += piece.length();
        if (piece.length() < SMALL) {
            small.writeBytes(piece.toArray());
        } else {
            join();
            pieces.add(piece.compact());
        }
        if (small.size() >= JOINED) {
            join();
        }
    }

    int length() {
        return length;
    }

    /** All of them in order; valid until more come. */
    List<Octets> pieces() {
        join();
        return pieces;
    }

    void clear() {
        pieces.clear();
        small = new ByteArrayOutputStream(0);
        length = 0;
    }

    private void join() {
        if (small.size() > 0) {
            pieces.add(Octets.wrap(small.toByteArray()));
            small = new ByteArrayOutputStream(0);
        }
    }
}
