package org.openx400.mta.rfc1006.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openx400.mta.octets.Octets;

class SpduCodecTest {
    static Stream<Arguments> vectors() {
        return SpduVectors.all().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @Test
    void vectorsHaveEverySpdu() {
        Set<SpduType> seen = EnumSet.noneOf(SpduType.class);
        SpduVectors.all().values().forEach(spdu -> seen.add(spdu.type()));

        assertThat(seen).containsExactlyInAnyOrder(SpduType.values());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsAndWritesEachSpdu(Octets tsdu, Spdu spdu) throws SpduException {
        assertThat(SpduDecoder.decode(tsdu)).containsExactly(spdu);
        assertThat(SpduEncoder.encode(spdu)).isEqualTo(tsdu);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesEveryTruncation(Octets tsdu, Spdu spdu) {
        int prefix = spdu.type().prefix() == SpduType.Prefix.NONE ? 0 : 2;
        int userInformation = spdu instanceof Spdu.Dt dt ? dt.userInformation().length() : 0;
        for (int length = 0; length < tsdu.length() - userInformation; length++) {
            if (length == prefix && prefix > 0) {
                continue; // a GT or PT alone, which is legal
            }
            Octets cut = tsdu.slice(0, length);
            assertThatThrownBy(() -> SpduDecoder.decode(cut))
                    .as("%d octets of %s", length, spdu)
                    .isInstanceOf(SpduException.class)
                    .hasMessageContaining("at octet");
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesALengthThatIsNotTheSpdus(Octets tsdu, Spdu spdu) {
        int li = spdu.type().prefix() == SpduType.Prefix.NONE ? 1 : 3;
        for (int wrong : new int[] {tsdu.at(li) + 1, 0xfe, 0xff}) {
            if (spdu.type() == SpduType.DT && wrong == 1) {
                continue; // takes an octet of the user information for a parameter, which then is cut off
            }
            Octets changed = replaced(tsdu, li, wrong);
            assertThatThrownBy(() -> SpduDecoder.decode(changed))
                    .as("%s with LI %d", spdu, wrong)
                    .isInstanceOf(SpduException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void answersEveryChangedOctetWithSpdusOrItsException(Octets tsdu, Spdu spdu) {
        for (int at = 0; at < tsdu.length(); at++) {
            for (int value = 0; value < 256; value++) {
                try {
                    assertThat(SpduDecoder.decode(replaced(tsdu, at, value))).isNotEmpty();
                } catch (SpduException e) {
                    boolean inside = e.offset() >= 0 && e.offset() <= tsdu.length();
                    assertThat(inside).as(spdu.type().name()).isTrue();
                }
            }
        }
    }

    @Test
    void picksTheUserDataGroupOfCnBySize() throws SpduException {
        for (int length : new int[] {512, 513, 10_240}) {
            Spdu.Cn cn = SpduVectors.cn(2, TsduSizes.UNLIMITED, Octets.wrap(new byte[length]));
            Octets tsdu = SpduEncoder.encode(cn);

            assertThat(SpduDecoder.decode(tsdu)).containsExactly(cn);
            int group = tsdu.at(tsdu.length() - length - 4);
            assertThat(group).isEqualTo(length == 512 ? 193 : 194);
        }
    }

    @Test
    void usesTheLongLengthFormOnlyAbove254() {
        assertThat(SpduEncoder.encode(new Spdu.Dn(Octets.wrap(new byte[252]))).slice(0, 4))
                .isEqualTo(Octets.hex("0afe c1fc"));
        assertThat(SpduEncoder.encode(new Spdu.Dn(Octets.wrap(new byte[253]))).slice(0, 6))
                .isEqualTo(Octets.hex("0aff00ff c1fd"));
    }

    @Test
    void takesTheSameSiForAnotherSpduAfterAnotherPrefix() throws SpduException {
        assertThat(SpduDecoder.decode(Octets.hex("1903 110102")).get(0).type()).isEqualTo(SpduType.AB);
        assertThat(SpduDecoder.decode(Octets.hex("0100 1903 320100")).get(0).type())
                .isEqualTo(SpduType.AI);
        assertThat(SpduDecoder.decode(Octets.hex("1a00")).get(0).type()).isEqualTo(SpduType.AA);
        assertThat(SpduDecoder.decode(Octets.hex("0200 1a00")).get(0).type()).isEqualTo(SpduType.AIA);
    }

    @ParameterizedTest
    @CsvSource({
        "MIP without prefix, 3103 2a0131",
        "MIP after PT, 0200 3103 2a0131",
        "MIA after GT, 0100 3203 2a0131",
        "FN after GT, 0100 0903 110101",
        "typed data, 2100",
        "unknown SI, 7700",
        "two SPDUs, 1a00 1a00",
        "extended concatenation, 0100 3103 2a0131 3103 2a0132",
        "serial number with leading zero, 0100 3104 2a023031",
        "serial number of no digit, 0100 3103 2a0141",
        "serial number of seven digits, 0100 3109 2a0731303030303030",
        "MIP without serial number, 0100 3100",
        "AS without activity identifier, 0100 2d00",
        "AS with an empty activity identifier, 0100 2d02 2900",
        "activity identifier of seven octets, 0100 2d09 290702050102030405",
        "requirements of one octet, 0d03 140149",
        "SSAP selector of 17 octets, 0d13 34110000000000000000000000000000000000",
        "reason code without value, 0200 3002 3200"
    })
    void refusesWhatTheStandardDoesNotHave(String what, String hex) {
        assertThatThrownBy(() -> SpduDecoder.decode(Octets.hex(hex)))
                .as(what)
                .isInstanceOfSatisfying(
                        SpduException.class, e -> assertThat(e.abortCause()).isEqualTo(AbortCause.PROTOCOL_ERROR));
    }

    @Test
    void skipsUnknownParametersAndTakesDefaultsForAbsentOnes() throws SpduException {
        Spdu.Cn cn = (Spdu.Cn) SpduDecoder.decode(Octets.hex("0d04 c8020000")).get(0);

        assertThat(cn.item().versions()).isEqualTo(ConnectItem.VERSION_1);
        assertThat(cn.requirements()).isEqualTo(0x0349);
    }

    /** X.225 8.2: a peer is met whose AC has PI 52 without a value. */
    @ParameterizedTest
    @CsvSource({
        "CN, 0d0c 0508 1300 1500 1600 1a00 1400, 0d00",
        "AC, 0e0e 0508 1300 1500 1600 1a00 1400 3400, 0e00",
        "CN with data overflow, 0d02 3c00, 0d00",
        "OA, 1004 1500 1600, 1000",
        "FN, 0902 1100, 0900",
        "AB, 1902 1100, 1900",
        "MIP, 0100 3105 0f00 2a0131, 0100 3103 2a0131",
        "DT, 0100 0102 1900 aa, 0100 0100 aa"
    })
    void takesAParameterWithoutValueAsAbsent(String what, String hex, String without) throws SpduException {
        assertThat(SpduDecoder.decode(Octets.hex(hex))).as(what).isEqualTo(SpduDecoder.decode(Octets.hex(without)));
    }

    @Test
    void processesATokenItemInThePrefixAfterTheSpduBehindIt() throws SpduException {
        List<Spdu> spdus = SpduDecoder.decode(Octets.hex("0103 100101 0100 aa"));

        assertThat(spdus).containsExactly(new Spdu.Dt(Enclosure.WHOLE, Octets.hex("aa")), new Spdu.Gt(Tokens.DATA));
    }

    private static Octets replaced(Octets octets, int at, int value) {
        return Octets.concat(octets.slice(0, at), Octets.of(value), octets.from(at + 1));
    }
}
