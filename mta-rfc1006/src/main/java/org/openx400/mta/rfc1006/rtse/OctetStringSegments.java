package org.openx400.mta.rfc1006.rtse;

import java.util.List;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

/** Joins the segments of a constructed OCTET STRING as they come, X.690 8.7.3. */
final class OctetStringSegments {
    private static final int PRIMITIVE = 0x04;
    private static final int CONSTRUCTED = 0x24;

    private Octets header = Octets.NONE;
    private long segmentLeft;
    private int openSegments;
    private long position;

    void push(Octets piece, List<Octets> joined) throws DecodeException {
        Octets rest = piece;
        while (!rest.isEmpty()) {
            if (segmentLeft > 0) {
                int taken = (int) Math.min(segmentLeft, rest.length());
                joined.add(rest.slice(0, taken));
                rest = rest.from(taken);
                segmentLeft -= taken;
                position += taken;
            } else {
                rest = header(rest);
            }
        }
    }

    void end() throws DecodeException {
        if (segmentLeft > 0 || openSegments > 0 || !header.isEmpty()) {
            throw TlvHeader.error("OCTET STRING segment", position, "ends early");
        }
    }

    private Octets header(Octets rest) throws DecodeException {
        int before = header.length();
        Octets gathered = Octets.concat(header, rest.slice(0, Math.min(rest.length(), 10)));
        TlvHeader next = TlvHeader.read(gathered, 0, position, "OCTET STRING segment");
        if (next == null) {
            header = gathered;
            return Octets.NONE;
        }
        if (next.identifier() == PRIMITIVE) {
            segmentLeft = next.length();
        } else if (next.identifier() == CONSTRUCTED) {
            if (next.length() < 0 && ++openSegments > BerReader.MAX_DEPTH) {
                throw TlvHeader.error("OCTET STRING segment", position, "nested too deep");
            }
        } else if (next.identifier() == 0 && next.length() == 0 && openSegments > 0) {
            openSegments--;
        } else {
            throw TlvHeader.error("OCTET STRING segment", position, "unexpected identifier " + next.identifier());
        }
        header = Octets.NONE;
        position += next.contentsAt();
        return rest.from(next.contentsAt() - before);
    }
}
