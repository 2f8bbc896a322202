package org.openx400.mta.smtp;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.OctetCollector;
import org.openx400.mta.octets.Octets;

/** Cuts a stream into lines that end in CRLF and in nothing else (RFC 5321 2.3.8). */
final class LineReader {
    private static final int CR = '\r';
    private static final int LF = '\n';

    private final OctetCollector gathered;
    private Octets input = Octets.NONE;
    private boolean afterCr;

    /** @param longest octets of a line with its CRLF */
    LineReader(int longest) {
        gathered = new OctetCollector(longest);
    }

    /** More of the stream. */
    void feed(Octets octets) {
        input = input.isEmpty() ? octets : Octets.concat(input, octets);
    }

    /**
     * The next line without its CRLF, or null if the stream has to bring more.
     *
     * @throws SyntaxException if there is no such line; the stream is out of step then
     */
    @Nullable
    Octets next() throws SyntaxException {
        for (int i = 0; i < input.length(); i++) {
            int octet = input.at(i);
            if (afterCr != (octet == LF)) {
                throw new SyntaxException(SmtpReply.of(
                        500, "5.5.2", afterCr ? "CR without LF is no end of line" : "LF without CR is no end of line"));
            }
            if (octet == LF) {
                gather(input.slice(0, i + 1));
                input = input.from(i + 1);
                afterCr = false;
                Octets line = gathered.take();
                return line.slice(0, line.length() - 2);
            }
            afterCr = octet == CR;
        }
        gather(input);
        input = Octets.NONE;
        return null;
    }

    private void gather(Octets part) throws SyntaxException {
        if (!gathered.add(part)) {
            throw new SyntaxException(SmtpReply.of(500, "5.5.2", "Line too long")); // 4.5.3.1.9
        }
    }

    /** What of the stream has not become a line; it is forgotten here. */
    Octets rest() {
        Octets rest = input;
        input = Octets.NONE;
        return rest;
    }

    /** Forgets all that has come. */
    void clear() {
        gathered.clear();
        input = Octets.NONE;
        afterCr = false;
    }
}
