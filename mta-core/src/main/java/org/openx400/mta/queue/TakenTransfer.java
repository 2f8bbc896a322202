package org.openx400.mta.queue;

import java.time.Instant;
import org.openx400.mta.octets.Octets;

/**
 * A transfer for which responsibility was taken, remembered so that its repetition is recognised.
 *
 * @param key equal for a transfer and its repetition, different for any other; up to 32 octets
 * @param at when it was taken
 */
public record TakenTransfer(Octets key, Instant at) {}
