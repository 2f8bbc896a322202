package org.openx400.mta.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A log of plain lines, such as of a protocol: each has its time (UTC) in front. Who logs never waits: one thread writes, and lines
 * that come faster than the disk takes them are counted and left out.
 */
public final class LineLog implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(LineLog.class);

    private final Clock clock;
    private final JsonLinesEventLog.Lines lines;
    private final LogWriter<Stamped> writer;
    private final AtomicLong lost = new AtomicLong();

    private record Stamped(Instant time, String text) {}

    LineLog(String name, Clock clock, JsonLinesEventLog.Lines lines) {
        this.clock = clock;
        this.lines = lines;
        writer = new LogWriter<>(name + "-log", this::writeNext);
        writer.start();
    }

    /**
     * Writes to {@code name.log}.
     *
     * @param directory is created when missing
     * @param fileOctets size at which the file is rolled; it is rolled at each midnight UTC too
     * @param filesKept rolled files beside the current one
     */
    public static LineLog open(Path directory, String name, long fileOctets, int filesKept, Clock clock)
            throws IOException {
        Files.createDirectories(directory);
        return new LineLog(name, clock, new RollingLines(directory, name, ".log", fileOctets, filesKept));
    }

    /** What controls a terminal is written out. */
    public void log(String text) {
        if (!writer.offer(new Stamped(clock.instant(), text))) {
            lost.incrementAndGet();
        }
    }

    /** Writes what is waiting, then ends. */
    @Override
    public void close() {
        writer.close();
        lines.close();
    }

    private void writeNext(@Nullable Stamped line) {
        if (line != null) {
            write(line);
        }
        long count = lost.getAndSet(0);
        if (count > 0) {
            write(new Stamped(clock.instant(), count + " lines were lost"));
        }
    }

    private void write(Stamped line) {
        try {
            lines.write(line.time(), line.time() + " " + Visible.text(line.text()), writer.isEmpty());
        } catch (RuntimeException e) { // the disk
            LOG.warn("a line of a log cannot be written: {}", e.getMessage());
        }
    }
}
