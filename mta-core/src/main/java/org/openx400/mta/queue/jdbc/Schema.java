package org.openx400.mta.queue.jdbc;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.openx400.mta.queue.QueueException;

/** Brings the tables to the version of this program, by the migrations in the resources. */
final class Schema {
    private Schema() {}

    static void migrate(Dialect dialect) throws QueueException {
        Flyway flyway = Flyway.configure()
                .dataSource(dialect.writer())
                .locations(dialect.migrations())
                .table("schema_history")
                .load();
        try {
            for (MigrationInfo applied : flyway.info().applied()) {
                if (!applied.getState().isResolved()) {
                    throw new QueueException("The queue's schema has version " + applied.getVersion()
                            + ", which is newer than this program: start the program that wrote it, or a newer one");
                }
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw new QueueException("The queue's tables could not be made: " + e.getMessage(), e);
        }
    }
}
