package org.openx400.mta.queue;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way out for some recipients of a message.
 *
 * @param destination connector name, or {@code local}
 * @param recipients positions in the envelope's per-recipient-fields, from 0; of a report the one recipient 0
 * @param nextAttempt when it may go first: {@link #AT_ONCE}, or the deferred delivery time
 * @param heldFor null, or why it is set aside from the start
 * @param routesTried connectors that were given up before this one
 */
public record NewEntry(
        String destination,
        List<Integer> recipients,
        Instant nextAttempt,
        @Nullable String heldFor,
        List<String> routesTried) {
    /**
     * Due whatever the clock says. Entries are numbered in the order of their commits and not of their arrival, and a
     * clock may be set back: with the time of arrival instead, one that looks due before its neighbours could be passed
     * over.
     */
    public static final Instant AT_ONCE = Instant.EPOCH;
}
