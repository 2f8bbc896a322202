package org.openx400.mta.queue.jdbc;

import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/**
 * A few connections for reading, opened when needed. They keep their prepared statements, which a general connection pool
 * does not; preparing costs more than most of our statements take. One that failed is given up.
 */
final class Readers implements AutoCloseable {
    private static final int MOST = 4;

    /** What is read on one connection. */
    interface Reading<T> {
        T from(Statements statements) throws SQLException;
    }

    private final DataSource source;
    private final boolean pooled;
    private final Semaphore free = new Semaphore(MOST);
    private final Queue<Statements> idle = new ConcurrentLinkedQueue<>();
    private boolean closed;

    /** @param pooled whether the source keeps idle connections and their statements, and tells which are alive */
    Readers(DataSource source, boolean pooled) {
        this.source = source;
        this.pooled = pooled;
    }

    /** Waits for a connection, and reads. */
    <T> T read(Reading<T> reading) throws SQLException {
        free.acquireUninterruptibly();
        try {
            if (closed) {
                throw new SQLException("it is closed");
            }
            Statements kept = idle.poll();
            Statements statements = kept == null ? new Statements(source.getConnection()) : kept;
            T found = readOrGiveUp(statements, reading);
            if (pooled) {
                statements.close();
            } else {
                idle.add(statements);
            }
            return found;
        } finally {
            free.release();
        }
    }

    /** Waits for what is being read, then closes the connections. */
    @Override
    public void close() {
        free.acquireUninterruptibly(MOST);
        closed = true;
        for (Statements statements : idle) {
            closeQuietly(statements);
        }
        idle.clear();
        free.release(MOST);
    }

    private static <T> T readOrGiveUp(Statements statements, Reading<T> reading) throws SQLException {
        try {
            return reading.from(statements);
        } catch (SQLException | RuntimeException e) {
            closeQuietly(statements);
            throw e;
        }
    }

    private static void closeQuietly(Statements statements) {
        try {
            statements.close();
        } catch (SQLException e) {
            // It was only read.
        }
    }
}
