package org.openx400.mta.rfc1006.cotp;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.tpkt.Tpkt;

/** One record to the TPKT that carries it. */
final class TpduEncoder {
    /** LI, code and EOT of a DT. */
    static final int DT_HEADER_LENGTH = 3;

    private static final int LONGEST_INVALID_TPDU = 254 - 6;
    private static final Octets DT_HEADER = Octets.of(2, Tpdu.DT_CODE, 0x00);
    private static final Octets DT_HEADER_EOT = Octets.of(2, Tpdu.DT_CODE, 0x80);

    private TpduEncoder() {}

    static Octets encode(Tpdu tpdu) {
        List<Octets> parts = new ArrayList<>();
        append(tpdu, parts);
        return Octets.concat(parts);
    }

    /** TPKT header and header of a DT; the user data goes behind it. */
    static void appendDataHeader(boolean eot, int userDataLength, List<Octets> target) {
        target.add(Tpkt.header(DT_HEADER_LENGTH + userDataLength));
        target.add(eot ? DT_HEADER_EOT : DT_HEADER);
    }

    private static void append(Tpdu tpdu, List<Octets> target) {
        if (tpdu instanceof Tpdu.Dt dt) {
            appendDataHeader(dt.eot(), dt.userData().length(), target);
            target.add(dt.userData());
            return;
        }
        Octets header = header(tpdu);
        target.add(Tpkt.header(header.length() + 1));
        target.add(Octets.of(header.length()));
        target.add(header);
    }

    private static Octets header(Tpdu tpdu) {
        if (tpdu instanceof Tpdu.Cr cr) {
            return Octets.concat(
                    Octets.of(Tpdu.CR_CODE, 0, 0, cr.srcRef() >> 8, cr.srcRef(), cr.preferredClass() << 4),
                    selector(0xc1, cr.callingTSAPSelector()),
                    selector(0xc2, cr.calledTSAPSelector()),
                    size(cr.size()),
                    alternatives(cr.alternativeClasses()));
        } else if (tpdu instanceof Tpdu.Cc cc) {
            return Octets.concat(
                    Octets.of(Tpdu.CC_CODE, cc.dstRef() >> 8, cc.dstRef(), cc.srcRef() >> 8, cc.srcRef(), 0),
                    size(cc.size()));
        } else if (tpdu instanceof Tpdu.Dr dr) {
            return Octets.of(Tpdu.DR_CODE, dr.dstRef() >> 8, dr.dstRef(), dr.srcRef() >> 8, dr.srcRef(), dr.reason());
        } else if (tpdu instanceof Tpdu.Er er) {
            Octets invalid = er.invalidTpdu().slice(0, Math.min(er.invalidTpdu().length(), LONGEST_INVALID_TPDU));
            return Octets.concat(
                    Octets.of(Tpdu.ER_CODE, er.dstRef() >> 8, er.dstRef(), er.cause(), 0xc1, invalid.length()),
                    invalid);
        }
        throw new IllegalArgumentException(tpdu.abbreviation() + " has no header of its own");
    }

    private static Octets selector(int code, Octets selector) {
        return selector.isEmpty() ? Octets.NONE : Octets.concat(Octets.of(code, selector.length()), selector);
    }

    private static Octets size(TpduSize size) {
        Octets code = size.code().isPresent() ? Octets.of(0xc0, 1, size.code().getAsInt()) : Octets.NONE;
        if (size.preferredUnits().isEmpty()) {
            return code;
        }
        int units = size.preferredUnits().getAsInt();
        Octets preferred = units < 0x100 ? Octets.of(0xf0, 1, units) : Octets.of(0xf0, 2, units >> 8, units);
        return Octets.concat(code, preferred);
    }

    private static Octets alternatives(List<Integer> classes) {
        if (classes.isEmpty()) {
            return Octets.NONE;
        }
        int[] values = classes.stream().mapToInt(number -> number << 4).toArray();
        return Octets.concat(Octets.of(0xc7, values.length), Octets.of(values));
    }
}
