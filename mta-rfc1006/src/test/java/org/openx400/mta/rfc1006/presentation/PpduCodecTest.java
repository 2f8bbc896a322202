package org.openx400.mta.rfc1006.presentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

class PpduCodecTest {
    private static final String CONTEXTS = "a433 300f020101060452010001300406025101"
            + " 300f02010306045600020c300406025101 300f020105060456000207300406025101";
    private static final String RESULTS = "a519 300780010081025101 3006800102820101 300680010282 0102";
    private static final String USER_DATA = "6109 3007 020101 a0020500";
    private static final List<Pdv> VALUES = List.of(new Pdv(1, Octets.hex("0500")));

    private static final Octets CP = Octets.hex("314f a003800101 a248 81025031 82025032 " + CONTEXTS + USER_DATA);
    private static final Octets CPA = Octets.hex("3131 a003800101 a22a 83025032 " + RESULTS + USER_DATA);
    private static final Octets CPR = Octets.hex("3029 " + RESULTS + " 8a0102 " + USER_DATA);
    private static final Octets ARU = Octets.hex("a00b " + USER_DATA);
    private static final Octets ARP = Octets.hex("3006 800102 810107");
    private static final Octets X410 = Octets.hex("310f a003800100 a108 80013f a3038001ff");

    interface Decoder {
        Object decode(Octets octets) throws DecodeException;
    }

    record Sample(Octets octets, Decoder decoder) {}

    static final List<Sample> SAMPLES = List.of(
            new Sample(CP, PpduDecoder::cp),
            new Sample(CPA, PpduDecoder::cpa),
            new Sample(CPR, PpduDecoder::cpr),
            new Sample(ARU, PpduDecoder::abort),
            new Sample(ARP, PpduDecoder::abort),
            new Sample(X410, X410Ppdu::connectFields),
            new Sample(Octets.hex("3103800102"), X410Ppdu::refuseOrAbortFields),
            new Sample(Octets.hex(USER_DATA), UserData::decode),
            new Sample(
                    Octets.hex("6180 3080 06025101 020103 a080 2480 0402aabb 0402ccdd 0000 0000 0000 0000"),
                    UserData::decode));

    @Test
    void readsAndWritesCp() throws Exception {
        Ppdu.Cp cp = PpduDecoder.cp(CP);
        assertThat(cp.callingPSAPSelector()).isEqualTo(Octets.latin1("P1"));
        assertThat(cp.calledPSAPSelector()).isEqualTo(Octets.latin1("P2"));
        assertThat(cp.contexts())
                .containsExactly(
                        new ContextDefinition(1, "2.2.1.0.1", List.of("2.1.1")),
                        new ContextDefinition(3, "2.6.0.2.12", List.of("2.1.1")),
                        new ContextDefinition(5, "2.6.0.2.7", List.of("2.1.1")));
        assertThat(cp.userData()).isEqualTo(VALUES);
        assertThat(PpduEncoder.encode(cp)).isEqualTo(CP);
        assertThat(ModeSelector.of(CP)).isEqualTo(ModeSelector.NORMAL);
        assertThat(ModeSelector.of(X410)).isEqualTo(ModeSelector.X410_1984);
    }

    @Test
    void readsAndWritesResultsInTheirOrder() throws Exception {
        Ppdu.Cpa cpa = PpduDecoder.cpa(CPA);
        assertThat(cpa.results())
                .containsExactly(
                        ContextResult.ACCEPTANCE,
                        ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED,
                        ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED);
        assertThat(PpduEncoder.encode(cpa)).isEqualTo(CPA);
        Ppdu.Cpr cpr = PpduDecoder.cpr(CPR);
        assertThat(cpr.providerReason()).isEqualTo(2);
        assertThat(PpduEncoder.encode(cpr)).isEqualTo(CPR);
    }

    @Test
    void readsAndWritesAborts() throws Exception {
        Ppdu.Aru aru = (Ppdu.Aru) PpduDecoder.abort(ARU);
        assertThat(aru.userData()).isEqualTo(VALUES);
        assertThat(PpduEncoder.encode(aru)).isEqualTo(ARU);
        assertThat(PpduDecoder.abort(ARP)).isEqualTo(new Ppdu.Arp(2));
    }

    @Test
    void readsASetInAnyOrderAndVersionWithTrailingZeros() throws Exception {
        Octets other = Octets.hex("3180 a280 8003008000 6109 3007 020101 a0020500 0000 a080 800101 0000 0000");
        Ppdu.Cp cp = PpduDecoder.cp(other);
        assertThat(cp.version1()).isTrue();
        assertThat(cp.userData()).isEqualTo(VALUES);
    }

    @Test
    void readsAllFormsOfAValue() throws Exception {
        assertThat(UserData.decode(Octets.hex("6109 3007 020101 81020500"))).isEqualTo(VALUES);
        assertThat(UserData.decode(Octets.hex("610a 3008 020101 8203000500"))).isEqualTo(VALUES);
        assertThat(UserData.decode(Octets.hex("6180 3080 020101 a180 04010504010000000000 0000")))
                .isEqualTo(VALUES);
    }

    @Test
    void writesTheHeaderForAValueThatFollows() {
        Octets value = Octets.wrap(new byte[300]);
        Octets whole = UserData.encode(List.of(new Pdv(3, value)));
        assertThat(Octets.concat(UserData.header(3, 300), value)).isEqualTo(whole);
    }

    @Test
    void refusesWhatWasNotAgreed() {
        for (String bad : List.of(
                "6000", // simply encoded
                "6100", // no value
                "610b 3009 06022a03 020101 0500", // another transfer syntax
                "6108 3006 020101 830100", // no such choice
                "6109 3007 020101 82020105", // bits that are no octets
                "610b 3009 020101 a00405000500")) { // two values in one
            assertThatThrownBy(() -> UserData.decode(Octets.hex(bad))).isInstanceOf(DecodeException.class);
        }
        assertThatThrownBy(() -> PpduDecoder.cp(Octets.hex("3128 a003800101 a221 a41f"
                        + " 300e 020101 0603520100 3004 06025101"
                        + " 300d 020101 06025201 3004 06025101")))
                .hasMessageContaining("twice");
    }

    @Test
    void refusesEveryTruncation() {
        for (Sample sample : SAMPLES) {
            for (int length = 0; length < sample.octets().length(); length++) {
                Octets cut = sample.octets().slice(0, length);
                assertThatThrownBy(() -> sample.decoder().decode(cut))
                        .as("%s", cut)
                        .isInstanceOf(DecodeException.class);
            }
        }
    }

    @Test
    void failsInNoOtherWayWhateverAnOctetIs() {
        for (Sample sample : SAMPLES) {
            for (int at = 0; at < sample.octets().length(); at++) {
                for (int value = 0; value < 256; value++) {
                    byte[] octets = sample.octets().toArray();
                    octets[at] = (byte) value;
                    try {
                        sample.decoder().decode(Octets.wrap(octets));
                    } catch (DecodeException e) {
                        assertThat(e.getMessage()).contains("at octet");
                    }
                }
            }
        }
    }
}
