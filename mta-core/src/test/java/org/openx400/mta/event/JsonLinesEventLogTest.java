package org.openx400.mta.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesEventLogTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T12:00:00.120Z"), ZoneOffset.UTC);

    @TempDir
    Path directory;

    @Test
    void writesOneLineOfJsonWithTheFieldsInTheirOrder() throws Exception {
        try (JsonLinesEventLog log = JsonLinesEventLog.open(directory, "node-a", 20_000_000, 10, CLOCK)) {
            Event.of(EventId.MESSAGE_TRANSFERRED)
                    .with("recipients", 2)
                    .with("octets", 2048L)
                    .remote(new InetSocketAddress("192.0.2.9", 102))
                    .local(new InetSocketAddress("::1", 40000))
                    .mtsId("[/C=US/A= /P=X;1]")
                    .association("a-1")
                    .connector("to-site2")
                    .to(log);
        }
        assertThat(Files.readAllLines(directory.resolve("events.jsonl")))
                .containsExactly("{\"time\":\"2026-11-20T12:00:00.120Z\",\"id\":20034,\"name\":\"MESSAGE_TRANSFERRED\","
                        + "\"category\":\"X.400 Service\",\"severity\":\"INFO\",\"message\":"
                        + "\"Message [/C=US/A= /P=X;1] is transferred to to-site2, 2048 octets, 2 recipients\","
                        + "\"node\":\"node-a\",\"connector\":\"to-site2\",\"association\":\"a-1\","
                        + "\"mtsId\":\"[/C=US/A= /P=X;1]\",\"local\":\"[0:0:0:0:0:0:0:1]:40000\","
                        + "\"remote\":\"192.0.2.9:102\",\"recipients\":2,\"octets\":2048}");
    }

    @Test
    void nothingAPeerSendsBreaksTheLineOrTheTerminal() throws Exception {
        try (JsonLinesEventLog log = JsonLinesEventLog.open(directory, "n", 20_000_000, 10, CLOCK)) {
            Event.of(EventId.UNKNOWN_MTA)
                    .with("mta", "a\r\nb\u001b[2J\u202e\"\u2028{why}")
                    .with("why", "\u0085\u0000\ud800")
                    .to(log);
        }
        List<String> lines = Files.readAllLines(directory.resolve("events.jsonl"));
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).matches("\\p{Print}*");
        EventRecord event = EventRecord.parse(lines.get(0)).orElseThrow();
        assertThat(event.field("mta")).isEqualTo("a\\u000d\\u000ab\\u001b[2J\\u202e\"\\u2028{why}");
        assertThat(event.field("message")).contains("{why}");
    }

    @Test
    void aFileThatCannotBeOpenedIsNamedAsTheOperatingSystemSaysIt() throws Exception {
        Path inTheWay = Files.createDirectory(directory.resolve(JsonLinesEventLog.FILE));
        assertThatThrownBy(() -> JsonLinesEventLog.open(directory, "n", 20_000_000, 10, CLOCK))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(inTheWay + ": Is a directory");
    }

    @Test
    void anEventAtTheNextStartIsAppended() throws Exception {
        for (int n = 0; n < 2; n++) {
            try (JsonLinesEventLog log = JsonLinesEventLog.open(directory, "n", 20_000_000, 10, CLOCK)) {
                Event.of(EventId.STARTUP_COMPLETE).with("mta", "HUB").to(log);
            }
        }
        assertThat(Files.readAllLines(directory.resolve("events.jsonl"))).hasSize(2);
    }

    @Test
    void rollsBySizeAndKeepsANumberOfFiles() throws Exception {
        try (RollingLines lines = new RollingLines(directory, "events", ".jsonl", 1_000, 3)) {
            for (int n = 0; n < 100; n++) {
                lines.write(Instant.now(), "x".repeat(99), true);
            }
        }
        assertThat(directory.resolve("events.jsonl")).exists();
        assertThat(LogFiles.all(directory)).hasSizeBetween(3, 5);
    }

    @Test
    void rollsAtTheSizeThatItIsOpenedWith() throws Exception {
        try (JsonLinesEventLog log = JsonLinesEventLog.open(directory, "n", 1_000, 2, CLOCK)) {
            for (int n = 0; n < 100; n++) {
                Event.of(EventId.STARTUP_COMPLETE).with("mta", "HUB").to(log);
            }
        }
        assertThat(LogFiles.all(directory)).hasSizeBetween(2, 4);
    }

    @Test
    void eventsThatCouldNotBeWrittenAreCounted() throws Exception {
        FakeLines lines = new FakeLines();
        lines.failures = 3;
        try (JsonLinesEventLog log = new JsonLinesEventLog("n", CLOCK, lines)) {
            for (int n = 0; n < 5; n++) {
                Event.of(EventId.LISTENING).with("local", n).to(log);
            }
        }
        List<EventRecord> written = lines.records();
        long lost = written.stream()
                .filter(event -> "EVENTS_LOST".equals(event.field("name")))
                .mapToLong(event -> Long.parseLong(String.valueOf(event.field("count"))))
                .sum();
        long told = written.stream()
                .filter(event -> "LISTENING".equals(event.field("name")))
                .count();
        assertThat(told + lost).isEqualTo(5);
        assertThat(lost).isBetween(1L, 3L);
    }

    @Test
    void neverBlocksAndCountsWhatDoesNotFit() throws Exception {
        FakeLines lines = new FakeLines();
        lines.gate = new CountDownLatch(1);
        int total = LogWriter.MOST_WAITING + 1_000;
        try (JsonLinesEventLog log = new JsonLinesEventLog("n", CLOCK, lines)) {
            for (int n = 0; n < total; n++) {
                Event.of(EventId.LISTENING).with("local", n).to(log);
            }
            lines.gate.countDown();
        }
        List<EventRecord> written = lines.records();
        assertThat(written)
                .anyMatch(event -> "EVENTS_LOST".equals(event.field("name"))
                        && String.valueOf(event.field("why")).contains("faster"));
        List<Integer> order = written.stream()
                .filter(event -> "LISTENING".equals(event.field("name")))
                .map(event -> Integer.valueOf(String.valueOf(event.field("local"))))
                .toList();
        assertThat(order).isSorted().hasSizeLessThan(total);
    }

    /** Lines in memory; can be made to fail or to wait. */
    private static final class FakeLines implements JsonLinesEventLog.Lines {
        private final List<String> written = Collections.synchronizedList(new ArrayList<>());
        private int failures;
        private CountDownLatch gate = new CountDownLatch(0);

        @Override
        public void write(Instant time, String line, boolean last) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("no space");
            }
            written.add(line);
        }

        List<EventRecord> records() {
            return written.stream()
                    .flatMap(line -> EventRecord.parse(line).stream())
                    .toList();
        }

        @Override
        public void close() {}
    }
}
