package org.openx400.mta.queue.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.QueueException;

/**
 * Where contents are that are too large for the row of their message. One is on stable storage before the row that names
 * it is committed, and is removed behind the commit that deletes the row. So one without a row is a left-over, which
 * {@link #sweep} removes at start.
 */
interface LargeContents extends AutoCloseable {
    /** Asks whether a message or a transfer that may go on has the content of this name. */
    interface InUse {
        boolean test(String name) throws QueueException;
    }

    /** A content that is coming in. After a failure it is lost. */
    interface Growing {
        String name();

        void append(Octets octets) throws IOException;

        /** Returns when what was appended is on stable storage. */
        void sync() throws IOException;

        /** Reads what was appended, {@code length} octets. */
        ContentReader reader(long length) throws IOException;

        /** Nothing is appended any more. */
        void close();
    }

    Growing create() throws IOException;

    /** Goes on with a content behind its first {@code length} octets; what is behind them is gone. */
    Growing reopen(String name, long length) throws IOException;

    /**
     * Within the change that takes a content of another run: the name that it has from now on, so that whoever wrote it
     * before writes it no more.
     */
    String claim(WriterSession session, String name) throws SQLException;

    /** Whether the content came in here, not on another node. */
    boolean isOurs(String name);

    /** Fails when the content is not there, or has another length. */
    ContentReader open(String name, long length) throws IOException;

    /** Within the change that takes a content: fails when it is not there any more. */
    void confirm(WriterSession session, String name, long length) throws SQLException, QueueException;

    /** Removes the content; one that cannot be removed now is swept at the next start. */
    void remove(String name);

    /** Names of all that are here, without those that other processes may be writing just now. */
    List<String> names() throws IOException;

    /** Removes the contents that nothing has. Returns how many. */
    int sweep(InUse inUse) throws IOException, QueueException;

    /** Where synchronisations run. */
    ExecutorService syncs();

    @Override
    void close();
}
