package org.openx400.mta.queue.jdbc;

import java.nio.file.Path;

/**
 * Where the queue is.
 *
 * @param url JDBC URL of the database; a relative file of {@code jdbc:sqlite:} lies in the data directory
 * @param dataDirectory holds the lock and the spool; is created when missing
 */
public record QueueSettings(String url, Path dataDirectory) {}
