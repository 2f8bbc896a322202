package org.openx400.mta.event;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The files of the event log. */
final class LogFiles {
    private LogFiles() {}

    /** A file and what tells it from another of the same name. */
    record LogFile(Path path, Object key, long modified) {}

    /** The rolled files, oldest first, and at the end the current one if there is one. */
    static List<LogFile> all(Path directory) throws IOException {
        List<LogFile> files = new ArrayList<>();
        try (DirectoryStream<Path> rolled = Files.newDirectoryStream(directory, "events-*.jsonl")) {
            for (Path path : rolled) {
                addIfThere(files, path);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        files.sort(Comparator.comparingLong(LogFile::modified)
                .thenComparingInt(file -> file.path().toString().length())
                .thenComparing(LogFile::path));
        addIfThere(files, directory.resolve(JsonLinesEventLog.FILE));
        return files;
    }

    private static void addIfThere(List<LogFile> files, Path path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Object key = attributes.fileKey() == null ? path : attributes.fileKey();
            files.add(new LogFile(path, key, attributes.lastModifiedTime().toMillis()));
        } catch (NoSuchFileException e) {
            // Rolled or deleted meanwhile.
        }
    }
}
