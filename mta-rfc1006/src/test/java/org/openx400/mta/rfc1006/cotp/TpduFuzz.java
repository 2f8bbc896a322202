package org.openx400.mta.rfc1006.cotp;

import java.util.List;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.tpkt.TpktFramer;

/** TPKTs, and the TPDU in each. */
public final class TpduFuzz {
    private TpduFuzz() {}

    public static List<Octets> seeds() {
        return List.of(
                Octets.hex("03000019 14 e0 0000 1234 00 c1054d54412d41 c2054d54412d42"),
                Octets.hex("0300000b 06 d0 0001 0001 00"),
                Octets.hex("0300000b 06 80 1234 0001 00"),
                Octets.hex("0300000d 08 70 1234 02 c10202f0"),
                Octets.hex("03000010 02f080 01002d052903020101"));
    }

    /** Must return, whatever the octets are. */
    public static void fuzzerTestOneInput(byte[] input) {
        TpktFramer framer = new TpktFramer();
        framer.feed(Octets.wrap(input));
        try {
            Octets tpdu = framer.next();
            while (tpdu != null) {
                decode(tpdu);
                tpdu = framer.next();
            }
        } catch (DecodeException e) {
            return; // refused, as it should be
        }
    }

    private static void decode(Octets tpdu) {
        try {
            TpduDecoder.decode(tpdu);
        } catch (TpduException e) {
            return; // refused, as it should be
        }
    }
}
