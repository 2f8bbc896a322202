package org.openx400.mta.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.openx400.mta.envelope.Priority;

/** A destination with a {@link Backlog}; both run on one serial executor. */
abstract class BackloggedDestination implements Destination {
    final SerialExecutor serial;
    final Backlog backlog;

    /**
     * @param serial what the executor is for, as events name it
     * @param longestRetry no other attempt is put off for longer
     */
    BackloggedDestination(String name, String serial, Duration longestRetry, RelayContext context) {
        this.serial = context.serial(serial);
        this.backlog = new Backlog(name, longestRetry, context, this.serial, this::proceed);
    }

    /** Takes up what the backlog has, as far as may be; on the serial executor. */
    abstract void proceed();

    @Override
    public void lookAtQueue() {
        serial.execute(backlog::rescan);
    }

    @Override
    public void clockSet(Duration by) {
        serial.execute(() -> backlog.clockSet(by));
    }

    @Override
    public void arrived(Priority priority, Instant due) {
        serial.execute(() -> backlog.arrived(priority, due));
    }

    @Override
    public CompletableFuture<Boolean> withdraw(long entryId) {
        return CompletableFuture.supplyAsync(() -> backlog.withdraw(entryId), serial);
    }

    @Override
    public void giveBack(long entryId) {
        serial.execute(() -> backlog.giveBack(entryId));
    }
}
