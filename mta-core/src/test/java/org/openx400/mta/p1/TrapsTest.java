package org.openx400.mta.p1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.ExtensionIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** What real peers send that a reader of the standard does not expect, as far as P1 is concerned. */
class TrapsTest {
    private static final EnvelopeDecoder DECODER = new EnvelopeDecoder(P1Limits.DEFAULT);

    @Test
    void trap3IndefiniteLengthsConstructedStringsAndSetsInAnyOrder() throws Exception {
        MtsApdu apdu = MtsApdu.decode(Vectors.MESSAGE, P1Limits.DEFAULT);
        Tlv envelope = BerReader.single(apdu.envelope(), "envelope");
        Octets backwards = Octets.NONE;
        BerReader members = envelope.children("envelope");
        while (members.hasMore()) {
            backwards = Octets.concat(members.next("member").encoding(), backwards);
        }
        Octets reversed = Ber.constructed(Tag.SET, backwards);
        Octets apduAsPpSendsIt = Octets.concat(
                Octets.hex("a080"),
                Indefinite.of(reversed),
                Octets.hex("2480 0402 0102 2480 0403 030405 0000 0401 06 0000 0000"));

        MtsApdu read = MtsApdu.decode(apduAsPpSendsIt, P1Limits.DEFAULT);

        assertThat(read.content()).isEqualTo(apdu.content());
        assertThat(DECODER.message(read.envelope())).isEqualTo(DECODER.message(apdu.envelope()));
    }

    @Test
    void trap3AConstructedCharacterStringIsOneString() throws Exception {
        Octets inPieces = Octets.hex("3680 1603 6c6f63 1602 616c 0000");

        assertThat(FieldDecoder.string(BerReader.single(inPieces, "local-identifier"), "local-identifier"))
                .isEqualTo("local");
    }

    @Test
    void trap4BothFormsOfAnExtensionsTypeAreReadAndEitherIsWritten() throws Exception {
        ExtensionField standard = extension("30 0d 80 01 26 a2 08 30 06 02 01 01 02 01 02");
        ExtensionField old = extension("30 0f a0 03 02 01 26 a2 08 30 06 02 01 01 02 01 02");
        ExtensionField privateOld = extension("30 06 a0 04 06 02 2a 03");

        assertThat(old).isEqualTo(standard);
        assertThat(standard.is(38)).isTrue();
        assertThat(privateOld.type()).isEqualTo(new ExtensionIdentifier.Private("1.2.3"));
        assertThat(FieldEncoder.extension(standard, ExtensionForm.STANDARD).toHex())
                .startsWith("300d800126");
        assertThat(FieldEncoder.extension(standard, ExtensionForm.X411_1988).toHex())
                .startsWith("300fa003020126");
        assertThat(FieldEncoder.extension(privateOld, ExtensionForm.STANDARD).toHex())
                .isEqualTo("300483022a03");
        assertThat(FieldEncoder.extension(privateOld, ExtensionForm.X411_1988).toHex())
                .isEqualTo("3006a00406022a03");
    }

    @Test
    void trap5AContentTypeIsAnObjectIdentifierOrARelativeOneAndIsWrittenAsTheFormer() throws Exception {
        ContentType expected = new ContentType.Extended("1.3.26.0.4406.0.4.1");

        assertThat(contentType("06082b1a00a236000401")).isEqualTo(expected);
        assertThat(contentType("0d082b1a00a236000401")).isEqualTo(expected);
        assertThat(FieldEncoder.contentType(expected)).isEqualTo(Octets.hex("06082b1a00a236000401"));
    }

    @Test
    void trap7AUtcTimeWithAYearOfThreeDigitsIsReadAndSentOnAsItCame() throws Exception {
        Octets time = Octets.hex("170e 31323631313230323135343130 5a");

        UTCTime read = FieldDecoder.time(BerReader.single(time, "time"), "time");

        assertThat(read.instant()).isEqualTo(Instant.parse("2026-11-20T21:54:10Z"));
        assertThat(FieldEncoder.time(Tag.UTC_TIME, read)).isEqualTo(time);
    }

    @Test
    void trap8NamedBitsAreComparedBitByBit() throws Exception {
        List<String> audited = List.of("030200f0", "030307f000", "030300f000", "030204f0");
        for (String hex : audited) {
            BitString bits = BerReader.single(Octets.hex(hex), "bits").bitString("bits");
            PerRecipientIndicators indicators = new PerRecipientIndicators(bits);
            assertThat(indicators.responsibility()).isTrue();
            assertThat(indicators.originatingMTAReportRequest()).hasToString("AUDITED_REPORT");
            assertThat(indicators.originatorReportRequest()).hasToString("REPORT");
            assertThat(bits.bit(200)).isFalse();
        }
    }

    @Test
    void trap8BitsGoOnInTheLengthInWhichTheyCame() throws Exception {
        MessageTransferEnvelope envelope = DECODER.message(
                MtsApdu.decode(Vectors.MESSAGE, P1Limits.DEFAULT).envelope());
        PerRecipientIndicators nineBits = new PerRecipientIndicators(
                BerReader.single(Octets.hex("030307f000"), "bits").bitString("bits"));

        assertThat(envelope.perMessageIndicators().bits().length()).isEqualTo(4);
        assertThat(Ber.bitString(P1Tags.PER_RECIPIENT_INDICATORS, nineBits.bits()))
                .isEqualTo(Octets.hex("810307f000"));
        assertThat(Ber.bitString(
                        P1Tags.PER_RECIPIENT_INDICATORS,
                        nineBits.withResponsibility(false).bits()))
                .isEqualTo(Octets.hex("8103077000"));
    }

    private static ExtensionField extension(String hex) throws DecodeException {
        Octets extensions = Ber.constructed(P1Tags.EXTENSIONS, Octets.hex(hex));
        return FieldDecoder.extensions(BerReader.single(extensions, "extensions"), "extensions")
                .get(0);
    }

    private static ContentType contentType(String hex) throws DecodeException {
        Tlv set = BerReader.single(Ber.set(Octets.hex(hex)), "envelope");
        ContentType type = FieldDecoder.contentType(new SetMembers(set, "envelope"));
        assertThat(type).isNotNull();
        return type;
    }
}
