package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.event.EventId;
import org.openx400.mta.queue.QueueEntry;

/** What becomes of delays when the clock is set by hours while the relay runs, or between two runs. */
class ClockTest {
    private static final String BOB = "C=US;A= ;P=SITE2;S=Bob";
    private static final Duration RETRY = Duration.ofSeconds(120);
    private static final Duration OPEN_RETRY = Duration.ofSeconds(600);
    private static final Duration A_MOMENT = ClockWatch.INTERVAL.plusMillis(1);

    @TempDir
    Path folder;

    private RelayFixture mta;

    @BeforeEach
    void start() throws Exception {
        mta = new RelayFixture(folder);
        mta.with(mta.connector("from-origin", "ORIGIN"), mta.connector("to-site2", "SITE2"))
                .start();
    }

    private void receive(String localIdentifier) {
        mta.receive("from-origin", Samples.message(localIdentifier).to(BOB).apdu());
    }

    private int attempts() throws Exception {
        return mta.sent().size();
    }

    @Test
    void aRetryIsNotPutOffWhenTheClockIsSetBack() throws Exception {
        receive("m");
        mta.associator.last().refuse();
        mta.time.settle();
        mta.time.set(Duration.ofHours(-5));
        mta.time.advance(A_MOMENT);
        assertThat(mta.events(EventId.CLOCK_SET)).singleElement().asString().contains("back", "18000");
        assertThat(attempts()).isEqualTo(2);
        mta.associator.last().refuse();
        mta.time.advance(RETRY.minusSeconds(1));
        assertThat(attempts()).isEqualTo(2);
        mta.time.advance(Duration.ofSeconds(2));
        assertThat(attempts()).isEqualTo(3);
    }

    @Test
    void aRetryOfARunWithAWrongClockIsMadeAfterOneInterval() throws Exception {
        mta.time.set(Duration.ofDays(300));
        mta.time.advance(A_MOMENT);
        receive("m");
        mta.associator.last().refuse();
        mta.time.settle();

        RelayFixture again = new RelayFixture(folder, mta.queue);
        again.with(again.connector("from-origin", "ORIGIN"), again.connector("to-site2", "SITE2"))
                .start();
        assertThat(again.sent()).isEmpty();
        again.time.advance(RETRY.plusSeconds(1));
        assertThat(again.sent()).hasSize(1);
    }

    @Test
    void aDeferredMessageGoesWhenTheClockIsSetForwardToItsTime() throws Exception {
        mta.receive(
                "from-origin",
                Samples.message("m")
                        .to(BOB)
                        .deferredUntil(RelayFixture.START.plusSeconds(7200))
                        .apdu());
        mta.time.advance(A_MOMENT);
        assertThat(attempts()).isZero();
        mta.time.set(Duration.ofHours(2));
        mta.time.advance(A_MOMENT);
        assertThat(attempts()).isEqualTo(1);
    }

    @Test
    void nothingExpiresSoonerBecauseTheClockWasSetForward() throws Exception {
        mta.associator.refuse();
        receive("before");
        mta.time.set(Duration.ofDays(8));
        mta.time.advance(Duration.ofMinutes(1));
        receive("after");
        mta.time.advance(Duration.ofDays(7).minusMinutes(2));
        assertThat(mta.events(EventId.MESSAGE_EXPIRED)).isEmpty();
        assertThat(mta.queue.list(0, 10)).extracting(QueueEntry::destination).containsOnly("to-site2");
        mta.time.advance(Duration.ofMinutes(3));
        assertThat(mta.events(EventId.MESSAGE_EXPIRED)).hasSize(2);
    }

    @Test
    void transfersAreRememberedThoughTheClockIsSetForward() throws Exception {
        receive("m");
        mta.time.set(RelayFixture.DUPLICATE_WINDOW.plusDays(1));
        mta.time.advance(DuplicateWindow.INTERVAL.multipliedBy(3));
        receive("m");
        assertThat(mta.events(EventId.DUPLICATE_RECOGNISED)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 5})
    void aPeerIsDialledAgainAfterTheSameTimeWhateverTheClockSays(int hours) throws Exception {
        mta.associator.refuse();
        receive("m");
        mta.time.set(Duration.ofHours(hours));
        mta.time.advance(OPEN_RETRY.minusSeconds(1));
        assertThat(mta.events(EventId.OPEN_RETRY_TIMER_STARTED)).hasSize(1);
        mta.time.advance(Duration.ofSeconds(2));
        assertThat(mta.events(EventId.OPEN_RETRY_TIMER_STARTED)).hasSize(2);
    }
}
