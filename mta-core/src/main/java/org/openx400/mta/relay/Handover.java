package org.openx400.mta.relay;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.report.Outcome;

/**
 * What became of the recipients of a {@link Departure}. Those that are in neither list were taken over by the other system,
 * which will tell what becomes of them.
 *
 * @param outcomes of those that are settled, for the report
 * @param again those that are to be tried again
 * @param after how long from now
 * @param why they could not be handed over, null if there are none
 */
public record Handover(
        List<Outcome> outcomes,
        List<Integer> again,
        Duration after,
        @Nullable String why) {
    /** Nothing is to be tried again. */
    public static Handover settled(List<Outcome> outcomes) {
        return new Handover(outcomes, List.of(), Duration.ZERO, null);
    }
}
