package org.openx400.mta.rfc1006.presentation;

import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/**
 * PPDUs of X.410-1984 mode, X.226 8.4.2: a shell round the fields of RTSE. There are no contexts; data and tokens
 * travel without a PPDU.
 */
public final class X410Ppdu {
    private static final Octets MODE = Ber.constructed(Tag.context(0), Ber.integer(Tag.context(0), 0));

    private X410Ppdu() {}

    /** CP or CPA round the fields of RTORQ or RTOAC. */
    public static Octets connect(Octets fields) {
        return Ber.set(MODE, Ber.constructed(Tag.context(1), fields));
    }

    /** CPR or ARU round the fields of RTORJ or RTAB. */
    public static Octets refuseOrAbort(Octets fields) {
        return Ber.set(fields);
    }

    /** The fields in a CP or CPA. */
    public static Octets connectFields(Octets ppdu) throws DecodeException {
        return ModeSelector.X410_1984.find(ppdu, "CP").contents();
    }

    /** The fields in a CPR or ARU. */
    public static Octets refuseOrAbortFields(Octets ppdu) throws DecodeException {
        Tlv set = BerReader.single(ppdu, "CPR or ARU");
        if (!set.is(Tag.SET)) {
            throw set.error("CPR or ARU", "expected a SET, found " + set.tag());
        }
        set.children("CPR or ARU");
        return set.contents();
    }
}
