package org.openx400.mta.config;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * Something wrong in a configuration file.
 *
 * @param file as it was given
 * @param line from 1; 0 if the file as a whole is meant
 * @param column from 1; 0 if the file as a whole is meant
 * @param key the key, {@code connectors[0].remote.port}; empty if none is meant
 * @param message what is wrong and what would be right
 */
public record Fault(Path file, int line, int column, String key, String message) implements Comparable<Fault> {
    private static final Comparator<Fault> ORDER = Comparator.comparingInt(Fault::line)
            .thenComparingInt(Fault::column)
            .thenComparing(Fault::key)
            .thenComparing(Fault::message);

    @Override
    public int compareTo(Fault other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        String place = line == 0 ? file + ":" : file + ":" + line + ":" + column;
        return key.isEmpty() ? place + " " + message : place + " " + key + " " + message;
    }
}
