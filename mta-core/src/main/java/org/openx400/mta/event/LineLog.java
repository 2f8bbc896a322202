package org.openx400.mta.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A log of plain lines, such as of a protocol: each has its time (UTC) in front. Who logs never waits: one thread writes, and lines
 * that come faster than the disk takes them are counted and left out.
 */
public final class LineLog implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(LineLog.class);
    private static final int MOST_WAITING = 20_000;
    private static final long CLOSE_SECONDS = 10;
    private static final long LOOK_MILLIS = 100;

    private final Clock clock;
    private final JsonLinesEventLog.Lines lines;
    private final BlockingQueue<Stamped> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer;
    private volatile boolean closed;

    private record Stamped(Instant time, String text) {}

    LineLog(String name, Clock clock, JsonLinesEventLog.Lines lines) {
        this.clock = clock;
        this.lines = lines;
        writer = new Thread(this::run, name + "-log");
        writer.setDaemon(true);
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
        if (!waiting.offer(new Stamped(clock.instant(), text))) {
            lost.incrementAndGet();
        }
    }

    /** Writes what is waiting, then ends. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lines.close();
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                Stamped line = waiting.poll(closed ? 0 : LOOK_MILLIS, TimeUnit.MILLISECONDS);
                more = line != null || !closed;
                if (line != null) {
                    write(line);
                }
                long count = lost.getAndSet(0);
                if (count > 0) {
                    write(new Stamped(clock.instant(), count + " lines were lost"));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Stamped line) {
        try {
            lines.write(line.time(), line.time() + " " + Visible.text(line.text()), waiting.isEmpty());
        } catch (RuntimeException e) { // the disk
            LOG.warn("a line of a log cannot be written: {}", e.getMessage());
        }
    }
}
