package org.openx400.mta.queue.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.StoreInUseException;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL. What only reads, and the chunks of contents, go through a pool; the connection that changes the queue is
 * none of the pool's, because its session is what holds the lock that keeps other processes out.
 */
final class PostgreSqlDialect implements Dialect {
    static final String PREFIX = "jdbc:postgresql:";

    private static final int CONNECT_SECONDS = 5;
    private static final int SOCKET_SECONDS = 30;
    private static final int LEASE_CONNECT_SECONDS = 1;
    private static final int LEASE_SOCKET_SECONDS = 3;
    private static final int LARGEST_POOL = 12;
    private static final long POOL_WAIT_MILLIS = 5_000;

    private final String url;
    private final Properties given;
    private final QueueSettings settings;
    private final PostgreSqlWriter writer;
    private final HikariDataSource pool;

    PostgreSqlDialect(QueueSettings settings) throws QueueException {
        this.settings = settings;
        url = settings.url();
        Properties parsed = Driver.parseURL(url, null);
        if (parsed == null) {
            throw new QueueException("store.url is not an address that the PostgreSQL driver understands");
        }
        given = parsed;
        if (given.containsKey("password")) {
            throw new QueueException("store.url has a password: give store.password instead");
        }
        writer = configured(new PostgreSqlWriter(settings.node()));
        pool = pool(configured(new PGSimpleDataSource()));
    }

    @Override
    public DataSource writer() {
        return writer;
    }

    @Override
    public DataSource readers() {
        return pool;
    }

    @Override
    public DataSource migrator() {
        return pool;
    }

    @Override
    public String migrations() {
        return "classpath:org/openx400/mta/queue/jdbc/postgresql";
    }

    @Override
    public boolean hasPool() {
        return true;
    }

    @Override
    public Closeable claim(Path dataDirectory) throws QueueException, IOException {
        try {
            writer.claim();
        } catch (SQLException e) {
            pool.close();
            String why = "The queue in " + place(dataDirectory) + " cannot be opened: " + e.getMessage();
            throw PostgreSqlWriter.LOCK_NOT_AVAILABLE.equals(e.getSQLState())
                    ? new StoreInUseException(why, e)
                    : new QueueException(why, e);
        }
        return () -> {
            pool.close();
            writer.release();
        };
    }

    @Override
    public Closeable look() {
        return pool;
    }

    @Override
    public LargeContents contents(Path dataDirectory) {
        return new ChunkTable(pool, settings.node() == null ? "" : settings.node() + "/");
    }

    @Override
    public LargeContents existingContents(Path dataDirectory) {
        return contents(dataDirectory);
    }

    @Override
    public Optional<Sharing> sharing() {
        String node = settings.node();
        if (node == null) {
            return Optional.empty();
        }
        PGSimpleDataSource leases = configured(new PGSimpleDataSource());
        leases.setApplicationName("mta-lease " + node);
        leases.setConnectTimeout(LEASE_CONNECT_SECONDS);
        leases.setLoginTimeout(CONNECT_SECONDS);
        leases.setSocketTimeout(LEASE_SOCKET_SECONDS);
        PGSimpleDataSource arrivals = configured(new PGSimpleDataSource());
        arrivals.setApplicationName("mta-arrivals " + node);
        return Optional.of(new Sharing(node, leases, arrivals));
    }

    @Override
    public Optional<GroupMark> groupMark() {
        return Optional.of(new GroupMark());
    }

    @Override
    public String place(Path dataDirectory) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    private <S extends PGSimpleDataSource> S configured(S source) {
        source.setUrl(url);
        if (settings.user() != null) {
            source.setUser(settings.user());
        }
        String password = settings.password().get();
        if (!password.isEmpty()) {
            source.setPassword(password);
        }
        if (!given.containsKey("socketTimeout")) {
            source.setSocketTimeout(SOCKET_SECONDS);
        }
        if (!given.containsKey("tcpKeepAlive")) {
            source.setTcpKeepAlive(true);
        }
        if (!given.containsKey("connectTimeout")) {
            source.setConnectTimeout(CONNECT_SECONDS);
        }
        if (!given.containsKey("loginTimeout")) {
            source.setLoginTimeout(2 * CONNECT_SECONDS);
        }
        boolean severalHosts = source.getServerNames().length > 1;
        if (severalHosts && !given.containsKey("targetServerType")) {
            source.setTargetServerType("primary");
        }
        return source;
    }

    private static HikariDataSource pool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("queue");
        config.setMaximumPoolSize(LARGEST_POOL);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(POOL_WAIT_MILLIS);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
