package org.openx400.mta.queue.jdbc;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.openx400.mta.queue.QueueException;

/** Brings the tables to the version of this program, by the migrations in the resources. */
final class Schema {
    private Schema() {}

    /** Returns the version of the tables. */
    static String migrate(Dialect dialect) throws QueueException {
        Flyway flyway = Flyway.configure()
                .dataSource(dialect.migrator())
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
            return flyway.info().current().getVersion().toString();
        } catch (FlywayException e) {
            throw unusable(e);
        }
    }

    /** What Flyway says has many lines; the database's own words have one. */
    private static QueueException unusable(FlywayException e) {
        Throwable root = e;
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        String why =
                String.valueOf(root.getMessage()).strip().lines().findFirst().orElse("no reason given");
        return new QueueException(
                "The queue's database cannot be used: " + why
                        + ". Put a backup in its place, or move it away to begin with an empty queue",
                e);
    }
}
