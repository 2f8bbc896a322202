package org.openx400.mta.ipm;

import java.util.List;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

/** Interpersonal messages and notifications; one that is decoded can be encoded. */
public final class IpmFuzz {
    private IpmFuzz() {}

    public static List<Octets> seeds() {
        return List.of(IpmCodecTest.IPM, Octets.hex("a11b 6b03130131 a014 a112 800d3236313132313030303030305a 810101"));
    }

    /** Must return, whatever the octets are. */
    public static void fuzzerTestOneInput(byte[] input) {
        InformationObject object;
        try {
            object = IpmCodec.decode(Octets.wrap(input));
        } catch (DecodeException e) {
            return; // refused, as it should be
        }
        IpmCodec.encode(object);
    }
}
