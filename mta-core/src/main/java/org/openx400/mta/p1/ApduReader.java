package org.openx400.mta.p1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.octets.Octets;

/**
 * Takes one MTS-APDU (X.419 clause 11) apart as its octets arrive, in pieces of any size, with definite or indefinite
 * lengths. The envelope is gathered, up to a limit; the content goes to the sink in slices of what came and is never held.
 *
 * <p>After a {@link P1Exception} the reader must not be used again. One thread at a time.
 */
public final class ApduReader {
    /** Where the parts go. */
    public interface Sink {
        /**
         * Called once, before any content.
         *
         * @param envelopeTlv of a message or report the envelope SET, of a probe the whole APDU, as they came
         */
        void envelope(ApduKind kind, Octets envelopeTlv);

        /**
         * More of a message's content, the segments of a constructed string joined, or of a report's
         * ReportTransferContent SET as it came.
         */
        void content(Octets piece);
    }

    private enum State {
        APDU,
        ENVELOPE,
        MESSAGE_CONTENT,
        REPORT_CONTENT,
        APDU_END,
        DONE
    }

    private static final int MESSAGE = 0xa0;
    private static final int REPORT = 0xa1;
    private static final int PROBE = 0xa2;
    private static final int SET = 0x31;
    private static final int OCTET_STRING = 0x04;
    private static final int CONSTRUCTED_OCTET_STRING = 0x24;

    private final P1Limits limits;
    private final BerScanner scanner;
    private final ByteArrayOutputStream envelope = new ByteArrayOutputStream();
    private State state = State.APDU;
    private ApduKind kind = ApduKind.MESSAGE;
    private int level;
    private boolean opened;
    private boolean primitive;

    public ApduReader(P1Limits limits) {
        this.limits = limits;
        this.scanner = new BerScanner(limits);
    }

    /** The next octets of the APDU. */
    public void octets(Octets piece, Sink sink) throws P1Exception {
        scanner.feed(piece);
        while (state != State.DONE) {
            BerScanner.Step step = scanner.step(field());
            Octets taken = piece.slice(scanner.from(), scanner.at());
            switch (state) {
                case APDU -> apdu(step, taken);
                case ENVELOPE -> envelope(step, taken, sink);
                case MESSAGE_CONTENT -> messageContent(step, taken, sink);
                case REPORT_CONTENT -> reportContent(step, taken, sink);
                default -> apduEnd(step);
            }
            if (step == BerScanner.Step.NEED_OCTETS) {
                return;
            }
        }
        if (scanner.at() < piece.length()) {
            throw scanner.error("MTS-APDU", (piece.length() - scanner.at()) + " octets too many");
        }
    }

    /** The peer says that this was all of it. */
    public void end() throws P1Exception {
        if (state != State.DONE) {
            throw scanner.error(field(), "the octets end here");
        }
    }

    /** Octets of the envelope that are gathered now. */
    public int inMemory() {
        return envelope.size();
    }

    /** Whether more of a message's content is to come next, and what came before the content is all that is not content. */
    public boolean insidePrimitiveContent() {
        return state == State.MESSAGE_CONTENT && primitive && scanner.skipping();
    }

    private String field() {
        return switch (state) {
            case APDU, APDU_END, DONE -> "MTS-APDU";
            case ENVELOPE -> "envelope";
            case MESSAGE_CONTENT, REPORT_CONTENT -> "content";
        };
    }

    private void apdu(BerScanner.Step step, Octets taken) throws P1Exception {
        gather(taken);
        if (step != BerScanner.Step.HEADER) {
            return;
        }
        kind = switch (scanner.header().identifier()) {
            case MESSAGE -> ApduKind.MESSAGE;
            case REPORT -> ApduKind.REPORT;
            case PROBE -> ApduKind.PROBE;
            default -> throw scanner.error("MTS-APDU", "neither message, report nor probe");
        };
        scanner.enter("MTS-APDU");
        if (kind == ApduKind.PROBE) {
            level = scanner.depth();
            opened = true;
        } else {
            envelope.reset();
            level = scanner.depth() + 1;
        }
        state = State.ENVELOPE;
    }

    private void envelope(BerScanner.Step step, Octets taken, Sink sink) throws P1Exception {
        gather(taken);
        if (element(step)) {
            sink.envelope(kind, Octets.wrap(envelope.toByteArray()));
            envelope.reset();
            opened = false;
            state = switch (kind) {
                case MESSAGE -> State.MESSAGE_CONTENT;
                case REPORT -> State.REPORT_CONTENT;
                case PROBE -> State.DONE;
            };
        }
    }

    private void reportContent(BerScanner.Step step, Octets taken, Sink sink) throws P1Exception {
        if (!taken.isEmpty()) {
            sink.content(taken);
        }
        if (element(step)) {
            state = State.APDU_END;
        }
    }

    /** Walks through one SET; true when it has ended. What is definite inside is not looked into. */
    private boolean element(BerScanner.Step step) throws P1Exception {
        if (step == BerScanner.Step.HEADER) {
            if (!opened) {
                if (scanner.header().identifier() != SET) {
                    throw scanner.error(field(), "a SET was expected");
                }
                opened = true;
                scanner.enter(field());
            } else if (scanner.header().indefinite()) {
                scanner.enter(field());
            } else {
                scanner.skip();
            }
        } else if (step == BerScanner.Step.END) {
            if (!opened) {
                throw scanner.error(field(), "it is missing");
            }
            return scanner.depth() < level;
        }
        return false;
    }

    private void messageContent(BerScanner.Step step, Octets taken, Sink sink) throws P1Exception {
        if (step == BerScanner.Step.CONTENTS) {
            sink.content(taken);
        } else if (step == BerScanner.Step.HEADER) {
            segment();
        } else if (step == BerScanner.Step.END && !opened) {
            throw scanner.error("content", "it is missing");
        }
        if (opened && scanner.depth() < level && !scanner.skipping() && step != BerScanner.Step.NEED_OCTETS) {
            state = State.APDU_END;
        }
    }

    private void segment() throws P1Exception {
        primitive = !opened && scanner.header().identifier() == OCTET_STRING;
        opened = true;
        int identifier = scanner.header().identifier();
        if (identifier == OCTET_STRING) {
            scanner.skip();
        } else if (identifier == CONSTRUCTED_OCTET_STRING) {
            scanner.enter("content");
        } else {
            throw scanner.error("content", "an OCTET STRING was expected");
        }
    }

    private void apduEnd(BerScanner.Step step) throws P1Exception {
        if (step == BerScanner.Step.END) {
            state = State.DONE;
        } else if (step == BerScanner.Step.HEADER) {
            throw scanner.error("MTS-APDU", "there is more than envelope and content");
        }
    }

    private void gather(Octets taken) throws P1Exception {
        if (envelope.size() + taken.length() > limits.maximumEnvelope()) {
            throw new P1Exception(
                    "envelope",
                    scanner.offset(),
                    "more than " + limits.maximumEnvelope() + " octets",
                    NonDeliveryDiagnosticCode.SIZE_CONSTRAINT_VIOLATION,
                    limits.envelope());
        }
        try {
            taken.writeTo(envelope);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
