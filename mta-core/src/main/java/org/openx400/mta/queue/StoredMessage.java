package org.openx400.mta.queue;

import java.time.Instant;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.octets.Octets;

/** A message as it is kept; its content is read by {@link MessageQueue#content}. Components as in {@link NewMessage}. */
public record StoredMessage(
        long id,
        ApduKind kind,
        String mtsIdentifier,
        Priority priority,
        Octets envelope,
        String originator,
        Instant arrival,
        Instant expiry,
        String source,
        long contentLength) {}
