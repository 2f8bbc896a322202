package org.openx400.mta.rfc1006.rtse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

/** Takes what RTSE puts round an APDU off, as the octets come. */
interface ApduUnwrapper {
    /** The octets of the APDU that are in this piece, which follows the one before. */
    List<Octets> push(Octets piece) throws DecodeException;

    /** There are no more pieces: fails if the wrapping is not complete. */
    void end() throws DecodeException;

    /** What {@link #decoded} goes on with, null if it cannot. */
    @Nullable
    Octets encoded();

    /** One that goes on behind this many octets where another one was. */
    static ApduUnwrapper decoded(Octets encoded, long position) throws DecodeException {
        return encoded.isEmpty() ? BARE : ExternalUnwrapper.decoded(encoded, position);
    }

    /** X.410 mode has nothing round the APDU. */
    ApduUnwrapper BARE = new ApduUnwrapper() {
        @Override
        public List<Octets> push(Octets piece) {
            return List.of(piece);
        }

        @Override
        public void end() {}

        @Override
        public Octets encoded() {
            return Octets.NONE;
        }
    };
}
