package org.openx400.mta.rfc1006.acse;

import java.util.List;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

/** ACSE APDUs. */
public final class AcseApduFuzz {
    private AcseApduFuzz() {}

    public static List<Octets> seeds() {
        return List.of(
                ApduCodecTest.AARQ, ApduCodecTest.AARQ_WITH_TITLES, ApduCodecTest.AARE, Octets.hex("6403 800101"));
    }

    /** Must return, whatever the octets are. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            ApduCodec.decode(Octets.wrap(input));
        } catch (DecodeException e) {
            return; // refused, as it should be
        }
    }
}
