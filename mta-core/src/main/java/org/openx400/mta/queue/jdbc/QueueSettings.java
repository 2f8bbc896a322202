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
 * @param node unique name of this node of a cluster, whose nodes have the queue open together; null: only this process
 *     may have it open
 */
public record QueueSettings(
        String url,
        @Nullable String user,
        Supplier<String> password,
        Path dataDirectory,
        @Nullable String node) {
    /** Of one process alone. */
    public QueueSettings(String url, @Nullable String user, Supplier<String> password, Path dataDirectory) {
        this(url, user, password, dataDirectory, null);
    }

    /** A database without users, of one process alone. */
    public QueueSettings(String url, Path dataDirectory) {
        this(url, null, () -> "", dataDirectory);
    }

    /** The same place for a node of a cluster. */
    public QueueSettings sharedBy(String nodeName) {
        return new QueueSettings(url, user, password, dataDirectory, nodeName);
    }
}
