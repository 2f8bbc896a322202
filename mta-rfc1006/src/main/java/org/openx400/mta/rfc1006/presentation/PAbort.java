package org.openx400.mta.rfc1006.presentation;

import java.util.List;

/**
 * P-U-ABORT or P-P-ABORT indication.
 *
 * @param provider true if the peer's presentation provider aborted
 * @param why the provider's reason in words
 * @param userData of a user's abort
 */
public record PAbort(boolean provider, String why, List<Pdv> userData) {
    public PAbort {
        userData = List.copyOf(userData);
    }
}
