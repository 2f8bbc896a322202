package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openx400.mta.queue.QueueSamples.NOW;
import static org.openx400.mta.queue.QueueSamples.message;
import static org.openx400.mta.queue.QueueSamples.to;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openx400.mta.event.Event;
import org.openx400.mta.queue.MemoryQueue;
import org.openx400.mta.queue.QueueEntry;

/**
 * A reading of the queue is on a worker while its owner goes on: what changed since it was made. The message has two
 * entries, so that it is still there when one of them has gone.
 */
class BacklogTest {
    private final MemoryQueue queue = new MemoryQueue();
    private final ManualTime time = new ManualTime(NOW);
    private final Queue<Runnable> owned = new ArrayDeque<>();
    private final List<Event> events = new ArrayList<>();
    private Backlog backlog;
    private QueueEntry entry;

    @BeforeEach
    void oneEntryThatIsDue() {
        queue.accept(List.of(message("m", null, to("x"), to("y"))));
        RelayContext context = new RelayContext(
                () -> {
                    throw new AssertionError("no settings are needed");
                },
                queue,
                events::add,
                time,
                time::nanoTime,
                time,
                time);
        backlog = new Backlog("x", Duration.ofMinutes(10), context, owned::add, () -> {});
        backlog.rescan();
        ownerGoesOn();
        time.settle();
        ownerGoesOn();
        entry = backlog.take(false);
        assertThat(entry).isNotNull();
    }

    private void ownerGoesOn() {
        while (!owned.isEmpty()) {
            owned.remove().run();
        }
    }

    /** It has seen the entry as it is now, and its owner has not been told yet. */
    private void aReadingIsMade() {
        backlog.rescan();
        time.settle();
        assertThat(owned).hasSize(1);
    }

    private void everythingSettles() {
        ownerGoesOn();
        time.settle();
        ownerGoesOn();
    }

    @Test
    void anEntryThatWasTransferredWhileTheQueueWasReadIsNotTransferredAgain() {
        aReadingIsMade();
        queue.finish(entry.id(), List.of());
        backlog.done(entry.id(), null);
        everythingSettles();
        assertThat(backlog.take(false)).isNull();
    }

    @Test
    void anEntryThatWentAnotherWayWhileTheQueueWasReadDoesNotGoThisWayToo() {
        aReadingIsMade();
        queue.replace(entry.id(), List.of(to("z")), List.of());
        backlog.done(entry.id(), null);
        everythingSettles();
        assertThat(backlog.take(false)).isNull();
    }

    @Test
    void anEntryThatWasHeldWhileTheQueueWasReadStays() {
        backlog.putBack(entry);
        aReadingIsMade();
        assertThat(backlog.withdraw(entry.id())).isTrue();
        queue.hold(entry.id(), "wait");
        backlog.giveBack(entry.id());
        everythingSettles();
        assertThat(backlog.take(false)).isNull();
    }

    @Test
    void anEntryThatWasPutOffWhileTheQueueWasReadGoesAtItsTimeAsItIsThen() {
        aReadingIsMade();
        queue.reschedule(entry.id(), 1, 0, NOW.plusSeconds(60), "no answer");
        backlog.done(entry.id(), NOW.plusSeconds(60));
        everythingSettles();
        assertThat(backlog.take(false)).isNull();
        time.advance(Duration.ofSeconds(60));
        everythingSettles();
        assertThat(backlog.take(false)).extracting(QueueEntry::attempts).isEqualTo(1);
    }

    @Test
    void anEntryThatIsDueAgainAtOnceIsNotForgotten() {
        aReadingIsMade();
        queue.reschedule(entry.id(), 1, 0, NOW, "no answer");
        backlog.done(entry.id(), NOW);
        everythingSettles();
        everythingSettles();
        assertThat(backlog.take(false)).extracting(QueueEntry::attempts).isEqualTo(1);
    }
}
