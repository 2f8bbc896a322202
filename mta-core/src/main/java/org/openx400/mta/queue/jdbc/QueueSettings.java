package org.openx400.mta.queue.jdbc;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Secret;

/**
 * Where the queue is.
 *
 * @param url JDBC URL of the database; a relative file of {@code jdbc:sqlite:} lies in the data directory
 * @param user of the database, or null; SQLite has none
 * @param password of that user
 * @param dataDirectory holds the lock and the spool of SQLite, and is created when missing; PostgreSQL has nothing there
 */
public record QueueSettings(String url, @Nullable String user, Secret password, Path dataDirectory) {
    /** A database without users. */
    public QueueSettings(String url, Path dataDirectory) {
        this(url, null, Secret.NONE, dataDirectory);
    }
}
