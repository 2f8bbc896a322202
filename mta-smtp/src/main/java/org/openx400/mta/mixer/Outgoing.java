package org.openx400.mta.mixer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.report.Outcome;

/**
 * What a message became for the recipients that were asked for.
 *
 * @param mail for those that have an Internet address; null if none has
 * @param positions of the recipients of the mail, in its order, in the message's per-recipient-fields
 * @param nonDelivered what becomes of the others
 */
public record Outgoing(@Nullable InternetMail mail, List<Integer> positions, List<Outcome> nonDelivered) {
    public Outgoing {
        positions = List.copyOf(positions);
        nonDelivered = List.copyOf(nonDelivered);
    }
}
