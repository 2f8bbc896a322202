package org.openx400.mta.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineLogTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    @Test
    void writesLinesWithTheirTimeAndShowsWhatControlsATerminal(@TempDir Path folder) throws Exception {
        try (LineLog log = LineLog.open(folder.resolve("log"), "smtp", 1_000_000, 1, CLOCK)) {
            log.log("< EHLO a\u001b[2Jb");
            log.log("> 250 ok");
        }
        assertThat(Files.readAllLines(folder.resolve("log/smtp.log")))
                .containsExactly("2026-11-21T10:00:00Z < EHLO a\\u001b[2Jb", "2026-11-21T10:00:00Z > 250 ok");
    }

    @Test
    void neverWaitsForTheDiskAndCountsWhatItLeavesOut() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        List<String> written = new CopyOnWriteArrayList<>();
        LineLog log = new LineLog("smtp", CLOCK, new JsonLinesEventLog.Lines() {
            @Override
            public void write(Instant time, String line, boolean last) {
                try {
                    disk.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                written.add(line);
            }

            @Override
            public void close() {}
        });
        for (int i = 0; i < 20_010; i++) {
            log.log("line " + i);
        }
        disk.countDown();
        log.close();
        assertThat(written).hasSizeBetween(20_001, 20_003).anyMatch(line -> line.matches(".* (9|10) lines were lost"));
    }
}
