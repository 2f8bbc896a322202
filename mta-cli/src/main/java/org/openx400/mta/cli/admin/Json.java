package org.openx400.mta.cli.admin;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the admin socket speaks it: {@code {"ok":true,"result":..}} or {@code {"ok":false,"error":"..","usage":..}}. */
public final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    static ObjectNode result(JsonNode result) {
        ObjectNode reply = object().put("ok", true);
        reply.set("result", result);
        return reply;
    }

    static ObjectNode refusal(String error, boolean usage) {
        return object().put("ok", false).put("error", error).put("usage", usage);
    }
}
