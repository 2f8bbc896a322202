package org.openx400.mta.p1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.octets.Octets;

class ApduReaderTest {
    private static final class Record implements ApduReader.Sink {
        private final List<Octets> pieces = new ArrayList<>();
        private final List<String> envelopes = new ArrayList<>();

        @Override
        public void envelope(ApduKind kind, Octets envelopeTlv) {
            envelopes.add(kind + " " + envelopeTlv);
        }

        @Override
        public void content(Octets piece) {
            pieces.add(piece);
        }
    }

    private static Record read(Octets apdu, int pieceLength) throws P1Exception {
        Record record = new Record();
        ApduReader reader = new ApduReader(P1Limits.DEFAULT);
        for (int at = 0; at < apdu.length(); at += pieceLength) {
            reader.octets(apdu.slice(at, Math.min(at + pieceLength, apdu.length())), record);
        }
        reader.end();
        return record;
    }

    @Test
    void readsTheSameHoweverTheOctetsArrive() throws Exception {
        for (Octets apdu : List.of(
                Vectors.MESSAGE,
                Vectors.REPORT,
                Vectors.PROBE,
                Indefinite.of(Vectors.MESSAGE),
                Indefinite.of(Vectors.REPORT),
                Indefinite.of(Vectors.PROBE))) {
            Record whole = read(apdu, apdu.length());
            for (int length = 1; length < apdu.length(); length++) {
                Record pieces = read(apdu, length);
                assertThat(pieces.envelopes).isEqualTo(whole.envelopes).hasSize(1);
                assertThat(Octets.concat(pieces.pieces)).isEqualTo(Octets.concat(whole.pieces));
            }
        }
    }

    @Test
    void joinsTheSegmentsOfAConstructedContent() throws Exception {
        Octets definite = Octets.hex("a0 12 31020500 24 0c 0401aa 0400 2405 0403bbccdd");
        Octets indefinite = Octets.hex("a080 31020500 2480 0401aa 2480 0402bbcc 0401dd 0000 0000 0000");

        assertThat(Octets.concat(read(definite, 100).pieces)).isEqualTo(Octets.hex("aabbccdd"));
        assertThat(Octets.concat(read(indefinite, 100).pieces)).isEqualTo(Octets.hex("aabbccdd"));
        assertThat(Octets.concat(read(indefinite, 1).pieces)).isEqualTo(Octets.hex("aabbccdd"));
    }

    @Test
    void givesTheContentOfAReportAsItCame() throws Exception {
        Octets apdu = Octets.hex("a180 31020500 3180 a080 0000 8101aa 0000 0000");

        assertThat(Octets.concat(read(apdu, 1).pieces)).isEqualTo(Octets.hex("3180 a080 0000 8101aa 0000"));
    }

    @Test
    void anEmptyContentIsAContent() throws Exception {
        assertThat(read(Octets.hex("a0 04 3100 0400"), 1).pieces).isEmpty();
        assertThat(read(Octets.hex("a080 3100 2480 0000 0000"), 1).pieces).isEmpty();
    }

    @Test
    void passesALargeContentOnInTheSlicesThatCame() throws Exception {
        Octets chunk = new RandomEnvelopes(3).octets(64 * 1024);
        Octets envelope = MtsApdu.decode(Vectors.MESSAGE, P1Limits.DEFAULT).envelope();
        int chunks = 1000;
        OutgoingApdu outgoing = OutgoingApdu.of(ApduKind.MESSAGE, envelope, (long) chunk.length() * chunks);
        long[] octets = new long[1];
        ApduReader.Sink sink = new ApduReader.Sink() {
            @Override
            public void envelope(ApduKind kind, Octets envelopeTlv) {}

            @Override
            public void content(Octets piece) {
                assertThat(piece).isEqualTo(chunk);
                octets[0] += piece.length();
            }
        };
        ApduReader reader = new ApduReader(P1Limits.DEFAULT);
        reader.octets(outgoing.header(), sink);
        for (int i = 0; i < chunks; i++) {
            reader.octets(chunk, sink);
        }
        reader.end();

        assertThat(octets[0]).isEqualTo(outgoing.contentLength());
        assertThat(outgoing.length()).isEqualTo(outgoing.header().length() + octets[0]);
    }

    @Test
    void refusesOctetsBehindTheEnd() {
        assertThatThrownBy(() -> read(Octets.concat(Vectors.PROBE, Octets.of(0)), 1))
                .isInstanceOf(P1Exception.class)
                .hasMessageContaining("1 octets too many");
    }

    @Test
    void everyApduThatIsWrittenIsRead() throws Exception {
        RandomEnvelopes random = new RandomEnvelopes(20);
        for (int i = 0; i < 200; i++) {
            var envelope = random.envelope();
            Octets content = switch (envelope.kind()) {
                case MESSAGE -> random.octets(i * 3);
                case REPORT -> ReportContentEncoder.encode(random.reportContent(), ExtensionForm.STANDARD);
                case PROBE -> Octets.NONE;
            };
            MtsApdu apdu =
                    new MtsApdu(envelope.kind(), EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD), content);
            assertThat(MtsApdu.decode(apdu.encode(), P1Limits.DEFAULT)).isEqualTo(apdu);
        }
    }
}
