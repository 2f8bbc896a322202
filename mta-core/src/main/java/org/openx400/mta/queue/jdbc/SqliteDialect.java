package org.openx400.mta.queue.jdbc;

import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite with a write-ahead log that is synchronised at each commit: {@code synchronous=FULL} is what makes a commit
 * survive a loss of power.
 */
final class SqliteDialect implements Dialect {
    static final String PREFIX = "jdbc:sqlite:";

    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    /** A negative cache size is in KiB. */
    private static final int WRITER_CACHE = -65_536;

    private static final String SELF_CHECK = "PRAGMA integrity_check";

    private final Path file;
    /** Pages of the log before it is put away into the database: what was removed by then is never written there. */
    private static final String CHECKPOINT_PAGES = "4000";

    private final String url;

    SqliteDialect(QueueSettings settings) {
        Path directory = settings.dataDirectory().toAbsolutePath();
        file = directory.resolve(settings.url().substring(PREFIX.length()));
        url = PREFIX + file;
        if (System.getProperty("org.sqlite.tmpdir") == null) {
            // The driver unpacks its native library there; /tmp is often mounted noexec.
            System.setProperty("org.sqlite.tmpdir", directory.toString());
        }
    }

    @Override
    public DataSource writer() {
        SQLiteConfig config = config();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setCacheSize(WRITER_CACHE);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, CHECKPOINT_PAGES);
        return source(config, url);
    }

    @Override
    public DataSource readers() {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return source(config, url);
    }

    /** A database whose log was put away into it can be read without a file beside it. */
    @Override
    public DataSource restingReaders() {
        if (file.resolveSibling(file.getFileName() + "-wal").toFile().length() > 0) {
            return readers();
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return source(config, PREFIX + file.toUri() + "?immutable=1");
    }

    @Override
    public Optional<String> selfCheck() {
        return Optional.of(SELF_CHECK);
    }

    @Override
    public String migrations() {
        return "classpath:org/openx400/mta/queue/jdbc/sqlite";
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        return config;
    }

    private static DataSource source(SQLiteConfig config, String url) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(url);
        return source;
    }
}
