package org.openx400.mta.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An event as one line of JSON. */
final class EventJson {
    static final JsonMapper JSON = new JsonMapper();

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    /** The fields that come first, whether or not the event was made in that order. */
    private static final List<String> FIRST = List.of("connector", "association", "mtsId", "local", "remote");

    private EventJson() {}

    static String line(Instant time, String node, Event event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", TIME.format(time));
        fields.put("id", event.id().number());
        fields.put("name", event.id().name());
        fields.put("category", event.id().category().toString());
        fields.put("severity", event.id().severity().name());
        fields.put("message", Visible.text(event.message()));
        fields.put("node", Visible.text(node));
        for (String first : FIRST) {
            Object value = event.fields().get(first);
            if (value != null) {
                fields.put(first, json(value));
            }
        }
        event.fields().forEach((name, value) -> fields.putIfAbsent(name, json(value)));
        return JSON.writeValueAsString(fields);
    }

    private static Object json(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(EventJson::json).toList();
        }
        return Visible.text(String.valueOf(value));
    }
}
