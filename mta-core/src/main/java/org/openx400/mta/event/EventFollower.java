package org.openx400.mta.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.event.LogFiles.LogFile;

/**
 * Follows the event log across rolling, as {@code tail -F}: a file that was rolled is read to its end, then those rolled
 * after it, then the current one. A file that became shorter is read from its beginning.
 */
public final class EventFollower implements AutoCloseable {
    private static final int PIECE = 64 * 1024;

    private final Path directory;
    private final EventFilter filter;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private @Nullable Source source;

    /** The file that is being read. */
    private record Source(FileChannel channel, Object key) {}

    EventFollower(Path directory, EventFilter filter) throws IOException {
        this.directory = directory;
        this.filter = filter;
        List<LogFile> files = LogFiles.all(directory);
        if (!files.isEmpty()) {
            Source last = open(files.get(files.size() - 1));
            last.channel().position(last.channel().size());
            source = last;
        }
    }

    /** The events since the last call. Does not wait. */
    public List<EventRecord> poll() throws IOException {
        List<EventRecord> events = new ArrayList<>();
        List<LogFile> files = LogFiles.all(directory);
        // Listed first, read afterwards: whatever the listing shows as rolled is written to its end.
        Source current = source;
        if (current != null) {
            readRest(current, events);
        }
        for (LogFile next : behind(files, current)) {
            try {
                Source opened = open(next);
                close();
                source = opened;
                readRest(opened, events);
            } catch (NoSuchFileException e) {
                // Rolled again meanwhile: the next call finds it under its new name.
                return events;
            }
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        if (source != null) {
            source.channel().close();
        }
        unfinished.reset();
    }

    /** The files that are behind the present one; when that has been deleted, all. */
    private static List<LogFile> behind(List<LogFile> files, @Nullable Source present) {
        for (int i = 0; present != null && i < files.size(); i++) {
            if (files.get(i).key().equals(present.key())) {
                return files.subList(i + 1, files.size());
            }
        }
        return files;
    }

    private static Source open(LogFile file) throws IOException {
        return new Source(FileChannel.open(file.path()), file.key());
    }

    private void readRest(Source from, List<EventRecord> events) throws IOException {
        FileChannel channel = from.channel();
        if (channel.size() < channel.position()) {
            channel.position(0);
            unfinished.reset();
        }
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        while (channel.read(piece) > 0) {
            piece.flip();
            while (piece.hasRemaining()) {
                take(piece.get(), events);
            }
            piece.clear();
        }
    }

    private void take(byte octet, List<EventRecord> events) {
        if (octet == '\n') {
            EventRecord.parse(unfinished.toString(StandardCharsets.UTF_8))
                    .filter(filter)
                    .ifPresent(events::add);
            unfinished.reset();
        } else {
            unfinished.write(octet);
        }
    }
}
