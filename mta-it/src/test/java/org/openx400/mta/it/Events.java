package org.openx400.mta.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The event log of a node, as it is in the file; what was read once is kept. */
final class Events {
    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private final Map<Object, Long> offsets = new HashMap<>();

    private Events(Path file) {
        this.file = file;
    }

    /** The log of the node with this data folder. */
    static Events of(Path data) {
        return new Events(data.resolve("log").resolve("events.jsonl"));
    }

    /** All events so far, in their order, also those in files that were rolled. */
    synchronized List<String> all() throws IOException {
        for (Path rolled : rolled()) {
            read(rolled);
        }
        read(file);
        return List.copyOf(lines);
    }

    private List<Path> rolled() throws IOException {
        try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
            return files.filter(other -> other.getFileName().toString().matches("events-.*\\.jsonl"))
                    .sorted(Comparator.comparing(other -> other.toFile().lastModified()))
                    .toList();
        }
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private void read(Path from) throws IOException {
        try {
            read(from, key(from));
        } catch (NoSuchFileException e) {
            // not yet there, or rolled away: the log keeps so many files only
        }
    }

    private void read(Path from, Object key) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(from)) {
            if (!key.equals(key(from))) {
                return; // rolled at this moment: read under its new name, the next time
            }
            long read = offsets.getOrDefault(key, 0L);
            channel.position(read);
            ByteBuffer more = ByteBuffer.allocate((int) (channel.size() - read));
            while (more.hasRemaining() && channel.read(more) >= 0) {}
            String text = new String(more.array(), 0, more.position(), StandardCharsets.ISO_8859_1);
            int complete = text.lastIndexOf('\n') + 1;
            new String(more.array(), 0, complete, StandardCharsets.UTF_8)
                    .lines()
                    .forEach(lines::add);
            offsets.put(key, read + complete);
        }
    }

    /** All events of this name, in their order. */
    List<String> named(String name) throws IOException {
        String wanted = nameField(name);
        return all().stream().filter(line -> line.contains(wanted)).toList();
    }

    /** All events of this name that were not written before an instant. */
    List<String> since(Instant instant, String name) throws IOException {
        return named(name).stream()
                .filter(event -> !time(event).isBefore(instant))
                .toList();
    }

    /** Which of these names the last event has, among those that are wanted, that has one of them. */
    Optional<String> lastOf(Predicate<String> wanted, Set<String> names) throws IOException {
        List<String> all = all();
        for (int i = all.size() - 1; i >= 0; i--) {
            Optional<String> name = field(all.get(i), "name").filter(names::contains);
            if (name.isPresent() && wanted.test(all.get(i))) {
                return name;
            }
        }
        return Optional.empty();
    }

    /** When the first event of the one name was written that follows an event of the other, both not before an instant. */
    Optional<Instant> firstAfter(Instant since, String earlier, String later) throws IOException {
        String first = nameField(earlier);
        String second = nameField(later);
        return all().stream()
                .filter(line -> line.contains(first) || line.contains(second))
                .dropWhile(line -> time(line).isBefore(since))
                .dropWhile(line -> !line.contains(first))
                .filter(line -> line.contains(second))
                .map(Events::time)
                .findFirst();
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

    static Instant time(String event) {
        return Instant.parse(field(event, "time").orElseThrow());
    }

    private static String nameField(String name) {
        return "\"name\":\"" + name + "\"";
    }
}
