package org.openx400.mta.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time and threads of a test: a clock that stands until it is advanced, timers that follow it, and an executor whose
 * tasks run, in order and on the test's own thread, when the test says so. Other threads may only add to them.
 */
public final class ManualTime extends Clock implements Timers, Executor {
    private static final class Alarm implements Pending {
        private final Instant at;
        private final long order;
        private final Runnable task;
        private boolean cancelled;

        private Alarm(Instant at, long order, Runnable task) {
            this.at = at;
            this.order = order;
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private final PriorityBlockingQueue<Alarm> alarms = new PriorityBlockingQueue<>(
            11, Comparator.comparing((Alarm alarm) -> alarm.at).thenComparingLong(alarm -> alarm.order));
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile Instant now;
    private volatile Duration set = Duration.ZERO;
    private final AtomicLong order = new AtomicLong();

    public ManualTime(Instant start) {
        this.now = start;
    }

    /** Runs everything that can run without time passing. */
    public void settle() {
        runDueAlarms();
        while (!tasks.isEmpty()) {
            tasks.poll().run();
            runDueAlarms();
        }
    }

    /** Lets time pass; timers run at their time, and what they cause. */
    public void advance(Duration duration) {
        Instant end = now.plus(duration);
        settle();
        while (!alarms.isEmpty() && !alarms.peek().at.isAfter(end)) {
            now = alarms.peek().at;
            settle();
        }
        now = end;
        settle();
    }

    private void runDueAlarms() {
        while (!alarms.isEmpty() && !alarms.peek().at.isAfter(now)) {
            Alarm alarm = alarms.poll();
            if (!alarm.cancelled) {
                alarm.task.run();
            }
        }
    }

    @Override
    public Pending after(Duration delay, Runnable task) {
        Alarm alarm = new Alarm(now.plus(delay), order.getAndIncrement(), task);
        alarms.add(alarm);
        return alarm;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Instant instant() {
        return now.plus(set);
    }

    /** Sets the clock; timers and monotonic time do not notice. */
    public void set(Duration by) {
        set = set.plus(by);
    }

    /** The same as a monotonic time. */
    public long nanoTime() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
