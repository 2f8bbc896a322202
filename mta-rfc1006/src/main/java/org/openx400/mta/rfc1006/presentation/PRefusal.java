package org.openx400.mta.rfc1006.presentation;

import java.util.List;

/**
 * P-CONNECT confirm, negative.
 *
 * @param layer {@code session} or {@code presentation} if a provider refused, else {@code user}
 * @param why the provider's reason in words and number
 * @param userData what the user who refused says
 */
public record PRefusal(String layer, String why, List<Pdv> userData) {
    public PRefusal {
        userData = List.copyOf(userData);
    }
}
