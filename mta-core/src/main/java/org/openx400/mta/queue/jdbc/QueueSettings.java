package org.openx400.mta.queue.jdbc;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the queue is.
 *
 * @param url JDBC URL of the database; a relative file of {@code jdbc:sqlite:} lies in the data directory
 * @param user of the database, or null; SQLite has none
 * @param password gives that of the user, empty when there is none; a supplier, so that no text form shows it
 * @param dataDirectory holds the lock and the spool of SQLite, and is created when missing; PostgreSQL has nothing there
 */
public record QueueSettings(String url, @Nullable String user, Supplier<String> password, Path dataDirectory) {
    /** A database without users. */
    public QueueSettings(String url, Path dataDirectory) {
        this(url, null, () -> "", dataDirectory);
    }
}
