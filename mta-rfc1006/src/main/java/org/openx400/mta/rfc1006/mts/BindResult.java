package org.openx400.mta.rfc1006.mts;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/**
 * The peer's answer to our bind.
 *
 * @param mtaName responder-name, null if the result was NULL
 * @param password responder-credentials, null if there were none
 * @param checkpointSize agreed, in units of 1024 octets, 0 for none
 * @param windowSize agreed
 */
public record BindResult(@Nullable String mtaName, @Nullable Octets password, int checkpointSize, int windowSize) {

    @Override
    public String toString() {
        return "BindResult[" + mtaName + "]";
    }
}
