package org.openx400.mta.it;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openx400.mta.address.ORAddressFuzz;
import org.openx400.mta.config.ConfigurationFuzz;
import org.openx400.mta.ipm.IpmFuzz;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.P1Fuzz;
import org.openx400.mta.rfc1006.acse.AcseApduFuzz;
import org.openx400.mta.rfc1006.cotp.TpduFuzz;
import org.openx400.mta.rfc1006.presentation.PpduFuzz;
import org.openx400.mta.rfc1006.rtse.RtseApduFuzz;
import org.openx400.mta.rfc1006.session.SpduFuzz;

/** All decoders as one target of the fuzzer, which takes long to start: the first octet chooses the decoder. */
public final class DecodersFuzz {
    private interface Decoder {
        void decode(byte[] input) throws Exception;
    }

    private record Target(Decoder decoder, List<Octets> seeds) {}

    private static final List<Target> TARGETS = List.of(
            new Target(TpduFuzz::fuzzerTestOneInput, TpduFuzz.seeds()),
            new Target(SpduFuzz::fuzzerTestOneInput, SpduFuzz.seeds()),
            new Target(PpduFuzz::fuzzerTestOneInput, PpduFuzz.seeds()),
            new Target(AcseApduFuzz::fuzzerTestOneInput, AcseApduFuzz.seeds()),
            new Target(RtseApduFuzz::fuzzerTestOneInput, RtseApduFuzz.seeds()),
            new Target(P1Fuzz::fuzzerTestOneInput, P1Fuzz.seeds()),
            new Target(IpmFuzz::fuzzerTestOneInput, IpmFuzz.seeds()),
            new Target(ORAddressFuzz::fuzzerTestOneInput, ORAddressFuzz.seeds()),
            new Target(ConfigurationFuzz::fuzzerTestOneInput, ConfigurationFuzz.seeds()));

    private DecodersFuzz() {}

    /** The vectors of each decoder, with the octet that chooses it. */
    static List<Octets> seeds() {
        List<Octets> seeds = new ArrayList<>();
        for (int i = 0; i < TARGETS.size(); i++) {
            Octets choice = Octets.of(i);
            TARGETS.get(i).seeds().forEach(seed -> seeds.add(Octets.concat(choice, seed)));
        }
        return seeds;
    }

    /** Must return, whatever the octets are. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length > 0) {
            int choice = Byte.toUnsignedInt(input[0]) % TARGETS.size();
            TARGETS.get(choice).decoder().decode(Arrays.copyOfRange(input, 1, input.length));
        }
    }
}
