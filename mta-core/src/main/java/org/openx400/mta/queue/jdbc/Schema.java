package org.openx400.mta.queue.jdbc;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.openx400.mta.queue.QueueException;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Brings the tables to the version of this program, by the migrations in the resources. */
final class Schema {
    private Schema() {}

    /** Returns the version of the tables. */
    static String migrate(Dialect dialect) throws QueueException {
        Flyway flyway = flyway(dialect, dialect.migrator());
        try {
            refuseNewer(flyway.info());
            flyway.migrate();
            return flyway.info().current().getVersion().toString();
        } catch (FlywayException e) {
            throw unusable(e);
        }
    }

    /** Changes nothing. Returns the version of the tables, which is that of this program, else this fails. */
    static String present(Dialect dialect, DataSource readers) throws QueueException {
        try {
            MigrationInfoService info = flyway(dialect, readers).info();
            refuseNewer(info);
            if (info.current() == null) {
                throw new QueueException("There is no queue in the database yet");
            }
            if (info.pending().length > 0) {
                throw new QueueException("The queue's schema has version "
                        + info.current().getVersion()
                        + ", which is older than this program: a start brings it to the present version, and so does"
                        + " 'mta store migrate'");
            }
            return info.current().getVersion().toString();
        } catch (FlywayException e) {
            throw unusable(e);
        }
    }

    private static Flyway flyway(Dialect dialect, DataSource source) {
        return Flyway.configure()
                .dataSource(source)
                .locations(dialect.migrations())
                .table("schema_history")
                .load();
    }

    private static void refuseNewer(MigrationInfoService info) throws QueueException {
        for (MigrationInfo applied : info.applied()) {
            if (!applied.getState().isResolved()) {
                throw new QueueException("The queue's schema has version " + applied.getVersion()
                        + ", which is newer than this program: start the program that wrote it, or a newer one");
            }
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
        return new QueueException("The queue's database cannot be used: " + why + advice(root), e);
    }

    /** Nobody is to move a queue away that is whole. */
    private static String advice(Throwable root) {
        if (root instanceof NativeLibraryNotFoundException) {
            return ". SQLite's library is unpacked into the data folder first: is the disk full, or mounted noexec?";
        }
        boolean damaged = root instanceof SQLiteException sqlite
                && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
                        || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CORRUPT);
        return damaged ? ". Put a backup in its place, or move it away to begin with an empty queue" : "";
    }
}
