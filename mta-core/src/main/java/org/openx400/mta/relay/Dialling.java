package org.openx400.mta.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;

/**
 * When the peer of one connector may be dialled: at any time, or after an opening failed or an association was lost only
 * when a timer ends ({@link RedialSchedule}). Confined to its dispatcher's serial executor, {@link #isUp} excepted.
 */
final class Dialling {
    private final Connector connector;
    private final RelayContext context;
    private final Executor owner;
    private final Runnable onDue;
    private final RedialSchedule schedule;
    private @Nullable String lastProblem;
    private int failedOpens;
    private boolean reached;

    /** Whether an association is to be opened again after one failed or was lost, and when, in monotonic nanoseconds. */
    private boolean waiting;

    private long againAt;
    private Timers.@Nullable Pending timer;

    /** The peer counts as out of reach, because an association could not be opened, until then. Read by any thread. */
    private volatile @Nullable Long downUntil;

    /** @param onDue runs on the owner when the wait is over */
    Dialling(Connector connector, RelayContext context, Executor owner, Runnable onDue) {
        this.connector = connector;
        this.context = context;
        this.owner = owner;
        this.onDue = onDue;
        this.schedule = new RedialSchedule(connector.retry().openInterval());
    }

    /** False from a failed opening until the next is due. */
    boolean isUp() {
        Long until = downUntil;
        return until == null || context.nanoTime().getAsLong() - until >= 0;
    }

    boolean isWaiting() {
        return waiting;
    }

    /** By the clock as it is now; null while there is no wait. */
    @Nullable
    Instant againAt() {
        return waiting
                ? context.clock()
                        .instant()
                        .plusNanos(againAt - context.nanoTime().getAsLong())
                : null;
    }

    @Nullable
    String lastProblem() {
        return lastProblem;
    }

    /** Whether the last opening, by us or by the peer, succeeded. */
    boolean reached() {
        return reached;
    }

    /** While it is not known whether the peer is there, one association is enough to find out. */
    int allowedAtOnce() {
        return failedOpens > 0 ? 1 : connector.association().maximum();
    }

    void opened() {
        failedOpens = 0;
        downUntil = null;
        reached = true;
    }

    /** The peer has opened an association, so it is there: no reason to wait. */
    void openedByPeer() {
        reached = true;
        now();
    }

    /** True if a wait begins with it. */
    boolean openFailed(String problem) {
        return failed(problem, schedule::openFailed);
    }

    /** As {@link #openFailed}, and tried again soon: no peer has to come back for it. */
    boolean portsExhausted(String problem) {
        return failed(problem, schedule::portsExhausted);
    }

    private boolean failed(String problem, Supplier<Duration> delay) {
        failedOpens++;
        reached = false;
        if (waiting) {
            return false;
        }
        downUntil = againAfter(delay.get(), problem);
        return true;
    }

    void lost(String why) {
        if (!waiting) {
            againAfter(schedule.lost(), why);
        }
    }

    /** Something was transferred, or refused by the peer itself. */
    void progress() {
        schedule.progress();
    }

    void transferred() {
        schedule.progress();
        lastProblem = null;
    }

    /** Ends the wait, if there is one. */
    void now() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        waiting = false;
        downUntil = null;
    }

    private long againAfter(Duration delay, String why) {
        long at = context.nanoTime().getAsLong() + delay.toNanos();
        lastProblem = why;
        waiting = true;
        againAt = at;
        Event.of(EventId.OPEN_RETRY_TIMER_STARTED)
                .connector(connector.name())
                .with("seconds", delay.toMillis() / 1000.0)
                .with("attempts", failedOpens)
                .with("why", why)
                .to(context.events());
        timer = context.timers().after(delay, () -> owner.execute(() -> due(at)));
        return at;
    }

    private void due(long at) {
        if (waiting && at == againAt) {
            waiting = false;
            timer = null;
            onDue.run();
        }
    }
}
