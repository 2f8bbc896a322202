package org.openx400.mta.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.relay.ConnectorStatus;

/**
 * Why an entry of the queue is still there, for an operator.
 *
 * @param state in a word or two
 * @param next when something happens with it, or {@code -}
 * @param why what keeps it, or {@code -}
 */
record EntryState(String state, String next, String why) {
    private static final String NONE = "-";

    /** @param connector its destination, or null if that is no connector */
    static EntryState of(QueueEntry entry, @Nullable ConnectorStatus connector, Instant now) {
        String problem = entry.lastProblem();
        if (entry.heldFor() != null) {
            return new EntryState("held", NONE, entry.heldFor());
        }
        if (entry.nextAttempt().isAfter(now)) {
            return entry.attempts() == 0 && problem == null
                    ? new EntryState("deferred", time(entry.nextAttempt()), "deferred by its originator")
                    : new EntryState("retry", time(entry.nextAttempt()), problem == null ? NONE : problem);
        }
        if (connector != null && connector.state() == ConnectorStatus.State.RETRY && connector.retryAt() != null) {
            return new EntryState("waiting for connector", time(connector.retryAt()), orNone(connector.lastProblem()));
        }
        if (connector != null && !connector.dials() && connector.associations().isEmpty()) {
            return new EntryState("waiting for peer", "when it binds", "this connector has schedule: never");
        }
        return new EntryState("ready", "now", orNone(problem));
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String orNone(@Nullable String text) {
        return text == null ? NONE : text;
    }
}
