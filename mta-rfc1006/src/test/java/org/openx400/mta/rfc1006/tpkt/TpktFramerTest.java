package org.openx400.mta.rfc1006.tpkt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

class TpktFramerTest {
    private static final Octets ONE = Octets.hex("02f080 aabb");
    private static final Octets TWO = Octets.hex("02f080");
    private static final Octets STREAM = Octets.concat(Tpkt.header(5), ONE, Tpkt.header(3), TWO);

    private final TpktFramer framer = new TpktFramer();

    @Test
    void cutsTheStreamWhereverTcpCutIt() throws DecodeException {
        for (int first = 0; first <= STREAM.length(); first++) {
            for (int second = first; second <= STREAM.length(); second++) {
                List<Octets> tpdus = new ArrayList<>();
                tpdus.addAll(tpdus(STREAM.slice(0, first)));
                tpdus.addAll(tpdus(STREAM.slice(first, second)));
                tpdus.addAll(tpdus(STREAM.from(second)));
                assertThat(tpdus).as("cut at %d and %d", first, second).containsExactly(ONE, TWO);
            }
        }
    }

    @Test
    void takesTheLargestTpkt() throws DecodeException {
        Octets tpdu = Octets.wrap(new byte[Tpkt.MAXIMUM_TPDU]);

        assertThat(tpdus(Octets.concat(Octets.hex("0300ffff"), tpdu))).containsExactly(tpdu);
    }

    @Test
    void acceptsAnythingInTheReservedOctet() throws DecodeException {
        assertThat(tpdus(Octets.hex("03ff0007 02f080"))).containsExactly(TWO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02", "00", "04", "47"})
    void refusesAnotherVersionAtItsFirstOctet(String version) {
        assertThatThrownBy(() -> tpdus(Octets.hex(version)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("TPKT version at octet 0");
    }

    @ParameterizedTest
    @CsvSource({"03000006", "03000000", "03000004"})
    void refusesALengthThatHoldsNoTpdu(String header) {
        assertThatThrownBy(() -> tpdus(Octets.hex(header)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("TPKT length at octet 2");
    }

    @Test
    void writesNoHeaderForWhatDoesNotFit() {
        assertThatThrownBy(() -> Tpkt.header(Tpkt.MAXIMUM_TPDU + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Tpkt.header(Tpkt.MAXIMUM_TPDU)).isEqualTo(Octets.hex("0300ffff"));
    }

    private List<Octets> tpdus(Octets input) throws DecodeException {
        framer.feed(input);
        List<Octets> tpdus = new ArrayList<>();
        for (Octets tpdu = framer.next(); tpdu != null; tpdu = framer.next()) {
            tpdus.add(tpdu);
        }
        return tpdus;
    }
}
