package org.openx400.mta.ipm;

import java.util.Optional;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/** Reads the heading of an IPM of which only the first octets are here. */
public final class IpmBeginning {
    private static final int IPM = 0xa0;
    private static final int LONG_FORM = 0x80;
    private static final int MAX_LENGTH_OCTETS = 8;

    private IpmBeginning() {}

    /** The heading; empty if these are not the first octets of an IPM, or the heading goes on behind them. */
    public static Optional<Heading> heading(Octets beginning) {
        if (beginning.length() < 2 || beginning.at(0) != IPM) {
            return Optional.empty();
        }
        int length = beginning.at(1);
        int lengthOctets = length > LONG_FORM ? length - LONG_FORM : 0;
        if (lengthOctets > MAX_LENGTH_OCTETS || beginning.length() < 2 + lengthOctets) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    HeadingCodec.decode(new BerReader(beginning.from(2 + lengthOctets)).expect(Tag.SET, "heading")));
        } catch (DecodeException notReadable) {
            return Optional.empty();
        }
    }
}
