package org.openx400.mta.resolve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that something was read from, those that were not there too, and whether one has changed since. */
final class WatchedFiles {
    /** A file of names with more octets is none. */
    private static final long LARGEST = 4L * 1024 * 1024;

    private static final String ABSENT = "absent";

    private final Map<Path, String> states = new LinkedHashMap<>();

    /**
     * @throws IOException if it cannot be read or is too large; the message names it
     */
    List<String> lines(Path file) throws IOException {
        states.put(file, state(file));
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException(file + " is too large");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
        } catch (java.nio.file.NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        }
    }

    boolean changed() {
        return states.entrySet().stream()
                .anyMatch(entry -> !state(entry.getKey()).equals(entry.getValue()));
    }

    private static String state(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
        } catch (IOException e) {
            return ABSENT;
        }
    }
}
