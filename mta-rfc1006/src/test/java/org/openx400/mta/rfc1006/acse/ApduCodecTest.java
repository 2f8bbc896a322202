package org.openx400.mta.rfc1006.acse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

class ApduCodecTest {
    private static final String EXTERNAL = "be0d 280b 06025101 020103 a0020500";
    static final Octets AARQ = Octets.hex("6017 a106060456000106 " + EXTERNAL);
    /** Called: Name C=US, RelativeDistinguishedName; calling: OBJECT IDENTIFIER, INTEGER, both invocations. */
    static final Octets AARQ_WITH_TITLES = Octets.hex("604c a106060456000106"
            + " a20f 300d 310b 3009 0603550406 13025553 a30d 310b 3009 0603550403 13024142"
            + " a604 06022a03 a703 020107 a803 020108 a903 020109 " + EXTERNAL);

    static final Octets AARE = Octets.hex("6123 a106060456000106 a203020100 a305a103020100 " + EXTERNAL);
    private static final List<Octets> SAMPLES = List.of(
            AARQ,
            AARQ_WITH_TITLES,
            AARE,
            Octets.hex("6203800100"),
            Octets.hex("630380011e"),
            Octets.hex("6412 800100 " + EXTERNAL),
            Octets.hex("6403 800101"));

    @Test
    void readsAndWritesEachApdu() throws Exception {
        for (Octets sample : SAMPLES) {
            assertThat(ApduCodec.encode(ApduCodec.decode(sample))).isEqualTo(sample);
        }
    }

    @Test
    void readsTitlesInEachOfTheirForms() throws Exception {
        Apdu.Aarq aarq = (Apdu.Aarq) ApduCodec.decode(AARQ_WITH_TITLES);
        assertThat(aarq.applicationContext()).isEqualTo("2.6.0.1.6");
        assertThat(aarq.called().apTitle()).isEqualTo(Octets.hex("300d 310b 3009 0603550406 13025553"));
        assertThat(aarq.called().aeQualifier()).isEqualTo(Octets.hex("310b 3009 0603550403 13024142"));
        assertThat(aarq.calling()).isEqualTo(new AeTitle(Octets.hex("06022a03"), Octets.hex("020107"), 8L, 9L));
        assertThat(aarq.userInformation()).isEqualTo(new External(3, Octets.hex("0500")));
    }

    @Test
    void readsUserInformationWithoutTheDirectReference() throws Exception {
        Apdu.Aarq aarq = (Apdu.Aarq) ApduCodec.decode(
                Octets.hex("6080 be80 2880 020103 a080 0500 0000 0000 0000" + " a106060456000106 0000"));
        assertThat(aarq.userInformation()).isEqualTo(new External(3, Octets.hex("0500")));
    }

    @Test
    void readsUserInformationWithTheDirectReferenceAlone() throws Exception {
        Apdu.Aarq aarq =
                (Apdu.Aarq) ApduCodec.decode(Octets.hex("6016 a106060456000106 be0c 280a 060456000207 a0020500"));
        assertThat(aarq.userInformation()).isEqualTo(new External(null, Octets.hex("0500")));
    }

    @ParameterizedTest
    @EnumSource(AssociateDiagnostic.class)
    void carriesEachDiagnostic(AssociateDiagnostic diagnostic) throws Exception {
        Apdu.Aare aare = new Apdu.Aare("2.6.0.1.6", 1, diagnostic, AeTitle.NONE, null);
        assertThat(ApduCodec.decode(ApduCodec.encode(aare))).isEqualTo(aare);
    }

    @Test
    void refusesWhatIsMissingOrAnotherThing() {
        for (String bad : List.of(
                "6000", // no application context
                "6108 a106060456000106", // no result
                "6500", // no such APDU
                "600d a106060456000106 a203020101", // an AP-title that is an INTEGER
                "6010 a106060456000106 be06 28040500020103")) { // no reference
            assertThatThrownBy(() -> ApduCodec.decode(Octets.hex(bad))).isInstanceOf(DecodeException.class);
        }
    }

    @Test
    void refusesEveryTruncation() {
        for (Octets sample : SAMPLES) {
            for (int length = 0; length < sample.length(); length++) {
                Octets cut = sample.slice(0, length);
                assertThatThrownBy(() -> ApduCodec.decode(cut)).as("%s", cut).isInstanceOf(DecodeException.class);
            }
        }
    }

    @Test
    void failsInNoOtherWayWhateverAnOctetIs() {
        for (Octets sample : SAMPLES) {
            for (int at = 0; at < sample.length(); at++) {
                for (int value = 0; value < 256; value++) {
                    byte[] octets = sample.toArray();
                    octets[at] = (byte) value;
                    try {
                        ApduCodec.decode(Octets.wrap(octets));
                    } catch (DecodeException e) {
                        assertThat(e.getMessage()).contains("at octet");
                    }
                }
            }
        }
    }
}
