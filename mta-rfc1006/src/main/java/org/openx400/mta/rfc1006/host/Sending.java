package org.openx400.mta.rfc1006.host;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.octets.Octets;

/** The APDU that is being transferred to the peer, if any. */
final class Sending {
    private @Nullable ApduSource source;
    private int wanted;
    private @Nullable String fault;

    boolean underWay() {
        return source != null;
    }

    void begin(ApduSource apdu) {
        source = apdu;
        wanted = 0;
        fault = null;
    }

    /** The machine asks for so many octets. */
    void want(int maximum) {
        wanted = maximum;
    }

    boolean wanting() {
        return source != null && wanted > 0;
    }

    /** What was asked for last. May block. */
    Octets next() throws IOException {
        ApduSource apdu = source;
        if (apdu == null) {
            throw new IllegalStateException("nothing is under way");
        }
        int maximum = wanted;
        wanted = 0;
        return apdu.next(maximum);
    }

    /** The source cannot be read: why we give the transfer up. */
    void fail(String why) {
        fault = why;
    }

    /** The APDU is no longer under way. Returns our own reason if we gave it up. */
    @Nullable
    String end() {
        ApduSource apdu = source;
        source = null;
        wanted = 0;
        if (apdu != null) {
            apdu.close();
        }
        return fault;
    }
}
