package org.openx400.mta.relay;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.octets.Octets;

/** The octets of an APDU that come before its content; of a long one no more than so many are held. */
final class ApduHead {
    static final int LONGEST = 64 * 1024;

    private final List<Octets> pieces = new ArrayList<>();
    private long length;
    private boolean ended;

    /**
     * @param piece the next octets of the APDU
     * @param content how many of them, the last ones, are content
     */
    void came(Octets piece, int content) {
        if (ended) {
            return;
        }
        ended = content > 0;
        Octets head = piece.slice(0, piece.length() - content);
        length += head.length();
        if (length <= LONGEST) {
            pieces.add(head);
        } else {
            pieces.clear();
        }
    }

    boolean isWhole() {
        return ended && length <= LONGEST;
    }

    Octets octets() {
        return Octets.concat(pieces);
    }
}
