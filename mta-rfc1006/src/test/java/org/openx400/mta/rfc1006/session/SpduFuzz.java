package org.openx400.mta.rfc1006.session;

import java.util.List;
import org.openx400.mta.octets.Octets;

/** TSDUs of the session layer. */
public final class SpduFuzz {
    private SpduFuzz() {}

    public static List<Octets> seeds() {
        return List.copyOf(SpduVectors.all().keySet());
    }

    /** Must return, whatever the octets are. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            SpduDecoder.decode(Octets.wrap(input));
        } catch (SpduException e) {
            return; // refused, as it should be
        }
    }
}
