package org.openx400.mta.queue.jdbc;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.queue.QueueException;

/**
 * The one writer of the store. Changes that wait at the same time are committed together, so that they share one
 * synchronisation of the disk. Each change is whole or not at all: one that fails is undone alone, and when the group's
 * transaction itself fails, each of its changes is tried once more by itself.
 *
 * <p>Futures complete after the commit has returned, on threads of their own, so that nothing done there delays the next
 * group.
 */
final class GroupCommitter implements AutoCloseable {
    static final int LARGEST_GROUP = 256;

    private static final int MOST_WAITING = 100_000;
    private static final long CLOSE_SECONDS = 30;

    /** One change of the queue, all its statements within one transaction. */
    interface Change<T> {
        T apply(WriterSession session) throws SQLException, QueueException;
    }

    private final DataSource source;
    private final Queue<Pending<?>> waiting = new ArrayDeque<>();
    private final ExecutorService completions = Executors.newCachedThreadPool(task -> daemon(task, "queue-done"));
    private final Thread writer = daemon(this::run, "queue-writer");
    private @Nullable WriterSession session;
    private boolean closed;

    GroupCommitter(DataSource source) {
        this.source = source;
        writer.start();
    }

    /** Completes when the change is committed; exceptionally with {@link QueueException} when it is not made. */
    <T> CompletableFuture<T> submit(Change<T> change) {
        Pending<T> pending = new Pending<>(change);
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new QueueException("The queue is closed"));
            }
            if (waiting.size() == MOST_WAITING) {
                return CompletableFuture.failedFuture(
                        new QueueException(MOST_WAITING + " changes wait for the disk already"));
            }
            waiting.add(pending);
            notifyAll();
        }
        return pending.future;
    }

    /** Commits what is waiting, then ends. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            writer.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            completions.shutdown();
            completions.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Pending<?>> group = next();
        while (!group.isEmpty()) {
            List<Pending<?>> done = group;
            commit(done);
            completions.execute(() -> done.forEach(Pending::complete));
            group = next();
        }
        dropSession();
    }

    /** Waits for changes; none any more when closed. */
    private synchronized List<Pending<?>> next() {
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                closed = true;
            }
        }
        List<Pending<?>> group = new ArrayList<>();
        while (!waiting.isEmpty() && group.size() < LARGEST_GROUP) {
            group.add(waiting.remove());
        }
        return group;
    }

    private void commit(List<Pending<?>> group) {
        try {
            WriterSession open = session();
            for (Pending<?> pending : group) {
                pending.apply(open);
            }
            open.commit();
        } catch (SQLException | RuntimeException e) {
            dropSession();
            if (group.size() > 1) {
                group.forEach(pending -> commit(List.of(pending)));
            } else {
                group.forEach(pending -> pending.fail(e));
            }
        }
    }

    private WriterSession session() throws SQLException {
        WriterSession open = session;
        if (open == null) {
            open = new WriterSession(source.getConnection());
            session = open;
        }
        return open;
    }

    private void dropSession() {
        WriterSession open = session;
        session = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It is given up anyway; what was not committed is not there.
            }
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** A change that waits for its commit. Touched by the writer, and behind the commit by a completing thread. */
    private static final class Pending<T> {
        private final Change<T> change;
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private @Nullable T value;
        private @Nullable QueueException failure;

        Pending(Change<T> change) {
            this.change = change;
        }

        void apply(WriterSession session) throws SQLException {
            failure = null;
            session.begin();
            try {
                value = change.apply(session);
                session.keep();
            } catch (QueueException | SQLException | RuntimeException e) {
                fail(e);
                session.undo();
            }
        }

        void fail(Exception e) {
            failure = e instanceof QueueException known
                    ? known
                    : new QueueException("The queue could not be written: " + e.getMessage(), e);
        }

        void complete() {
            if (failure == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(failure);
            }
        }
    }
}
