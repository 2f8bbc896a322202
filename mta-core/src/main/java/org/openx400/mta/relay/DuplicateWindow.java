package org.openx400.mta.relay;

import java.time.Duration;
import java.time.Instant;

/** Forgets transfers when their repetition is not to be recognised any more, every {@link #INTERVAL}, in small steps. */
final class DuplicateWindow {
    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** At once, so that no acceptance waits long behind it. */
    static final int STEP = 500;

    private final RelayContext context;
    private volatile boolean stopped;

    DuplicateWindow(RelayContext context) {
        this.context = context;
    }

    void start() {
        context.timers().after(INTERVAL, () -> context.workers().execute(this::forget));
    }

    void stop() {
        stopped = true;
    }

    private void forget() {
        if (stopped) {
            return;
        }
        Instant before = context.clockWatch()
                .nowFor(Instant.MIN)
                .minus(context.settings().duplicateWindow());
        context.queue().forgetTransfers(before, STEP).whenComplete((number, failure) -> {
            if (failure == null && number == STEP) {
                context.workers().execute(this::forget);
            } else {
                start();
            }
        });
    }
}
