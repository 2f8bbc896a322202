package org.openx400.mta.queue;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.octets.Octets;

/**
 * A message, probe or report for which responsibility is to be taken.
 *
 * @param kind what it is
 * @param mtsIdentifier its MTS identifier in text form, {@code [/C=../A=../P=..;local]}
 * @param priority that of the message; reports go like urgent ones
 * @param envelope the transfer envelope as it came, BER, unchanged
 * @param content the content: of a message the octets of its content, of a report its encoded ReportTransferContent, of a
 *     probe null
 * @param originator O/R address in text form, for lists and events
 * @param arrival when it came
 * @param expiry when it is reported as expired
 * @param source connector it came from, or {@code local}
 * @param entries where it goes
 */
public record NewMessage(
        ApduKind kind,
        String mtsIdentifier,
        Priority priority,
        Octets envelope,
        @Nullable Spool content,
        String originator,
        Instant arrival,
        Instant expiry,
        String source,
        List<NewEntry> entries) {}
