package org.openx400.mta.smtp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The argument of MAIL or RCPT, RFC 5321 4.1.1.2, 4.1.1.3 and 4.1.1.11.
 *
 * @param path the text between the angle brackets
 * @param parameters by keyword in capitals; those that may not be used twice are here once
 */
record PathCommand(String path, Map<String, String> parameters) {
    /** @param keyword {@code FROM:} or {@code TO:} */
    static PathCommand of(String keyword, String argument) throws SyntaxException {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
            throw syntax("Syntax: " + keyword + "<address>");
        }
        String rest = argument.substring(keyword.length()).stripLeading(); // a space here is common though not allowed
        int end = rest.startsWith("<") ? endOfPath(rest) : -1;
        if (end < 0) {
            throw syntax("Syntax: " + keyword + "<address>");
        }
        String tail = rest.substring(end + 1);
        if (!tail.isEmpty() && tail.charAt(0) != ' ') {
            throw syntax("Syntax: " + keyword + "<address> parameters");
        }
        return new PathCommand(rest.substring(1, end), parameters(tail.strip()));
    }

    private static int endOfPath(String text) {
        boolean quoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static Map<String, String> parameters(String text) throws SyntaxException {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (text.isEmpty()) {
            return parameters;
        }
        for (String each : text.split(" +")) {
            int equals = each.indexOf('=');
            String name = (equals < 0 ? each : each.substring(0, equals)).toUpperCase(Locale.ROOT);
            if (parameters.put(name, equals < 0 ? "" : each.substring(equals + 1)) != null) {
                throw syntax("Parameter " + name + " is there twice");
            }
        }
        return parameters;
    }

    /** The value of a parameter, which is taken away; null if it is not there. */
    @Nullable
    String take(String name) {
        return parameters.remove(name);
    }

    /** @throws SyntaxException if a parameter is left that nobody has taken */
    void end() throws SyntaxException {
        if (!parameters.isEmpty()) {
            throw new SyntaxException(SmtpReply.of(
                    555,
                    "5.5.4",
                    "Parameter not recognized: "
                            + parameters.keySet().iterator().next()));
        }
    }

    static SyntaxException syntax(String text) {
        return new SyntaxException(SmtpReply.of(501, "5.5.4", text));
    }
}
