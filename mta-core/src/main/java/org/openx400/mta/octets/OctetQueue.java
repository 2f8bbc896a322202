package org.openx400.mta.octets;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Octets that come in pieces of one size and leave in pieces of another; nothing is copied. */
public final class OctetQueue {
    private final Deque<Octets> pieces = new ArrayDeque<>();
    private int length;

    public void add(Octets piece) {
        if (!piece.isEmpty()) {
            pieces.addLast(piece);
            length = Math.addExact(length, piece.length());
        }
    }

    public int length() {
        return length;
    }

    /** Moves the first {@code count} octets, as the pieces that they are in, to the end of {@code target}. */
    public void moveTo(List<Octets> target, int count) {
        java.util.Objects.checkFromToIndex(0, count, length);
        int left = count;
        while (left > 0) {
            Octets piece = pieces.removeFirst();
            if (piece.length() > left) {
                pieces.addFirst(piece.from(left));
                piece = piece.slice(0, left);
            }
            target.add(piece);
            left -= piece.length();
        }
        length -= count;
    }
}
