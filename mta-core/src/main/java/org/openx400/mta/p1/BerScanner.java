package org.openx400.mta.p1;

import java.util.ArrayDeque;
import java.util.Deque;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.octets.Octets;

/**
 * Follows the structure of BER that arrives in pieces: it tells headers from contents, knows where each open value ends,
 * and refuses a value that runs past the one around it. It holds one number for each open value and no contents.
 */
final class BerScanner {
    /** What {@link #step} came upon. */
    enum Step {
        /** More octets are needed. */
        NEED_OCTETS,
        /** A header is complete; {@link #enter} or {@link #skip} must follow. */
        HEADER,
        /** A run of skipped or streamed contents, from {@link #from} to {@link #at}. */
        CONTENTS,
        /** The innermost open value has ended. */
        END
    }

    /**
     * A value whose end is not yet there.
     *
     * @param limit position that it must not pass: its own end, or if indefinite that of what is around it
     */
    private record Open(long limit, boolean indefinite) {}

    private final BerHeaderScanner header = new BerHeaderScanner();
    private final Deque<Open> open = new ArrayDeque<>();
    private final P1Limits limits;
    private Open innermost = new Open(Long.MAX_VALUE, true);
    private Octets piece = Octets.NONE;
    private int at;
    private int from;
    private long position;
    private long remaining;

    BerScanner(P1Limits limits) {
        this.limits = limits;
    }

    void feed(Octets next) {
        piece = next;
        at = 0;
    }

    BerHeaderScanner header() {
        return header;
    }

    /** Start of what the last step took of the piece. */
    int from() {
        return from;
    }

    /** End of what was taken of the piece. */
    int at() {
        return at;
    }

    /** Octets taken in all. */
    long position() {
        return position;
    }

    /** The same for an exception, which has room for 2 GiB. */
    int offset() {
        return (int) Math.min(position, Integer.MAX_VALUE);
    }

    int depth() {
        return open.size();
    }

    Step step(String field) throws P1Exception {
        from = at;
        if (remaining > 0) {
            int run = (int) Math.min(remaining, piece.length() - at);
            take(run);
            remaining -= run;
            return run == 0 ? Step.NEED_OCTETS : Step.CONTENTS;
        }
        if (!header.started() && !innermost.indefinite() && innermost.limit() == position) {
            close();
            return Step.END;
        }
        while (at < piece.length()) {
            if (position == innermost.limit()) {
                throw error(field, "identifier or length octets run past the value around them");
            }
            int octet = piece.at(at);
            take(1);
            if (header.take(octet, position - 1, field)) {
                return complete(field);
            }
        }
        return Step.NEED_OCTETS;
    }

    private Step complete(String field) throws P1Exception {
        if (header.endOfContents()) {
            if (open.isEmpty() || !innermost.indefinite()) {
                throw error(field, "end-of-contents octets where there is nothing to end");
            }
            close();
            header.reset();
            return Step.END;
        }
        if (!header.indefinite()) {
            long left = innermost.limit() - position;
            if (header.length() > left) {
                throw error(field, "length " + header.length() + " runs past the end, " + left + " octets are left");
            }
            if (header.length() > limits.maximumApdu() - position) {
                throw tooLong(field, header.length());
            }
        }
        return Step.HEADER;
    }

    /** Opens the value of the header that was found: its contents are values. */
    void enter(String field) throws P1Exception {
        if (open.size() == limits.maximumNesting()) {
            throw new P1Exception(
                    field,
                    offset(),
                    "nested deeper than " + limits.maximumNesting() + " levels",
                    NonDeliveryDiagnosticCode.PROTOCOL_VIOLATION,
                    limits.nesting());
        }
        open.push(innermost);
        innermost =
                header.indefinite() ? new Open(innermost.limit(), true) : new Open(position + header.length(), false);
        header.reset();
    }

    private void close() {
        innermost = open.pop();
    }

    /** Takes the contents of the header that was found, of definite length, as they are. */
    void skip() {
        remaining = header.length();
        header.reset();
    }

    /** Whether contents of the last {@link #skip} are still to come. */
    boolean skipping() {
        return remaining > 0;
    }

    private void take(int octets) throws P1Exception {
        at += octets;
        position += octets;
        if (position > limits.maximumApdu()) {
            throw tooLong("MTS-APDU", 0);
        }
    }

    private P1Exception tooLong(String field, long length) {
        return new P1Exception(
                field,
                offset(),
                (length > 0 ? "length " + length + " goes" : "it goes") + " over the limit of " + limits.maximumApdu()
                        + " octets",
                NonDeliveryDiagnosticCode.CONTENT_TOO_LONG,
                limits.apdu());
    }

    P1Exception error(String field, String problem) {
        return BerHeaderScanner.error(field, position, problem);
    }
}
