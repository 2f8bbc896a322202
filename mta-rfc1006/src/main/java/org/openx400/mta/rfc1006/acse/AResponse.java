package org.openx400.mta.rfc1006.acse;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/**
 * A-ASSOCIATE confirm.
 *
 * @param layer that refused: {@code session}, {@code presentation} or {@code acse}; for a positive one {@code acse}
 * @param accepted whether the association is there
 * @param why the refusal in words and numbers, empty for a positive one
 * @param userInformation what the user said, null if nothing
 */
public record AResponse(
        String layer,
        boolean accepted,
        String why,
        @Nullable Octets userInformation) {}
