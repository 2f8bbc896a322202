package org.openx400.mta.octets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OctetCollectorTest {
    @Test
    void joinsSegmentsInOrder() {
        OctetCollector collector = new OctetCollector(10_000);
        for (int i = 0; i < 10_000; i++) {
            assertThat(collector.add(Octets.of(i))).isTrue();
        }

        Octets whole = collector.take();

        assertThat(whole.length()).isEqualTo(10_000);
        assertThat(whole.at(9_999)).isEqualTo(9_999 & 0xff);
        assertThat(collector.isEmpty()).isTrue();
    }

    @Test
    void refusesTheOctetAfterTheLimitAndKeepsTheRest() {
        OctetCollector collector = new OctetCollector(3);
        assertThat(collector.add(Octets.of(1, 2))).isTrue();

        assertThat(collector.add(Octets.of(3, 4))).isFalse();
        assertThat(collector.add(Octets.of(3))).isTrue();
        assertThat(collector.add(Octets.of(4))).isFalse();
        assertThat(collector.take()).isEqualTo(Octets.of(1, 2, 3));
    }

    @Test
    void doesNotChangeWhatItGaveAway() {
        OctetCollector collector = new OctetCollector(3);
        collector.add(Octets.of(1, 2));
        Octets first = collector.take();

        collector.add(Octets.of(9, 9));

        assertThat(first).isEqualTo(Octets.of(1, 2));
    }
}
