package org.openx400.mta.rfc1006.tpkt;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

/**
 * Cuts the octet stream of a TCP connection into TPKTs, RFC 1006 clause 6. Give it what TCP brought, then ask for TPDUs
 * until there is none. At most one incomplete TPKT (65,535 octets) is kept.
 */
public final class TpktFramer {
    private Octets input = Octets.NONE;
    private final int[] header = new int[Tpkt.HEADER_LENGTH];
    private int headerFilled;
    private byte @Nullable [] partial;
    private int partialFilled;

    /** The next octets of the stream; those given before must have been used up by {@link #next()}. */
    public void feed(Octets octets) {
        if (!input.isEmpty()) {
            throw new IllegalStateException("octets fed before are not used up");
        }
        input = octets;
    }

    /**
     * The TPDU of the next complete TPKT, or null if the stream has to bring more.
     *
     * @throws DecodeException if this is not a TPKT; the offset counts from the start of the TPKT. The stream is out of step
     *     then and the framer of no further use.
     */
    public @Nullable Octets next() throws DecodeException {
        if (!readHeader()) {
            return null;
        }
        int needed = (header[2] << 8 | header[3]) - Tpkt.HEADER_LENGTH;
        if (partial == null && input.length() >= needed) {
            return finish(take(needed));
        }
        if (partial == null) {
            partial = new byte[needed];
        }
        Octets more = take(Math.min(input.length(), needed - partialFilled));
        more.copyTo(partial, partialFilled);
        partialFilled += more.length();
        return partialFilled == needed ? finish(Octets.wrap(partial)) : null;
    }

    /** How many octets of an incomplete TPKT have come; 0 between two TPKTs. */
    public int octetsOfPartialTpkt() {
        return headerFilled + partialFilled;
    }

    private boolean readHeader() throws DecodeException {
        while (headerFilled < Tpkt.HEADER_LENGTH) {
            if (input.isEmpty()) {
                return false;
            }
            header[headerFilled++] = take(1).at(0);
            if (headerFilled == 1 && header[0] != Tpkt.VERSION) {
                throw new DecodeException("TPKT version", 0, "is " + header[0] + ", not 3");
            }
            // RFC 1006 clause 6: octet 2 is reserved; whatever is in it is accepted
            int length = header[2] << 8 | header[3];
            if (headerFilled == Tpkt.HEADER_LENGTH && length < Tpkt.MINIMUM_LENGTH) {
                throw new DecodeException("TPKT length", 2, "is " + length + ", less than " + Tpkt.MINIMUM_LENGTH);
            }
        }
        return true;
    }

    private Octets take(int count) {
        Octets taken = input.slice(0, count);
        input = input.from(count);
        return taken;
    }

    private Octets finish(Octets tpdu) {
        headerFilled = 0;
        partial = null;
        partialFilled = 0;
        return tpdu;
    }
}
