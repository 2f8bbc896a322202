package org.openx400.mta.queue.jdbc;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.queue.FencedException;
import org.openx400.mta.queue.Lease;
import org.openx400.mta.queue.QueueException;

/**
 * The one writer of the store. Changes that wait at the same time are committed together, so that they share one
 * synchronisation of the disk. Each change is whole or not at all: one that fails is undone alone, and when the group's
 * transaction itself fails, each of its changes is tried once more by itself. A change for which nobody waits is patient: it
 * goes with the next that is not, and alone only after {@value #PATIENCE_MILLIS} ms.
 *
 * <p>When the connection to a server is lost during a commit, the commit may have gone through or not. Then nothing
 * completes and nothing is repeated until the {@link GroupMark} was looked up on a new connection.
 *
 * <p>Changes that are made under a lease are committed only while it is held. When one of a group is not, the group is
 * rolled back, what was to be done under the lost lease fails, and the rest is committed.
 *
 * <p>Futures complete after the commit has returned, on threads of their own, so that nothing done there delays the next
 * group.
 */
final class GroupCommitter implements AutoCloseable {
    static final int LARGEST_GROUP = 256;

    static final long PATIENCE_MILLIS = 5;

    private static final int MOST_WAITING = 100_000;
    private static final long CLOSE_SECONDS = 30;
    /** After a connection that could not be made, all changes fail at once for so long. */
    private static final long UNREACHABLE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long ASK_AGAIN_MILLIS = 300;

    /** One change of the queue, all its statements within one transaction. */
    interface Change<T> {
        T apply(WriterSession session) throws SQLException, QueueException;
    }

    private final DataSource source;
    private final Queue<Pending<?>> waiting = new ArrayDeque<>();
    private final ExecutorService completions = Executors.newCachedThreadPool(task -> daemon(task, "queue-done"));
    private final Thread writer = daemon(this::run, "queue-writer");
    private final CountDownLatch closing = new CountDownLatch(1);
    private final @Nullable GroupMark mark;
    private final @Nullable String node;
    private @Nullable WriterSession session;
    private @Nullable SQLException unreachable;
    private long unreachableSince;
    private boolean closed;
    /** Of those that wait. */
    private int impatient;
    /** When the first of those that wait came. */
    private long waitingSince;

    /**
     * @param mark tells which commits went through; null when one that fails never did
     * @param node of a cluster whose nodes have the queue open together, else null
     */
    GroupCommitter(DataSource source, @Nullable GroupMark mark, @Nullable String node) {
        this.source = source;
        this.node = node;
        this.mark = mark;
        writer.start();
    }

    /**
     * Completes when the change is committed; exceptionally with {@link QueueException} when it is not made.
     *
     * @param lease under which it is made, or null
     */
    <T> CompletableFuture<T> submit(Change<T> change, @Nullable Lease lease) {
        return submit(change, lease, false);
    }

    /** @param patient whether it may wait a little for others */
    <T> CompletableFuture<T> submit(Change<T> change, @Nullable Lease lease, boolean patient) {
        Pending<T> pending = new Pending<>(change, lease);
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new QueueException("The queue is closed"));
            }
            if (waiting.size() == MOST_WAITING) {
                return CompletableFuture.failedFuture(
                        new QueueException(MOST_WAITING + " changes wait for the disk already"));
            }
            if (waiting.isEmpty()) {
                waitingSince = System.nanoTime();
            }
            waiting.add(pending);
            impatient += patient ? 0 : 1;
            if (!patient || waiting.size() == 1) {
                notifyAll();
            }
        }
        return pending.future;
    }

    /** Commits what is waiting, then ends. What is still in doubt stays so: it does not complete. */
    @Override
    public void close() {
        closing.countDown();
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

    /** Whatever happens, there is a writer for the changes behind these: else all that waits for the disk waited for ever. */
    private void commit(List<Pending<?>> group) {
        try {
            commit(group, false);
        } catch (OutOfMemoryError
                | StackOverflowError e) { // what was committed all the same is recognised when it is repeated
            dropSession();
            QueueException failure = new QueueException("The queue could not be written: " + e, e);
            group.forEach(pending -> pending.fail(failure));
        }
    }

    /** Waits for changes; none any more when closed. */
    private synchronized List<Pending<?>> next() {
        long patience = patience();
        while (patience > 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, patience);
                patience = patience();
            } catch (InterruptedException e) {
                closed = true;
                patience = 0;
            }
        }
        List<Pending<?>> group = new ArrayList<>();
        while (!waiting.isEmpty() && group.size() < LARGEST_GROUP) {
            group.add(waiting.remove());
        }
        impatient = waiting.isEmpty() ? 0 : impatient; // of more than one group, the rest goes at once
        return group;
    }

    /** Nanoseconds until those that wait are committed; 0 at once. */
    private long patience() {
        if (closed || impatient > 0 || waiting.size() >= LARGEST_GROUP) {
            return 0;
        }
        return waiting.isEmpty()
                ? Long.MAX_VALUE
                : Math.max(0, waitingSince + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS) - System.nanoTime());
    }

    /** @param again whether this is the repetition of a change by itself */
    private void commit(List<Pending<?>> group, boolean again) {
        WriterSession open;
        List<Lease> leases = leasesOf(group);
        try {
            open = session();
        } catch (SQLException e) {
            group.forEach(pending -> pending.fail(e));
            return;
        }
        try {
            apply(group, open);
            open.announce();
            if (mark != null) {
                mark.write(open);
            }
        } catch (SQLException | RuntimeException e) {
            dropSession();
            repeatOrFail(group, again, e);
            return;
        }
        try {
            open.commit(leases);
        } catch (SQLException | RuntimeException e) {
            if (LeaseCheck.refused(e)) {
                commitWithoutFenced(group, leases, open, again);
                return;
            }
            dropSession();
            switch (mark == null ? Outcome.NOT_COMMITTED : outcome(mark)) {
                case COMMITTED -> {}
                case NOT_COMMITTED -> repeatOrFail(group, again, e);
                case UNKNOWN -> group.forEach(Pending::leaveInDoubt);
            }
        }
    }

    /** A savepoint for each change costs as much as many a change, so there is none before one has failed. */
    private static void apply(List<Pending<?>> group, WriterSession open) throws SQLException {
        for (Pending<?> pending : group) {
            if (!pending.apply(open)) {
                open.restart();
                applyEach(group, open);
                return;
            }
        }
    }

    private static void applyEach(List<Pending<?>> group, WriterSession open) throws SQLException {
        for (Pending<?> pending : group) {
            open.begin();
            if (pending.apply(open)) {
                open.keep();
            } else {
                open.undo();
            }
        }
    }

    private void commitWithoutFenced(List<Pending<?>> group, List<Lease> leases, WriterSession open, boolean again) {
        Set<Lease> lost;
        try {
            open.rollback();
            lost = LeaseCheck.lost(open, leases);
        } catch (SQLException | RuntimeException e) {
            dropSession();
            group.forEach(pending -> pending.fail(e));
            return;
        }
        List<Pending<?>> rest = new ArrayList<>();
        for (Pending<?> pending : group) {
            Lease lease = pending.lease;
            if (lease != null && lost.contains(lease)) {
                pending.fail(new FencedException(lease));
            } else {
                rest.add(pending);
            }
        }
        if (!rest.isEmpty()) {
            commit(rest, again);
        }
    }

    private static List<Lease> leasesOf(List<Pending<?>> group) {
        return group.stream()
                .map(pending -> pending.lease)
                .filter(Objects::nonNull)
                .distinct()
                .sorted(Comparator.comparing(Lease::group).thenComparing(Lease::epoch))
                .toList();
    }

    private void repeatOrFail(List<Pending<?>> group, boolean again, Exception failure) {
        if (again) {
            group.forEach(pending -> pending.fail(failure));
        } else {
            group.forEach(pending -> commit(List.of(pending), true));
        }
    }

    private enum Outcome {
        COMMITTED,
        NOT_COMMITTED,
        /** The database did not answer before this was closed. */
        UNKNOWN
    }

    /** Asks until there is an answer. A new session begins when the earlier one has ended, so the answer is final. */
    private Outcome outcome(GroupMark written) {
        boolean last;
        do {
            last = closing.getCount() == 0;
            try {
                return written.isCommitted(session()) ? Outcome.COMMITTED : Outcome.NOT_COMMITTED;
            } catch (SQLException e) {
                dropSession();
            }
        } while (!last && pause());
        return Outcome.UNKNOWN;
    }

    private boolean pause() {
        try {
            closing.await(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private WriterSession session() throws SQLException {
        WriterSession open = session;
        if (open == null) {
            if (unreachable != null && System.nanoTime() - unreachableSince < UNREACHABLE_NANOS) {
                throw unreachable;
            }
            open = connect();
            session = open;
        }
        return open;
    }

    private WriterSession connect() throws SQLException {
        try {
            WriterSession made = new WriterSession(source.getConnection(), node);
            unreachable = null;
            return made;
        } catch (SQLException e) {
            unreachable = e;
            unreachableSince = System.nanoTime();
            throw e;
        }
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
        private final @Nullable Lease lease;
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private @Nullable T value;
        private @Nullable QueueException failure;
        private boolean inDoubt;

        Pending(Change<T> change, @Nullable Lease lease) {
            this.change = change;
            this.lease = lease;
        }

        /** False when it has failed. What it did until then is to be undone. */
        boolean apply(WriterSession session) {
            failure = null;
            try {
                value = change.apply(session);
                return true;
            } catch (QueueException | SQLException | RuntimeException e) {
                fail(e);
                return false;
            }
        }

        void fail(Exception e) {
            failure = e instanceof QueueException known
                    ? known
                    : new QueueException("The queue could not be written: " + e.getMessage(), e);
        }

        /** Whether it is committed is not known and will not be. */
        void leaveInDoubt() {
            inDoubt = true;
        }

        void complete() {
            if (inDoubt) {
                return;
            }
            if (failure == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(failure);
            }
        }
    }
}
