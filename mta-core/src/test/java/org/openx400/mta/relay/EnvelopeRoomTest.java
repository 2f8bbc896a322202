package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnvelopeRoomTest {
    private static final int MEGABYTE = 1 << 20;

    private final EnvelopeRoom room = new EnvelopeRoom(EnvelopeRoom.FOR_EACH * 10L * MEGABYTE);

    @Test
    void largeEnvelopesHaveTheRoomThatThereIsWhileTheyGrow() {
        EnvelopeRoom.Place first = room.place();
        EnvelopeRoom.Place second = room.place();
        assertThat(first.holds(MEGABYTE)).isTrue();
        assertThat(second.holds(5 * MEGABYTE)).isTrue();
        assertThat(first.holds(5 * MEGABYTE)).isTrue();
        assertThat(first.holds(5 * MEGABYTE + 1)).isFalse();
        second.leave();
        assertThat(first.holds(10 * MEGABYTE)).isTrue();
        first.leave();
        first.leave();
        assertThat(second.holds(1000 * MEGABYTE)).as("alone").isTrue();
        assertThat(first.holds(MEGABYTE)).isFalse();
    }

    @Test
    void smallOnesNeedNone() {
        assertThat(room.place().holds(1000 * MEGABYTE)).isTrue();
        assertThat(room.place().holds(EnvelopeRoom.SMALL)).isTrue();
    }
}
