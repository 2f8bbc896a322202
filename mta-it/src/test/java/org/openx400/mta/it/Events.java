package org.openx400.mta.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The event log of a node, as it is in the file; what was read once is kept. */
final class Events {
    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private long read;
    private @Nullable Object key;

    private Events(Path file) {
        this.file = file;
    }

    /** The log of the node with this data folder. */
    static Events of(Path data) {
        return new Events(data.resolve("log").resolve("events.jsonl"));
    }

    /** All events so far, in their order, also those in files that were rolled since the last call. */
    synchronized List<String> all() throws IOException {
        for (Path rolled : rolledSince()) {
            read(rolled);
            read = 0;
        }
        read(file);
        key = key(file);
        return List.copyOf(lines);
    }

    /** The file that was read last and those after it, if it is not the present one any more. */
    private List<Path> rolledSince() throws IOException {
        if (key == null || key.equals(key(file))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
            List<Path> rolled = files.filter(
                            other -> other.getFileName().toString().matches("events-.*\\.jsonl"))
                    .sorted(Comparator.comparing(other -> other.toFile().lastModified()))
                    .toList();
            return rolled.stream().dropWhile(other -> !key(other).equals(key)).toList();
        }
    }

    private static Object key(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Path from) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(from)) {
            channel.position(read);
            ByteBuffer more = ByteBuffer.allocate((int) (channel.size() - read));
            while (more.hasRemaining() && channel.read(more) >= 0) {}
            String text = new String(more.array(), 0, more.position(), StandardCharsets.ISO_8859_1);
            int complete = text.lastIndexOf('\n') + 1;
            new String(more.array(), 0, complete, StandardCharsets.UTF_8)
                    .lines()
                    .forEach(lines::add);
            read += complete;
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
