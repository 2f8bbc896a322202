package org.openx400.mta.rfc1006.presentation;

import java.util.List;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

/** PPDUs, as each of those that may come. */
public final class PpduFuzz {
    private PpduFuzz() {}

    public static List<Octets> seeds() {
        return PpduCodecTest.SAMPLES.stream().map(PpduCodecTest.Sample::octets).toList();
    }

    /** Must return, whatever the octets are. */
    public static void fuzzerTestOneInput(byte[] input) {
        for (PpduCodecTest.Sample sample : PpduCodecTest.SAMPLES) {
            try {
                sample.decoder().decode(Octets.wrap(input));
            } catch (DecodeException e) {
                continue; // refused, as it should be
            }
        }
    }
}
