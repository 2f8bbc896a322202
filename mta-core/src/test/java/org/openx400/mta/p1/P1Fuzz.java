package org.openx400.mta.p1;

import java.util.List;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.octets.Octets;

/** MTS-APDUs: read as a stream, then the envelope and the report content. */
public final class P1Fuzz {
    private static final P1Limits LIMITS = P1Limits.DEFAULT;

    private P1Fuzz() {}

    public static List<Octets> seeds() {
        return List.of(Vectors.MESSAGE, Vectors.REPORT, Vectors.PROBE);
    }

    /** Must return, whatever the octets are. */
    public static void fuzzerTestOneInput(byte[] input) {
        ApduReader reader = new ApduReader(LIMITS);
        Parts parts = new Parts();
        try {
            reader.octets(Octets.wrap(input), parts);
            reader.end();
            new EnvelopeDecoder(LIMITS).decode(parts.kind, parts.envelope);
            if (parts.kind == ApduKind.REPORT) {
                new ReportContentDecoder(LIMITS).decode(parts.content);
            }
        } catch (P1Exception e) {
            return; // refused, as it should be
        }
    }

    private static final class Parts implements ApduReader.Sink {
        private ApduKind kind = ApduKind.MESSAGE;
        private Octets envelope = Octets.NONE;
        private Octets content = Octets.NONE;

        @Override
        public void envelope(ApduKind kindOfApdu, Octets envelopeTlv) {
            kind = kindOfApdu;
            envelope = envelopeTlv;
        }

        @Override
        public void content(Octets piece) {
            content = Octets.concat(content, piece);
        }
    }
}
