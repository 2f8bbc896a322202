package org.openx400.mta.rfc1006.acse;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/**
 * A-ABORT or A-P-ABORT indication.
 *
 * @param layer whose provider aborted: {@code presentation} or {@code acse}; {@code rtse} if it was the user
 * @param why in words, empty if the user aborted
 * @param userInformation what the user said, null if nothing
 */
public record AAbort(String layer, String why, @Nullable Octets userInformation) {}
