package org.openx400.mta.rfc1006.cotp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openx400.mta.octets.Octets;

class TpduCodecTest {
    private static final Octets CALLING = Octets.latin1("MTA-A");
    private static final Octets CALLED = Octets.latin1("MTA-B2");
    private static final TpduSize SIZE_2048 = new TpduSize(OptionalInt.of(0x0b), OptionalInt.empty());

    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of(
                        "15 e0 0000 1234 00 c105 4d54412d41 c206 4d54412d4232",
                        new Tpdu.Cr(0x1234, 0, List.of(), CALLING, CALLED, TpduSize.ABSENT)),
                Arguments.of(
                        "09 e0 0000 0001 00 c0010b", new Tpdu.Cr(1, 0, List.of(), Octets.NONE, Octets.NONE, SIZE_2048)),
                Arguments.of(
                        "0f e0 0000 0001 20 c0010d f0013f c70100",
                        new Tpdu.Cr(
                                1,
                                2,
                                List.of(0),
                                Octets.NONE,
                                Octets.NONE,
                                new TpduSize(OptionalInt.of(0x0d), OptionalInt.of(0x3f)))),
                Arguments.of("06 d0 1234 0002 00", new Tpdu.Cc(0x1234, 2, TpduSize.ABSENT)),
                Arguments.of("09 d0 1234 0002 00 c0010b", new Tpdu.Cc(0x1234, 2, SIZE_2048)),
                Arguments.of("06 80 1234 0000 03", new Tpdu.Dr(0x1234, 0, 3)),
                Arguments.of("02 f0 80 0102", new Tpdu.Dt(true, Octets.hex("0102"))),
                Arguments.of("02 f0 00 0102", new Tpdu.Dt(false, Octets.hex("0102"))),
                Arguments.of("08 70 1234 02 c102 02f0", new Tpdu.Er(0x1234, 2, Octets.hex("02f0"))));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsAndWritesEachTpdu(String hex, Tpdu tpdu) throws TpduException {
        Octets octets = Octets.hex(hex);

        assertThat(TpduDecoder.decode(octets)).isEqualTo(tpdu);
        assertThat(TpduEncoder.encode(tpdu).from(4)).isEqualTo(octets);
        assertThat(TpduEncoder.encode(tpdu).slice(0, 4)).isEqualTo(Octets.of(3, 0, 0, octets.length() + 4));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesEveryTruncationOfTheHeader(String hex, Tpdu tpdu) {
        Octets octets = Octets.hex(hex);
        for (int length = 0; length <= octets.at(0); length++) {
            Octets cut = octets.slice(0, length);
            assertThatThrownBy(() -> TpduDecoder.decode(cut))
                    .as("%d octets of %s", length, tpdu)
                    .isInstanceOf(TpduException.class)
                    .hasMessageContaining("at octet");
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void answersEveryChangedOctetWithATpduOrItsException(String hex, Tpdu tpdu) {
        Octets octets = Octets.hex(hex);
        for (int at = 0; at < octets.length(); at++) {
            for (int value = 0; value < 256; value++) {
                Octets changed = Octets.concat(octets.slice(0, at), Octets.of(value), octets.from(at + 1));
                try {
                    assertThat(TpduDecoder.decode(changed)).isNotNull();
                } catch (TpduException e) {
                    boolean inside = e.offset() >= 0 && e.offset() <= octets.length();
                    assertThat(inside).as(tpdu.abbreviation()).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesALengthIndicatorThatGoesBeyondTheTpdu(String hex, Tpdu tpdu) {
        Octets octets = Octets.hex(hex);
        Octets changed = Octets.concat(Octets.of(octets.length()), octets.from(1));

        assertThatThrownBy(() -> TpduDecoder.decode(changed)).as("%s", tpdu).isInstanceOf(TpduException.class);
    }

    @Test
    void skipsUnknownParametersInCrOnly() throws TpduException {
        Tpdu cr = TpduDecoder.decode(Octets.hex("09 e0 0000 0001 00 aa01ff"));

        assertThat(cr).isEqualTo(new Tpdu.Cr(1, 0, List.of(), Octets.NONE, Octets.NONE, TpduSize.ABSENT));
        assertThatThrownBy(() -> TpduDecoder.decode(Octets.hex("09 d0 0001 0001 00 aa01ff")))
                .isInstanceOfSatisfying(
                        TpduException.class,
                        e -> assertThat(e.rejectCause()).isEqualTo(RejectCause.INVALID_PARAMETER_CODE))
                .hasMessageContaining("at octet 7");
    }

    @Test
    void letsTheLastOfRepeatedParametersCount() throws TpduException {
        Tpdu cr = TpduDecoder.decode(Octets.hex("10 e0 0000 0001 00 c1024142 c2014a c10143"));

        assertThat(((Tpdu.Cr) cr).callingTSAPSelector()).isEqualTo(Octets.latin1("C"));
    }

    @ParameterizedTest
    @CsvSource({
        "LI of 255, ff",
        "unknown TPDU, 02 10 00",
        "CC of class 4, 06 d0 0001 0001 40",
        "size code below 7, 09 e0 0000 0001 00 c00106",
        "size code above 10, 09 e0 0000 0001 00 c00111",
        "size of two octets, 0a e0 0000 0001 00 c0020b0b",
        "preferred size 0, 09 e0 0000 0001 00 f00100",
        "preferred size without value, 08 e0 0000 0001 00 f000",
        "DT with a parameter, 05 f0 80 c00107"
    })
    void refusesWhatClass0DoesNotHave(String what, String hex) {
        assertThatThrownBy(() -> TpduDecoder.decode(Octets.hex(hex))).as(what).isInstanceOf(TpduException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "65531, '', '', 65531",
        "8192, 13, '', 8192",
        "128, 7, '', 128",
        "2048, 11, '', 2048",
        "16384, 13, 128, 16384",
        "1000, 9, 7, 896"
    })
    void proposesASize(int maximum, String code, String units, int meant) {
        TpduSize size = TpduSize.proposing(maximum);

        assertThat(size.code()).isEqualTo(optional(code));
        assertThat(size.preferredUnits()).isEqualTo(optional(units));
        assertThat(size.octets()).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        // proposed code and units, own maximum, answered code and units
        "'', '', 65531, '', ''",
        "'', '', 2048, 11, ''",
        "11, '', 65531, 11, ''",
        "11, '', 1024, 10, ''",
        "14, '', 65531, 14, ''",
        "16, '', 65531, 16, ''",
        "13, 128, 65531, '', 128",
        "13, 511, 4096, '', 32"
    })
    void answersASizeThatIsNotMoreThanProposed(String code, String units, int own, String answer, String answerUnits) {
        TpduSize proposed = new TpduSize(optional(code), optional(units));

        TpduSize answered = proposed.answer(own);

        assertThat(answered).isEqualTo(new TpduSize(optional(answer), optional(answerUnits)));
        assertThat(answered.octets()).isLessThanOrEqualTo(Math.min(own, proposed.octets()));
    }

    private static OptionalInt optional(String number) {
        return number.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(number));
    }
}
