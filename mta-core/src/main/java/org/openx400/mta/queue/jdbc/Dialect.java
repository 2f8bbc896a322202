package org.openx400.mta.queue.jdbc;

import javax.sql.DataSource;
import org.openx400.mta.queue.QueueException;

/** What differs between the databases; the statements are the same for all. */
interface Dialect {
    /** For the one connection that changes the queue, and for migrations. */
    DataSource writer();

    /** For connections that only read. */
    DataSource readers();

    /** Where the migrations of this database lie, as Flyway has it. */
    String migrations();

    static Dialect of(QueueSettings settings) throws QueueException {
        if (settings.url().startsWith(SqliteDialect.PREFIX)) {
            return new SqliteDialect(settings);
        }
        throw new QueueException("store.url " + settings.url() + " is not of a database that the queue knows: it begins"
                + " with " + SqliteDialect.PREFIX);
    }
}
