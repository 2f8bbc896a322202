package org.openx400.mta.queue.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.openx400.mta.envelope.Priority;

/** How lists and priorities are written into columns. */
final class Columns {
    private Columns() {}

    /** Text that peers have a say in. PostgreSQL takes no NUL in a text. */
    static String text(String text) {
        return text.replace('\0', '\uFFFD');
    }

    static String recipients(List<Integer> positions) {
        return positions.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Throws {@link IllegalArgumentException} when it is not a list of positions. */
    static List<Integer> recipients(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
    }

    static String names(List<String> names) {
        return String.join("\n", names);
    }

    static List<String> names(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }

    /** Throws {@link IllegalArgumentException} when it is the rank of none. */
    static Priority priority(int rank) {
        for (Priority priority : Priority.values()) {
            if (priority.rank() == rank) {
                return priority;
            }
        }
        throw new IllegalArgumentException("rank " + rank);
    }
}
