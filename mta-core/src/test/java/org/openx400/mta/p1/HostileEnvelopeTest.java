package org.openx400.mta.p1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/** Whatever octets come, the answer is an APDU or a {@link P1Exception}. */
class HostileEnvelopeTest {
    private static final Octets[] APDUS = {Vectors.MESSAGE, Vectors.REPORT, Vectors.PROBE};

    @Test
    void refusesEveryTruncation() {
        for (Octets apdu : APDUS) {
            for (int length = 0; length < apdu.length(); length++) {
                Octets cut = apdu.slice(0, length);
                assertThatThrownBy(() -> MtsApdu.decode(cut, P1Limits.DEFAULT))
                        .as("%s octets", length)
                        .isInstanceOf(P1Exception.class);
            }
        }
    }

    @Test
    void refusesEveryTruncationInsideTheEnvelope() throws Exception {
        for (Octets apdu : APDUS) {
            MtsApdu parts = MtsApdu.decode(apdu, P1Limits.DEFAULT);
            for (int length = 0; length < parts.envelope().length(); length++) {
                Octets cut = parts.envelope().slice(0, length);
                assertThatThrownBy(() -> new EnvelopeDecoder(P1Limits.DEFAULT).decode(parts.kind(), cut))
                        .isInstanceOf(P1Exception.class);
            }
        }
    }

    @Test
    void survivesEveryCorruptedOctet() {
        for (Octets apdu : APDUS) {
            for (int at = 0; at < apdu.length(); at++) {
                for (int value : new int[] {0, 1, 0x7f, 0x80, 0x81, 0x84, 0xff, apdu.at(at) ^ 1, apdu.at(at) + 1}) {
                    decodeOrRefuse(
                            Octets.concat(apdu.slice(0, at), Octets.of(value), apdu.from(at + 1)), P1Limits.DEFAULT);
                }
            }
        }
    }

    @Test
    void survivesRandomDamageToRandomEnvelopes() {
        Random random = new Random(9);
        RandomEnvelopes envelopes = new RandomEnvelopes(10);
        for (int i = 0; i < 400; i++) {
            var envelope = envelopes.envelope();
            byte[] octets =
                    EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD).toArray();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            try {
                var decoded = new EnvelopeDecoder(P1Limits.DEFAULT.withUpperBounds(false))
                        .decode(envelope.kind(), Octets.copyOf(octets));
                assertThat(decoded.traceInformation()).isNotNull();
            } catch (P1Exception e) {
                assertThat(e.offset()).isBetween(0, octets.length);
            }
        }
    }

    @Test
    void refusesEndlessNesting() {
        Octets nested = Octets.NONE;
        for (int i = 0; i < 100; i++) {
            nested = Ber.sequence(nested);
        }
        Octets envelope = Ber.set(Ber.constructed(Tag.application(0), nested));

        assertThatThrownBy(() -> new EnvelopeDecoder(P1Limits.DEFAULT).decode(ApduKind.MESSAGE, envelope))
                .isInstanceOf(P1Exception.class);
        Octets open = Octets.hex("a080" + "3180".repeat(1000));
        assertThatThrownBy(() -> MtsApdu.decode(open, P1Limits.DEFAULT))
                .isInstanceOf(P1Exception.class)
                .hasMessageContaining("nested deeper than " + BerReader.MAX_DEPTH);
    }

    @ParameterizedTest
    @CsvSource({
        "a0 85 0100000000, content-too-long",
        "a0 80 31 84 ffffffff, content-too-long",
        "a0 80 31 88 7fffffffffffffff, protocol-violation",
        "a0 80 31 02 0500 04 84 ffffffff, content-too-long",
        "a0 84 7fffffff, content-too-long",
        "a0 ff, protocol-violation",
        "a3 00, protocol-violation",
        "80 00, protocol-violation",
        "a0 02 0500, protocol-violation",
        "a0 00, protocol-violation",
        "a0 04 3100 0500, protocol-violation",
        "a0 06 3100 0401 00 00, protocol-violation",
        "a0 05 3100 0402 00, protocol-violation",
        "a0 80 3100 0400 0000 00, protocol-violation",
        "a0 04 3180 0000, protocol-violation",
        "a0 04 3100 0500, protocol-violation"
    })
    void refusesWithADiagnostic(String hex, String diagnostic) {
        assertThatThrownBy(() -> MtsApdu.decode(Octets.hex(hex), P1Limits.DEFAULT))
                .isInstanceOfSatisfying(
                        P1Exception.class, e -> assertThat(e.diagnostic()).hasToString(diagnostic));
    }

    @Test
    void refusesAnEnvelopeOverItsLimit() {
        P1Limits limits = new P1Limits(200, 10_000, 32767, 64, true);

        assertThatThrownBy(() -> MtsApdu.decode(Vectors.MESSAGE, limits))
                .isInstanceOfSatisfying(
                        P1Exception.class,
                        e -> assertThat(e.diagnostic()).isEqualTo(NonDeliveryDiagnosticCode.SIZE_CONSTRAINT_VIOLATION));
    }

    @Test
    void refusesAnApduOverItsLimitWithoutLengths() {
        P1Limits limits = new P1Limits(1000, 1000, 32767, 64, true);
        Octets endless = Octets.concat(Octets.hex("a080 3100 2480"), Octets.hex("0401aa".repeat(400)));

        assertThatThrownBy(() -> MtsApdu.decode(endless, limits))
                .isInstanceOfSatisfying(
                        P1Exception.class,
                        e -> assertThat(e.diagnostic()).isEqualTo(NonDeliveryDiagnosticCode.CONTENT_TOO_LONG));
    }

    private static void decodeOrRefuse(Octets octets, P1Limits limits) {
        try {
            MtsApdu apdu = MtsApdu.decode(octets, limits);
            new EnvelopeDecoder(limits).decode(apdu.kind(), apdu.envelope());
            if (apdu.kind() == ApduKind.REPORT) {
                new ReportContentDecoder(limits).decode(apdu.content());
            }
        } catch (P1Exception e) {
            assertThat(e.offset()).isBetween(0, octets.length());
        }
    }
}
