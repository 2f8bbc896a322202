package org.openx400.mta.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalPortsTest {
    @Test
    void eachPortComesOnceFromAnyOnAndReservedOnesNever() throws IOException {
        LocalPorts ports = LocalPorts.parse("40000\t40009\n", "39999,40001,40004-40006,40020-40030\n");
        assertThat(ports.count()).isEqualTo(6);
        for (int seed = 0; seed < 50; seed++) {
            List<Integer> order = new ArrayList<>();
            ports.fromAnyOn(new Random(seed)).forEachRemaining((int port) -> order.add(port));
            assertThat(order).containsExactlyInAnyOrder(40000, 40002, 40003, 40007, 40008, 40009);
        }
    }

    @Test
    void oneAndAllPortsAreRangesToo() throws IOException {
        assertThat(LocalPorts.parse("1024 1024", "").fromAnyOn(new Random(1)).nextInt())
                .isEqualTo(1024);
        assertThat(LocalPorts.parse("1 65535", "").count()).isEqualTo(65535);
    }

    @Test
    void theSystemSaysWhichPorts() throws IOException {
        assertThat(LocalPorts.now().count()).isBetween(1, 65535);
    }

    @ParameterizedTest
    @CsvSource({"40000,''", "many few,''", "40001 40000,''", "40000 40001,40000-40001", "40000 40001,some"})
    void whatIsNoRangeIsToldWithItsText(String range, String reserved) {
        assertThatThrownBy(() -> LocalPorts.parse(range, reserved))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(range);
    }
}
