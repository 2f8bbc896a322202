package org.openx400.mta.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.openx400.mta.octets.Limit;

class LimitEventsTest {
    private static final Limit TSDU = Limit.of("tsdu", 65536);

    private final AtomicLong time = new AtomicLong(1);
    private final LimitEvents limits = new LimitEvents(time::get);

    private Optional<Event> reached(Limit limit, String peer) {
        return limits.reached(EventId.LIMIT_REACHED, limit, peer).map(Event.Builder::build);
    }

    @Test
    void namesTheLimitItsValueAndThePeer() {
        Event event = reached(TSDU, "SITE2").orElseThrow();
        assertThat(event.fields())
                .containsEntry("limit", "tsdu")
                .containsEntry("value", "65536")
                .containsEntry("peer", "SITE2")
                .containsEntry("times", 1L);
        assertThat(event.message()).contains("limits.tsdu", "65536", "SITE2");
    }

    @Test
    void tellsOnceAMinuteHowOftenItBit() {
        assertThat(reached(TSDU, "SITE2")).isPresent();
        assertThat(reached(TSDU, "SITE2")).isEmpty();
        time.addAndGet(LimitEvents.INTERVAL.toNanos() - 1);
        assertThat(reached(TSDU, "SITE2")).isEmpty();
        time.addAndGet(1);
        assertThat(reached(TSDU, "SITE2").orElseThrow().fields()).containsEntry("times", 3L);
        assertThat(reached(TSDU, "SITE2")).isEmpty();
    }

    @Test
    void tellsEachPeerAndEachLimitApart() {
        assertThat(reached(TSDU, "SITE2")).isPresent();
        assertThat(reached(TSDU, "SITE3")).isPresent();
        assertThat(reached(Limit.of("nesting", 64), "SITE2")).isPresent();
    }

    @Test
    void forgetsTheOldestOfTooManyPeers() {
        for (int i = 0; i <= LimitEvents.REMEMBERED; i++) {
            assertThat(reached(TSDU, "192.0.2." + i)).isPresent();
        }
        assertThat(reached(TSDU, "192.0.2.1")).isEmpty();
        assertThat(reached(TSDU, "192.0.2.0")).isPresent();
    }
}
