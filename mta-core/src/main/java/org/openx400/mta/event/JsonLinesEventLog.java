package org.openx400.mta.event;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as lines of JSON to {@code events.jsonl}, in the order in which they were logged. One thread writes, and
 * flushes when nothing more waits. When the disk fails or events come faster than it takes them, they are counted, and an
 * {@link EventId#EVENTS_LOST} follows when writing works again.
 */
public final class JsonLinesEventLog implements EventLog, AutoCloseable {
    /** The name of the file in the log directory. */
    public static final String FILE = "events.jsonl";

    private static final int LARGEST_BATCH = 500;

    private final String node;
    private final Clock clock;
    private final Lines lines;
    private final LogWriter<Stamped> writer = new LogWriter<>("event-writer", this::writeBatch);
    private final AtomicLong lost = new AtomicLong();
    private volatile String whyLost = "";

    /** Where the lines go. */
    interface Lines extends AutoCloseable {
        /**
         * @param last whether to flush behind this line
         * @throws RuntimeException when it cannot be written
         */
        void write(Instant time, String line, boolean last);

        @Override
        void close();
    }

    private record Stamped(Instant time, Event event) {}

    JsonLinesEventLog(String node, Clock clock, Lines lines) {
        this.node = node;
        this.clock = clock;
        this.lines = lines;
        writer.start();
    }

    /**
     * @param directory where the files are; is created when missing
     * @param node what the events' field {@code node} says
     * @param fileOctets size at which the file is rolled; it is rolled at each midnight UTC too
     * @param filesKept rolled files beside the current one
     */
    public static JsonLinesEventLog open(Path directory, String node, long fileOctets, int filesKept, Clock clock)
            throws IOException {
        Files.createDirectories(directory);
        requireWritable(directory.resolve(FILE));
        return new JsonLinesEventLog(
                node, clock, new RollingLines(directory, "events", ".jsonl", fileOctets, filesKept));
    }

    /** What Log4j says of a file that it cannot open is not for operators. */
    private static void requireWritable(Path file) throws IOException {
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                .close();
    }

    @Override
    public void log(Event event) {
        if (!writer.offer(new Stamped(clock.instant(), event))) {
            lose(1, "they came faster than the disk takes them");
        }
    }

    /** Writes what is waiting, then ends. */
    @Override
    public void close() {
        writer.close();
        lines.close();
    }

    /** Writes the first and what waits behind it; at least a loss that is still to be told. */
    private void writeBatch(@Nullable Stamped first) {
        List<Stamped> batch = new ArrayList<>();
        if (first != null) {
            batch.add(first);
            writer.drainTo(batch, LARGEST_BATCH - 1);
        }
        for (int i = 0; i < batch.size(); i++) {
            write(batch.get(i), i == batch.size() - 1);
        }
        long count = lost.getAndSet(0);
        if (count > 0) {
            Event event = Event.of(EventId.EVENTS_LOST)
                    .with("count", count)
                    .with("why", whyLost)
                    .build();
            if (!write(new Stamped(clock.instant(), event), true)) {
                lost.addAndGet(count - 1);
            }
        }
    }

    private boolean write(Stamped stamped, boolean last) {
        try {
            lines.write(stamped.time(), EventJson.line(stamped.time(), node, stamped.event()), last);
            return true;
        } catch (RuntimeException e) {
            lose(1, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void lose(long count, String why) {
        whyLost = why;
        lost.addAndGet(count);
    }
}
