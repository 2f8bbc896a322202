package org.openx400.mta.rfc1006.host;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.openx400.mta.net.Scheduler;

/** The named timers of one association. Confined to its mailbox, where they also come due. */
final class AssociationTimers {
    private final Scheduler scheduler;
    private final Executor mailbox;
    private final Consumer<String> due;
    private final Map<String, Scheduler.Timer> armed = new HashMap<>();
    private final Map<String, Object> current = new HashMap<>();

    AssociationTimers(Scheduler scheduler, Executor mailbox, Consumer<String> due) {
        this.scheduler = scheduler;
        this.mailbox = mailbox;
        this.due = due;
    }

    /** Replaces a timer of the same name. */
    void arm(String name, Duration delay) {
        cancel(name);
        Object ticket = new Object();
        current.put(name, ticket);
        armed.put(name, scheduler.schedule(delay, () -> mailbox.execute(() -> run(name, ticket))));
    }

    void cancel(String name) {
        current.remove(name);
        Scheduler.Timer timer = armed.remove(name);
        if (timer != null) {
            timer.cancel();
        }
    }

    void cancelAll() {
        armed.values().forEach(Scheduler.Timer::cancel);
        armed.clear();
        current.clear();
    }

    /** One that was cancelled or armed anew while it waited in the mailbox does not run. */
    private void run(String name, Object ticket) {
        if (current.remove(name, ticket)) {
            armed.remove(name);
            due.accept(name);
        }
    }
}
