package org.openx400.mta.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An event as it stands in the log.
 *
 * @param json its line
 * @param fields its fields as text, in their order
 */
public record EventRecord(String json, Map<String, String> fields) {
    private static final int SEVERITY_WIDTH = 7;

    /** Reads a line; empty when it is not an event, as the torn last line of a process that was killed. */
    static Optional<EventRecord> parse(String line) {
        try {
            JsonNode node = EventJson.JSON.readTree(line);
            if (!node.isObject()) {
                return Optional.empty();
            }
            Map<String, String> fields = new LinkedHashMap<>();
            node.properties()
                    .forEach(field -> fields.put(
                            field.getKey(),
                            field.getValue().isString()
                                    ? field.getValue().stringValue()
                                    : field.getValue().toString()));
            return Optional.of(new EventRecord(line, fields));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    public @Nullable String field(String name) {
        return fields.get(name);
    }

    /** For people: time, severity, number, name, message, and the socket addresses. */
    public String plain() {
        StringBuilder line = new StringBuilder(text("time"))
                .append(' ')
                .append(text("severity"))
                .append(" "
                        .repeat(Math.max(
                                1, SEVERITY_WIDTH + 1 - text("severity").length())))
                .append(text("id"))
                .append(' ')
                .append(text("name"))
                .append("  ")
                .append(text("message"));
        if (field("local") != null || field("remote") != null) {
            line.append("  ").append(text("local")).append(" -> ").append(text("remote"));
        }
        return Visible.text(line.toString());
    }

    private String text(String name) {
        return fields.getOrDefault(name, "-");
    }
}
