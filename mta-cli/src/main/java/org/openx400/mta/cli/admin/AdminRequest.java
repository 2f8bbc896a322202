package org.openx400.mta.cli.admin;

import org.openx400.mta.connector.ApduSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request.
 *
 * @param command what is to be done
 * @param arguments the whole request line
 * @param content octets that follow the request line, {@code contentLength} of them; to be read before the reply
 */
public record AdminRequest(String command, ObjectNode arguments, ApduSource content) {
    /** A text that must be there. */
    public String text(String name) throws AdminRefusal {
        JsonNode value = arguments.get(name);
        if (value == null || !value.isString()) {
            throw AdminRefusal.wrongUsage(command + " needs the text \"" + name + "\"");
        }
        return value.asString();
    }

    /** A whole number, or the default when it is absent. */
    public long number(String name, long otherwise) throws AdminRefusal {
        JsonNode value = arguments.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw AdminRefusal.wrongUsage(command + " needs a whole number as \"" + name + "\"");
        }
        return value.asLong();
    }

    /** A whole number that must be there. */
    public long number(String name) throws AdminRefusal {
        if (arguments.get(name) == null) {
            throw AdminRefusal.wrongUsage(command + " needs the number \"" + name + "\"");
        }
        return number(name, 0);
    }
}
