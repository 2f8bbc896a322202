package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;

class StoreProblemsTest {
    private final List<Event> told = new ArrayList<>();
    private long now = Long.MAX_VALUE - Duration.ofSeconds(90).toNanos();
    private final StoreProblems problems = new StoreProblems(told::add, () -> now);

    @Test
    void tellsAnOutageOnceAtItsBeginningAndOnceAtItsEnd() {
        for (int i = 0; i < 10; i++) {
            problems.failed("disk full");
        }
        pass(StoreProblems.CALM);
        problems.committed();
        problems.committed();
        assertThat(told).extracting(Event::id).containsExactly(EventId.STORE_PROBLEM, EventId.STORE_WORKS);
        assertThat(told.get(1).fields()).containsEntry("failures", 10L);
    }

    @Test
    void tellsAnOutageThatLastsOnceAMinuteWithTheNumberOfFailures() {
        for (int second = 0; second < 180; second++) {
            problems.failed("disk full");
            pass(Duration.ofSeconds(1));
        }
        assertThat(told).extracting(event -> event.fields().get("failures")).containsExactly(1L, 61L, 121L);
    }

    @Test
    void aCommitBetweenFailuresDoesNotEndTheOutage() {
        problems.failed("disk full");
        pass(StoreProblems.CALM.minusMillis(1));
        problems.committed();
        problems.failed("disk full");
        assertThat(told).extracting(Event::id).containsExactly(EventId.STORE_PROBLEM);
    }

    @Test
    void theNextOutageIsToldAtOnce() {
        problems.failed("disk full");
        pass(StoreProblems.CALM);
        problems.committed();
        problems.failed("disk full");
        assertThat(told)
                .extracting(Event::id)
                .containsExactly(EventId.STORE_PROBLEM, EventId.STORE_WORKS, EventId.STORE_PROBLEM);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
