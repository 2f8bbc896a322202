package org.openx400.mta.queue;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.Priority;

/**
 * An entry of the queue with what lists and the dispatcher need of its message.
 *
 * @param id of the entry, growing
 * @param messageId of its message
 * @param destination connector name, or {@code local}
 * @param recipients positions in the envelope's per-recipient-fields, from 0
 * @param attempts made so far
 * @param refusals of this message over a working association so far
 * @param nextAttempt earliest time
 * @param heldFor null, or why it is set aside
 * @param lastProblem what the last attempt met, or null
 */
public record QueueEntry(
        long id,
        long messageId,
        String destination,
        List<Integer> recipients,
        int attempts,
        int refusals,
        Instant nextAttempt,
        @Nullable String heldFor,
        @Nullable String lastProblem,
        List<String> routesTried,
        ApduKind kind,
        String mtsIdentifier,
        Priority priority,
        String originator,
        Instant arrival,
        Instant expiry,
        String source,
        long contentLength) {}
