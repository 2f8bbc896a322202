package org.openx400.mta.queue.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.openx400.mta.queue.QueueException;

/** What differs between the databases; the statements are the same for all. */
interface Dialect {
    /** For the one connection that changes the queue. */
    DataSource writer();

    /** For connections that only read. */
    DataSource readers();

    /** Where the migrations of this database lie, as Flyway has it. */
    String migrations();

    /** For migrations. */
    default DataSource migrator() {
        return writer();
    }

    /** Whether {@link #readers} is a pool. */
    default boolean hasPool() {
        return false;
    }

    /** Keeps other processes out of the store until it is closed, which is when the queue is. */
    default Closeable claim(Path dataDirectory) throws QueueException, IOException {
        return StoreLock.take(dataDirectory);
    }

    /** For who only reads and keeps nobody out; to be closed behind that. */
    default Closeable look() {
        return () -> {};
    }

    /** For reading while no other process has the store open: leaves nothing behind. */
    default DataSource restingReaders() {
        return readers();
    }

    /** A query that has the database look at all of itself, with one row {@code ok} when it finds no fault; or none. */
    default Optional<String> selfCheck() {
        return Optional.empty();
    }

    /** The contents that are too large for a row; opened behind the migrations. */
    default LargeContents contents(Path dataDirectory) throws IOException {
        return SpoolDirectory.make(dataDirectory);
    }

    /** The same, for who only reads. */
    default LargeContents existingContents(Path dataDirectory) throws IOException {
        return SpoolDirectory.existing(dataDirectory);
    }

    /** How a commit whose answer was lost is looked up; none when one that fails is never there. */
    default Optional<GroupMark> groupMark() {
        return Optional.empty();
    }

    /** What there is when several processes have it open. */
    default Optional<Sharing> sharing() {
        return Optional.empty();
    }

    /** How the store is called in messages, without secrets. */
    default String place(Path dataDirectory) {
        return dataDirectory.toString();
    }

    static Dialect of(QueueSettings settings) throws QueueException {
        if (settings.url().startsWith(SqliteDialect.PREFIX)) {
            return new SqliteDialect(settings);
        }
        if (settings.url().startsWith(PostgreSqlDialect.PREFIX)) {
            return new PostgreSqlDialect(settings);
        }
        throw new QueueException("store.url " + settings.url() + " is not of a database that the queue knows: it begins"
                + " with " + SqliteDialect.PREFIX + " or " + PostgreSqlDialect.PREFIX);
    }
}
