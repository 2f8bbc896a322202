package org.openx400.mta.rfc1006.rtse;

import java.util.List;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

/** RTSE APDUs, as each of those that may come. */
public final class RtseApduFuzz {
    private RtseApduFuzz() {}

    public static List<Octets> seeds() {
        return ApduCodecTest.SAMPLES.stream().map(ApduCodecTest.Sample::octets).toList();
    }

    /** Must return, whatever the octets are. */
    public static void fuzzerTestOneInput(byte[] input) {
        for (ApduCodecTest.Sample sample : ApduCodecTest.SAMPLES) {
            try {
                sample.decoder().decode(Octets.wrap(input));
            } catch (DecodeException e) {
                continue; // refused, as it should be
            }
        }
    }
}
