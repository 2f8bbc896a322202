package org.openx400.mta.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The event log of a node, as it is in the file. */
record Events(Path file) {
    /** The log of the node with this data folder. */
    static Events of(Path data) {
        return new Events(data.resolve("log").resolve("events.jsonl"));
    }

    /** All events of this name, in their order. */
    List<String> named(String name) throws IOException {
        String wanted = "\"name\":\"" + name + "\"";
        return Files.readAllLines(file).stream()
                .filter(line -> line.contains(wanted))
                .toList();
    }

    /** Which of these names the last event has that has one of them. */
    Optional<String> lastOf(Set<String> names) throws IOException {
        return Files.readAllLines(file).stream()
                .flatMap(line -> field(line, "name").stream())
                .filter(names::contains)
                .reduce((earlier, later) -> later);
    }

    /** Source and destination of each connection that an event of this name tells of, as {@code address:port>address:port}. */
    Set<String> connections(String name, String from, String to) throws IOException {
        return named(name).stream()
                .map(event ->
                        field(event, from).orElse("?") + ">" + field(event, to).orElse("?"))
                .collect(Collectors.toSet());
    }

    static Optional<String> field(String event, String name) {
        Matcher value = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(event);
        return value.find() ? Optional.of(value.group(1)) : Optional.empty();
    }
}
