package org.openx400.mta.event;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted.
 *
 * @param ids numbers of the catalogue; none for all
 * @param least the least severity
 * @param connector the field of that name, or empty for all
 * @param mtsId a part of the field of that name, or empty for all
 */
public record EventFilter(Set<Integer> ids, Severity least, Optional<String> connector, Optional<String> mtsId)
        implements Predicate<EventRecord> {
    public static final EventFilter ALL = new EventFilter(Set.of(), Severity.INFO, Optional.empty(), Optional.empty());

    @Override
    public boolean test(EventRecord event) {
        return (ids.isEmpty() || ids.stream().anyMatch(id -> id.toString().equals(event.field("id"))))
                && severity(event).compareTo(least) >= 0
                && connector.map(name -> name.equals(event.field("connector"))).orElse(true)
                && mtsId.map(part -> contains(event.field("mtsId"), part)).orElse(true);
    }

    private static boolean contains(@Nullable String text, String part) {
        return text != null && text.contains(part);
    }

    private static Severity severity(EventRecord event) {
        for (Severity severity : Severity.values()) {
            if (severity.name().equals(event.field("severity"))) {
                return severity;
            }
        }
        return Severity.ERROR;
    }
}
