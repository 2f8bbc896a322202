package org.openx400.mta.smtp;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.octets.Octets;

/**
 * Makes the content of a mail fit for DATA, RFC 5321 4.5.2; it comes in pieces that are cut anywhere. A CR or LF that stands alone
 * becomes a line end, so that no server finds the end of the mail where we do not mean it.
 */
final class DotStuffing {
    private static final Octets CR = Octets.latin1("\r");
    private static final Octets LF = Octets.latin1("\n");
    private static final Octets DOT = Octets.latin1(".");

    private boolean atLineBegin = true;
    private boolean afterCr;

    /** A piece, with dots at the beginning of lines doubled. */
    Octets add(Octets piece) {
        List<Octets> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < piece.length(); i++) {
            int octet = piece.at(i);
            Octets missing = missingBefore(octet);
            if (!missing.isEmpty()) {
                parts.add(piece.slice(begin, i));
                parts.add(missing);
                begin = i;
            }
            atLineBegin = octet == '\n';
            afterCr = octet == '\r';
        }
        parts.add(piece.from(begin));
        return parts.size() == 1 ? piece : Octets.concat(parts);
    }

    private Octets missingBefore(int octet) {
        if (afterCr && octet != '\n') {
            return octet == '.' ? Octets.concat(LF, DOT) : LF;
        }
        if (!afterCr && octet == '\n') {
            return CR;
        }
        return atLineBegin && octet == '.' ? DOT : Octets.NONE;
    }

    /** What ends the content; a last line without its end gets one. */
    Octets end() {
        return Octets.latin1((afterCr ? "\n" : atLineBegin ? "" : "\r\n") + ".\r\n");
    }
}
