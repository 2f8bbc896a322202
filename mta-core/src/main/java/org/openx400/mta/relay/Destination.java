package org.openx400.mta.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.openx400.mta.envelope.Priority;

/** One way out of the queue: a connector, or local delivery. May be called on any thread. */
interface Destination {
    /** Connector name, or {@link RelaySettings#LOCAL}. */
    String name();

    /** False from a failed opening until the next is due. */
    boolean isUp();

    /** Works on what the queue holds: at the start, and when somebody else may have put something in. */
    void lookAtQueue();

    /** The clock was set forward, or back: times in the queue mean other delays than before. */
    void clockSet(Duration by);

    /** A new entry is in the queue, due at the given time. */
    void arrived(Priority priority, Instant due);

    /** Keeps the entry out of work, for somebody who is about to change it. False if it is in work now. */
    CompletableFuture<Boolean> withdraw(long entryId);

    /** An entry that was withdrawn has been changed, or has left the queue. */
    void giveBack(long entryId);

    /** Somebody wants what is due to be attempted now: a wait for the next dialling ends. Tells what happens. */
    default CompletableFuture<Attempt> attemptNow() {
        return CompletableFuture.completedFuture(Attempt.LOCAL);
    }

    /** Ends what is under way in order, and at the deadline in any case. Completes when nothing is left. */
    CompletableFuture<Void> stop(Duration deadline);
}
