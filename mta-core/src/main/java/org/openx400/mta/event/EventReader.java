package org.openx400.mta.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.openx400.mta.event.LogFiles.LogFile;

/** Reads the event log, also while it is written and rolled. */
public final class EventReader {
    private final Path directory;
    private final EventFilter filter;

    /** @param directory of the log */
    public EventReader(Path directory, EventFilter filter) {
        this.directory = directory;
        this.filter = filter;
    }

    /** The last events that the filter lets through, oldest first; none when there is no log. */
    public List<EventRecord> last(int count) throws IOException {
        Deque<EventRecord> found = new ArrayDeque<>();
        List<LogFile> files = LogFiles.all(directory);
        for (int i = files.size() - 1; i >= 0 && found.size() < count; i--) {
            Deque<EventRecord> older = lastOf(files.get(i), count - found.size());
            while (!older.isEmpty()) {
                found.addFirst(older.removeLast());
            }
        }
        return new ArrayList<>(found);
    }

    /** Follows the log from its present end. */
    public EventFollower follow() throws IOException {
        return new EventFollower(directory, filter);
    }

    private Deque<EventRecord> lastOf(LogFile file, int count) throws IOException {
        Deque<EventRecord> found = new ArrayDeque<>();
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
        try (var in = Files.newInputStream(file.path());
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, decoder))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                EventRecord.parse(line).filter(filter).ifPresent(found::addLast);
                if (found.size() > count) {
                    found.removeFirst();
                }
            }
        } catch (NoSuchFileException e) {
            // Deleted meanwhile: its events are gone.
        }
        return found;
    }
}
