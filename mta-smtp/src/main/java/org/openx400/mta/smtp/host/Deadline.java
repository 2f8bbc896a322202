package org.openx400.mta.smtp.host;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.net.Scheduler;

/** The one timer of a connection. Confined to its mailbox, where it also comes due. */
final class Deadline {
    private final Scheduler scheduler;
    private final Executor mailbox;
    private final Runnable due;
    private Scheduler.@Nullable Timer timer;
    private long generation;

    Deadline(Scheduler scheduler, Executor mailbox, Runnable due) {
        this.scheduler = scheduler;
        this.mailbox = mailbox;
        this.due = due;
    }

    /** Replaces what was armed before. */
    void arm(Duration delay) {
        cancel();
        long own = generation;
        timer = scheduler.schedule(
                delay,
                () -> mailbox.execute(() -> {
                    if (own == generation) { // else it was cancelled while it waited in the mailbox
                        due.run();
                    }
                }));
    }

    void cancel() {
        generation++;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
