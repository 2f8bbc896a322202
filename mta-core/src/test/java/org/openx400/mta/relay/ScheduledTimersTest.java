package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduledTimersTest {
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    private final Timers timers = new ScheduledTimers(executor);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void whatWasCancelledIsNotKeptUntilItWouldBeDue() {
        timers.after(Duration.ofHours(1), () -> {});
        for (int message = 0; message < 1000; message++) {
            timers.after(Duration.ofHours(1), () -> {}).cancel();
        }

        assertThat(executor.getQueue()).hasSize(1);
    }

    @Test
    void nothingIsKeptOnceTheExecutorIsShutDown() {
        executor.shutdownNow();

        timers.after(Duration.ofHours(1), () -> {}).cancel();

        assertThat(executor.getQueue()).isEmpty();
    }
}
