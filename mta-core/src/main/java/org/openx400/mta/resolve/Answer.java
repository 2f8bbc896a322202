package org.openx400.mta.resolve;

import java.time.Duration;
import java.util.List;

/** What one step of the chain says to a question. */
public sealed interface Answer<T> {
    /**
     * @param values at least one, in the order of the source
     * @param ttl how long it may be used; zero: ask again each time
     */
    record Found<T>(List<T> values, Duration ttl) implements Answer<T> {
        public Found {
            values = List.copyOf(values);
        }
    }

    /**
     * There is no such name, or it has no such data: the next step is asked.
     *
     * @param ttl how long that may be believed
     */
    record None<T>(String why, Duration ttl) implements Answer<T> {}

    /** It could not be found out now, so that nobody knows: the chain stops here. */
    record Failed<T>(String why) implements Answer<T> {}

    /** The question is none for this step: the next one is asked. */
    record NotAsked<T>(String why) implements Answer<T> {}
}
