package org.openx400.mta.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventReaderTest {
    @TempDir
    Path directory;

    private Path current;

    @BeforeEach
    void name() {
        current = directory.resolve("events.jsonl");
    }

    @Test
    void thereAreNoEventsWithoutALog() throws Exception {
        assertThat(reader(EventFilter.ALL).last(10)).isEmpty();
        assertThat(new EventReader(directory.resolve("missing"), EventFilter.ALL).last(10))
                .isEmpty();
        try (EventFollower follower = reader(EventFilter.ALL).follow()) {
            assertThat(follower.poll()).isEmpty();
            append(current, 1, 2);
            assertThat(marks(follower.poll())).containsExactly(1, 2);
        }
    }

    @Test
    void lastEventsComeFromRolledFilesToo() throws Exception {
        append(rolled(1), 1, 2, 3);
        append(rolled(2), 4, 5);
        append(current, 6);
        assertThat(marks(reader(EventFilter.ALL).last(1))).containsExactly(6);
        assertThat(marks(reader(EventFilter.ALL).last(4))).containsExactly(3, 4, 5, 6);
        assertThat(marks(reader(EventFilter.ALL).last(100))).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void filtersByNumberSeverityConnectorAndMessage() throws Exception {
        log("{\"id\":289,\"severity\":\"WARNING\",\"connector\":\"a\",\"mark\":1}");
        log("{\"id\":20031,\"severity\":\"INFO\",\"connector\":\"b\",\"mtsId\":\"[/C=US;77]\",\"mark\":2}");
        log("{\"id\":20063,\"severity\":\"ERROR\",\"mark\":3}");
        Optional<String> any = Optional.empty();
        assertThat(found(new EventFilter(Set.of(289, 20063), Severity.INFO, any, any)))
                .containsExactly(1, 3);
        assertThat(found(new EventFilter(Set.of(), Severity.WARNING, any, any))).containsExactly(1, 3);
        assertThat(found(new EventFilter(Set.of(), Severity.INFO, Optional.of("a"), any)))
                .containsExactly(1);
        assertThat(found(new EventFilter(Set.of(), Severity.INFO, any, Optional.of("77"))))
                .containsExactly(2);
    }

    @Test
    void followsAcrossRolling() throws Exception {
        append(current, 1);
        try (EventFollower follower = reader(EventFilter.ALL).follow()) {
            assertThat(follower.poll()).isEmpty();
            append(current, 2);
            assertThat(marks(follower.poll())).containsExactly(2);
            append(current, 3);
            Files.move(current, rolled(1));
            assertThat(marks(follower.poll())).containsExactly(3);
            append(current, 4);
            Files.move(current, rolled(2));
            append(current, 5);
            Files.move(current, rolled(3));
            append(current, 6);
            assertThat(marks(follower.poll())).containsExactly(4, 5, 6);
            assertThat(follower.poll()).isEmpty();
        }
    }

    @Test
    void aLineIsTakenWhenItIsComplete() throws Exception {
        append(current, 1);
        try (EventFollower follower = reader(EventFilter.ALL).follow()) {
            Files.writeString(current, "{\"severity\":\"INFO\",\"mark", StandardOpenOption.APPEND);
            assertThat(follower.poll()).isEmpty();
            Files.writeString(current, "\":2}\n", StandardOpenOption.APPEND);
            assertThat(marks(follower.poll())).containsExactly(2);
        }
    }

    @Test
    void readsAFileThatBecameShorterFromItsBeginning() throws Exception {
        append(current, 1, 2, 3);
        try (EventFollower follower = reader(EventFilter.ALL).follow()) {
            Files.write(current, new byte[0]);
            append(current, 4);
            assertThat(marks(follower.poll())).containsExactly(4);
        }
    }

    @Test
    void aTornLineIsLeftOut() throws Exception {
        log("{\"severity\":\"INFO\",\"ma");
        log("17");
        append(current, 1);
        assertThat(marks(reader(EventFilter.ALL).last(10))).containsExactly(1);
    }

    @Test
    void plainLineHasTimeSeverityNumberNameMessageAndAddresses() {
        EventRecord event = EventRecord.parse(EventJson.line(
                        Instant.parse("2026-11-20T12:00:00Z"),
                        "n",
                        Event.of(EventId.LISTENING)
                                .with("local", "127.0.0.1:102")
                                .build()))
                .orElseThrow();
        assertThat(event.plain())
                .isEqualTo("2026-11-20T12:00:00.000Z INFO    20010 LISTENING  Listening on 127.0.0.1:102"
                        + "  127.0.0.1:102 -> -");
    }

    private EventReader reader(EventFilter filter) {
        return new EventReader(directory, filter);
    }

    private List<Integer> found(EventFilter filter) throws IOException {
        return marks(reader(filter).last(10));
    }

    private Path rolled(int number) {
        return directory.resolve("events-2026-11-20-" + number + ".jsonl");
    }

    private void log(String line) throws IOException {
        Files.writeString(current, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void append(Path file, int... marks) throws IOException {
        for (int mark : marks) {
            Files.writeString(
                    file,
                    "{\"severity\":\"INFO\",\"mark\":" + mark + "}\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L + marks[marks.length - 1]));
    }

    private static List<Integer> marks(List<EventRecord> events) {
        return events.stream()
                .map(event -> Integer.valueOf(String.valueOf(event.field("mark"))))
                .toList();
    }
}
