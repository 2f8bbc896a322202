package org.openx400.mta.relay;

import java.io.ByteArrayOutputStream;
import org.openx400.mta.octets.Octets;

/** The octets of an APDU that come before its content; of a long one no more than so many are held. */
final class ApduHead {
    static final int LONGEST = 64 * 1024;

    private ByteArrayOutputStream octets = new ByteArrayOutputStream(0);
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
            octets.writeBytes(head.toArray());
        } else {
            octets = new ByteArrayOutputStream(0);
        }
    }

    boolean isWhole() {
        return ended && length <= LONGEST;
    }

    /** How many of them are in memory. */
    int inMemory() {
        return octets.size();
    }

    Octets octets() {
        return Octets.wrap(octets.toByteArray());
    }
}
