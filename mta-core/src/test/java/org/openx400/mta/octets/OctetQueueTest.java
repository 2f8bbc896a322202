package org.openx400.mta.octets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OctetQueueTest {
    private final OctetQueue queue = new OctetQueue();

    @Test
    void cutsPiecesAnew() {
        queue.add(Octets.of(1, 2, 3));
        queue.add(Octets.of(4, 5));

        List<Octets> first = new ArrayList<>();
        queue.moveTo(first, 4);
        List<Octets> rest = new ArrayList<>();
        queue.moveTo(rest, queue.length());

        assertThat(Octets.concat(first)).isEqualTo(Octets.of(1, 2, 3, 4));
        assertThat(Octets.concat(rest)).isEqualTo(Octets.of(5));
        assertThat(queue.length()).isZero();
    }

    @Test
    void doesNotGiveMoreThanItHas() {
        queue.add(Octets.of(1));

        assertThatThrownBy(() -> queue.moveTo(new ArrayList<>(), 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
