package org.openx400.mta.smtp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/**
 * Takes the content of one mail out of the stream, RFC 5321 4.1.1.4 and 4.5.2. It ends at CRLF.CRLF and nowhere else. A CR or LF
 * alone, which other servers may take for the end of a line, spoils the mail, as does what is beyond a limit: then it is
 * only read to its end.
 */
final class ContentReader {
    private enum State {
        LINE_BEGIN,
        IN_LINE,
        CR,
        DOT,
        DOT_CR,
        END
    }

    private final SmtpLimits limits;
    private State state = State.LINE_BEGIN;
    private long octets;
    private long lineBegin;
    private boolean inHeader = true;
    private @Nullable SmtpReply fault;
    private long faultOffset;
    private boolean ambiguous;

    ContentReader(SmtpLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads on, up to the end of the content.
     *
     * @param content takes the octets of the content, without the dots that were doubled
     * @return what comes behind the end; empty before
     */
    Octets read(Octets input, List<Octets> content) {
        int begin = 0;
        int i = 0;
        while (i < input.length() && state != State.END) {
            int plain = plain(input, i);
            if (plain > 0) {
                i += plain;
                octets += plain;
                continue;
            }
            int octet = input.at(i++);
            State before = state;
            state = next(octet);
            octets++;
            if (state == State.DOT || state == State.DOT_CR || state == State.END) {
                add(content, input.slice(begin, before == State.LINE_BEGIN ? i - 1 : begin));
                begin = i;
            }
            check(octet, before);
        }
        add(content, input.slice(begin, i));
        return input.from(i);
    }

    /** How many octets from there on are neither an end of line nor beyond a limit, if a line is under way. */
    private int plain(Octets input, int from) {
        if (state != State.IN_LINE) {
            return 0;
        }
        long room = limits.lineOctets() - (octets - lineBegin);
        room = Math.min(room, limits.messageOctets() - octets);
        room = inHeader ? Math.min(room, limits.headerOctets() - octets) : room;
        int end = (int) Math.min(input.length(), fault == null ? from + room : Long.MAX_VALUE);
        int to = from;
        while (to < end && input.at(to) != '\r' && input.at(to) != '\n') {
            to++;
        }
        return Math.max(0, to - from);
    }

    private State next(int octet) {
        return switch (state) {
            case LINE_BEGIN -> octet == '.' ? State.DOT : inLine(octet);
            case IN_LINE -> inLine(octet);
            case CR -> octet == '\n' ? State.LINE_BEGIN : inLine(octet);
            case DOT -> octet == '\r' ? State.DOT_CR : inLine(octet);
            case DOT_CR -> octet == '\n' ? State.END : inLine(octet);
            case END -> State.END;
        };
    }

    private static State inLine(int octet) {
        return octet == '\r' ? State.CR : State.IN_LINE;
    }

    private void check(int octet, State before) {
        if (fault != null) {
            return;
        }
        boolean afterCr = before == State.CR || before == State.DOT_CR;
        if (afterCr != (octet == '\n')) {
            ambiguous = true;
            spoil(SmtpReply.of(
                    554,
                    "5.6.0",
                    (afterCr ? "CR without LF" : "LF without CR") + " in the mail at octet " + (octets - 1)));
        } else if (octets > limits.messageOctets()) {
            spoil(SmtpReply.of(552, "5.3.4", "Mail is larger than " + limits.messageOctets() + " octets"));
        } else if (inHeader && octets > limits.headerOctets()) {
            spoil(SmtpReply.of(554, "5.6.0", "Header is larger than " + limits.headerOctets() + " octets"));
        } else if (octets - lineBegin > limits.lineOctets()) {
            spoil(SmtpReply.of(
                    554, "5.6.0", "Line is longer than " + limits.lineOctets() + " octets at octet " + (octets - 1)));
        }
        if (octet == '\n') {
            inHeader &= octets - lineBegin > 2;
            lineBegin = octets;
        }
    }

    private void spoil(SmtpReply why) {
        fault = why;
        faultOffset = octets - 1;
    }

    private void add(List<Octets> content, Octets run) {
        if (fault == null && !run.isEmpty()) {
            content.add(run);
        }
    }

    boolean ended() {
        return state == State.END;
    }

    /** Why the mail is not taken; null: nothing is wrong with it so far. */
    @Nullable
    SmtpReply fault() {
        return fault;
    }

    /** Where in the stream of the content the fault is. */
    long faultOffset() {
        return faultOffset;
    }

    /** It has more octets than a mail may have. */
    boolean isTooLarge() {
        return fault != null && fault.code() == 552;
    }

    /** Another server may have seen the end elsewhere, so that what follows may not be the peer's own commands. */
    boolean isAmbiguous() {
        return ambiguous;
    }

    /** It goes on although it has long been refused. */
    boolean isEndless() {
        return fault != null && octets > 2 * limits.messageOctets();
    }
}
