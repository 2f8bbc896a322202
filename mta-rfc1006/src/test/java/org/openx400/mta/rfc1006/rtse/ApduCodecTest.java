package org.openx400.mta.rfc1006.rtse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

class ApduCodecTest {
    interface Decoder {
        Object decode(Octets octets) throws DecodeException;
    }

    record Sample(Octets octets, Decoder decoder) {
        Sample(String hex, Decoder decoder) {
            this(Octets.hex(hex), decoder);
        }
    }

    static final List<Sample> SAMPLES = List.of(
            new Sample(
                    "b021 80013f 810103 820100 a316 a014 b012 a110 80046d746131 a108 1606736563726574",
                    o -> ApduCodec.rtorq(ApduCodec.fields(o, ApduCodec.RTORQ, "RTORQ"))),
            new Sample(
                    "b11f 80013f 810103 a217 a015 b113 a111 80046d746132 a109 160773656372657432",
                    o -> ApduCodec.rtoac(ApduCodec.fields(o, ApduCodec.RTOAC, "RTOAC"))),
            new Sample("b207 a105 b203020102", o -> ApduCodec.rtorj(ApduCodec.fields(o, ApduCodec.RTORJ, "RTORJ"))),
            new Sample("b603 800103", o -> ApduCodec.rtab(ApduCodec.fields(o, ApduCodec.RTAB, "RTAB"))),
            new Sample("020105", ApduCodec::rttp),
            // indefinite lengths, fields in another order, a recover
            new Sample(
                    "b080 a380 a180 14046d746131 170d3236313132303231333030305a 0000 0000 820101 810105 80013f 0000",
                    o -> ApduCodec.rtorq(ApduCodec.fields(o, ApduCodec.RTORQ, "RTORQ"))));

    @Test
    void readsAndWritesEachApdu() throws Exception {
        Octets rtorq = SAMPLES.get(0).octets();
        Apdu.Rtorq read = ApduCodec.rtorq(ApduCodec.fields(rtorq, ApduCodec.RTORQ, "RTORQ"));
        assertThat(read.checkpointSize()).isEqualTo(63);
        assertThat(read.windowSize()).isEqualTo(3);
        assertThat(read.twoWayAlternate()).isFalse();
        assertThat(read.applicationProtocol()).isNull();
        assertThat(ApduCodec.fields(read)).isEqualTo(rtorq.from(2));
        Octets rtoac = SAMPLES.get(1).octets();
        assertThat(ApduCodec.fields(ApduCodec.rtoac(ApduCodec.fields(rtoac, ApduCodec.RTOAC, "RTOAC"))))
                .isEqualTo(rtoac.from(2));
        Octets rtorj = SAMPLES.get(2).octets();
        assertThat(ApduCodec.fields(ApduCodec.rtorj(ApduCodec.fields(rtorj, ApduCodec.RTORJ, "RTORJ"))))
                .isEqualTo(rtorj.from(2));
        Octets rtab = SAMPLES.get(3).octets();
        assertThat(ApduCodec.fields(ApduCodec.rtab(ApduCodec.fields(rtab, ApduCodec.RTAB, "RTAB"))))
                .isEqualTo(rtab.from(2));
        assertThat(ApduCodec.rttp(5)).isEqualTo(Octets.hex("020105"));
    }

    @Test
    void readsARecoverInAnyOrderAndLengthForm() throws Exception {
        Apdu.Rtorq read =
                (Apdu.Rtorq) SAMPLES.get(5).decoder().decode(SAMPLES.get(5).octets());
        assertThat(read.connectionData().recovers()).isNotNull();
        assertThat(read.twoWayAlternate()).isTrue();
        assertThat(read.windowSize()).isEqualTo(5);
    }

    @Test
    void takesTheDefaultsOfWhatIsAbsent() throws Exception {
        Apdu.Rtorq rtorq = ApduCodec.rtorq(new BerReader(Octets.hex("a3028000")));
        assertThat(rtorq).isEqualTo(new Apdu.Rtorq(0, 3, false, Apdu.ConnectionData.open(null), null));
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

    @Test
    void refusesWhatIsMissing() {
        assertThatThrownBy(() -> ApduCodec.rtorq(new BerReader(Octets.hex("80013f"))))
                .hasMessageContaining("connectionData");
        assertThatThrownBy(() -> ApduCodec.rttp(Octets.hex("040105"))).hasMessageContaining("RTTP");
        assertThatThrownBy(() -> ApduCodec.fields(Octets.hex("b100"), Tag.context(16), "RTORQ"))
                .hasMessageContaining("RTORQ");
    }
}
