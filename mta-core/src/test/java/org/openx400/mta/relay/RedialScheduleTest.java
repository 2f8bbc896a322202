package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedialScheduleTest {
    private final RedialSchedule redial = new RedialSchedule(Duration.ofSeconds(2));

    @Test
    void aPeerThatWasNeverReachedIsTriedEveryOpenInterval() {
        assertThat(redial.openFailed()).isEqualTo(Duration.ofSeconds(2));
        assertThat(redial.openFailed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aPeerThatWasLostIsTriedSoonAndTwiceAsLateEachTimeUpToTheOpenInterval() {
        assertThat(redial.lost()).isEqualTo(Duration.ofMillis(200));
        assertThat(redial.openFailed()).isEqualTo(Duration.ofMillis(400));
        assertThat(redial.openFailed()).isEqualTo(Duration.ofMillis(800));
        assertThat(redial.lost()).isEqualTo(Duration.ofMillis(1600));
        assertThat(redial.openFailed()).isEqualTo(Duration.ofSeconds(2));
        assertThat(redial.openFailed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void beginsAnewWhenSomethingWasTaken() {
        redial.lost();
        redial.lost();
        redial.progress();
        assertThat(redial.lost()).isEqualTo(Duration.ofMillis(200));
        redial.progress();
        assertThat(redial.openFailed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aWantOfLocalPortsIsTriedSoonAndTwiceAsLateEachTimeUpToTheOpenInterval() {
        assertThat(redial.portsExhausted()).isEqualTo(Duration.ofMillis(200));
        assertThat(redial.portsExhausted()).isEqualTo(Duration.ofMillis(400));
        assertThat(redial.portsExhausted()).isEqualTo(Duration.ofMillis(800));
        assertThat(redial.portsExhausted()).isEqualTo(Duration.ofMillis(1600));
        assertThat(redial.portsExhausted()).isEqualTo(Duration.ofSeconds(2));
    }
}
