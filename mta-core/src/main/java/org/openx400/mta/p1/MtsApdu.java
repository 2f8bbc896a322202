package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/**
 * An MTS-APDU in its parts, X.419 clause 11.
 *
 * @param kind which alternative
 * @param envelope of a message or report the envelope SET, of a probe all of the APDU
 * @param content of a message the octets of its content, of a report the ReportTransferContent SET, of a probe none
 */
public record MtsApdu(ApduKind kind, Octets envelope, Octets content) {
    static final Tag MESSAGE = Tag.context(0);
    static final Tag REPORT = Tag.context(1);
    static final Tag PROBE = Tag.context(2);

    /** Takes a whole APDU apart; for small ones. Large ones go through {@link ApduReader}. */
    public static MtsApdu decode(Octets apdu, P1Limits limits) throws P1Exception {
        Collector collector = new Collector();
        ApduReader reader = new ApduReader(limits);
        reader.octets(apdu, collector);
        reader.end();
        return new MtsApdu(collector.kind, collector.envelope, collector.content());
    }

    /** The whole APDU; for small ones. Large ones go through {@link OutgoingApdu}. */
    public Octets encode() {
        return Octets.concat(OutgoingApdu.of(kind, envelope, content.length()).header(), content);
    }

    private static final class Collector implements ApduReader.Sink {
        private ApduKind kind = ApduKind.PROBE;
        private Octets envelope = Octets.NONE;
        private final List<Octets> pieces = new ArrayList<>();

        @Override
        public void envelope(ApduKind apduKind, Octets envelopeTlv) {
            kind = apduKind;
            envelope = envelopeTlv;
        }

        @Override
        public void content(Octets piece) {
            pieces.add(piece);
        }

        Octets content() {
            return Octets.concat(pieces);
        }
    }
}
