package org.openx400.mta.queue.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.DamagedContentException;
import org.openx400.mta.queue.QueueException;

/**
 * Large contents as rows of {@value #CHUNK} octets, the last one of a content shorter. A chunk is committed by itself as
 * soon as it is full; synchronising writes the last one as far as it goes, and it is written anew when it has grown.
 */
final class ChunkTable implements LargeContents {
    static final int CHUNK = 256 * 1024;

    private static final int SYNC_THREADS = 4;
    private static final String WRITE = """
            INSERT INTO content_chunk (content, number, octets) VALUES (?, ?, ?)
            ON CONFLICT (content, number) DO UPDATE SET octets = excluded.octets""";
    private static final String READ = "SELECT octets FROM content_chunk WHERE content = ? AND number = ?";
    private static final String LENGTH = "SELECT SUM(octet_length(octets)) FROM content_chunk WHERE content = ?";
    private static final String LENGTHS =
            "SELECT number, octet_length(octets) FROM content_chunk WHERE content = ? ORDER BY number";
    private static final String REMOVE = "DELETE FROM content_chunk WHERE content = ?";
    private static final String RENAME = "UPDATE content_chunk SET content = ? WHERE content = ?";
    private static final String CUT = "DELETE FROM content_chunk WHERE content = ? AND number >= ?";
    private static final String NAMES = "SELECT DISTINCT content FROM content_chunk WHERE starts_with(content, ?)";

    private final DataSource source;
    private final String prefix;
    private final ExecutorService syncs = Executors.newFixedThreadPool(SYNC_THREADS, task -> {
        Thread thread = new Thread(task, "queue-sync");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param source a pool, whose connections commit each statement
     * @param prefix of the names of contents that come in here; those of others may be coming in just now and are not swept
     */
    ChunkTable(DataSource source, String prefix) {
        this.source = source;
        this.prefix = prefix;
    }

    @Override
    public Growing create() {
        return new NewContent(prefix + UUID.randomUUID(), 0);
    }

    @Override
    public Growing reopen(String name, long length) throws IOException {
        int full = Math.toIntExact(length / CHUNK);
        int begun = (int) (length % CHUNK);
        Octets last = begun == 0 ? Octets.NONE : read(name, full);
        try (Connection connection = source.getConnection();
                PreparedStatement cut = connection.prepareStatement(CUT);
                PreparedStatement sum = connection.prepareStatement(LENGTH)) {
            cut.setString(1, name);
            cut.setInt(2, begun == 0 ? full : full + 1);
            cut.executeUpdate();
            if (last.length() < begun || length(sum, name) != (long) full * CHUNK + last.length()) {
                throw new DamagedContentException(length, "the content's rows end before it");
            }
        } catch (SQLException e) {
            throw failure(e);
        }
        NewContent content = new NewContent(name, full);
        content.append(last.slice(0, begun));
        return content;
    }

    @Override
    public String claim(WriterSession session, String name) throws SQLException {
        String claimed = prefix + UUID.randomUUID();
        PreparedStatement rename = session.prepare(RENAME);
        rename.setString(1, claimed);
        rename.setString(2, name);
        rename.executeUpdate();
        return claimed;
    }

    @Override
    public boolean isOurs(String name) {
        return name.startsWith(prefix);
    }

    @Override
    public ContentReader open(String name, long length) throws IOException {
        try (Connection connection = source.getConnection();
                PreparedStatement sum = connection.prepareStatement(LENGTH)) {
            long there = length(sum, name);
            if (there != length) {
                throw new DamagedContentException(
                        soundUpTo(connection, name, length),
                        "its chunks have " + there + " octets, not the " + length + " that were written");
            }
        } catch (SQLException e) {
            throw failure(e);
        }
        return new Chunks(name, length);
    }

    /** Another process that had the store meanwhile may have swept it. */
    @Override
    public void confirm(WriterSession session, String name, long length) throws SQLException, QueueException {
        long there = length(session.prepare(LENGTH), name);
        if (there != length) {
            throw new QueueException("Of the content " + there + " octets are in the database, not " + length);
        }
    }

    @Override
    public void remove(String name) {
        try {
            delete(name);
        } catch (SQLException e) {
            // Nobody looks at it any more.
        }
    }

    @Override
    public int sweep(InUse inUse) throws IOException, QueueException {
        int removed = 0;
        try {
            for (String name : names()) {
                if (!inUse.test(name)) {
                    delete(name);
                    removed++;
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
        return removed;
    }

    @Override
    public ExecutorService syncs() {
        return syncs;
    }

    @Override
    public void close() {
        syncs.shutdown();
    }

    /** Octets before the first chunk that is missing or not full. */
    private static long soundUpTo(Connection connection, String name, long length) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LENGTHS)) {
            select.setString(1, name);
            long sound = 0;
            try (ResultSet chunks = select.executeQuery()) {
                while (chunks.next() && chunks.getLong(1) * CHUNK == sound) {
                    sound += chunks.getLong(2);
                }
            }
            return Math.min(sound, length);
        }
    }

    @Override
    public List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement(NAMES)) {
            select.setString(1, prefix);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
        return names;
    }

    private void delete(String name) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement delete = connection.prepareStatement(REMOVE)) {
            delete.setString(1, name);
            delete.executeUpdate();
        }
    }

    private static long length(PreparedStatement sum, String name) throws SQLException {
        sum.setString(1, name);
        try (ResultSet row = sum.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private void write(String name, int number, Octets chunk) throws IOException {
        try (Connection connection = source.getConnection();
                PreparedStatement write = connection.prepareStatement(WRITE)) {
            write.setString(1, name);
            write.setInt(2, number);
            write.setBytes(3, chunk.toArray());
            write.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private Octets read(String name, int number) throws IOException {
        try (Connection connection = source.getConnection();
                PreparedStatement read = connection.prepareStatement(READ)) {
            read.setString(1, name);
            read.setInt(2, number);
            try (ResultSet row = read.executeQuery()) {
                if (!row.next()) {
                    throw new DamagedContentException((long) number * CHUNK, "chunk " + number + " is missing");
                }
                return Octets.wrap(row.getBytes(1));
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static IOException failure(SQLException e) {
        return new IOException("the database: " + e.getMessage(), e);
    }

    /** A content that comes in; its last chunk is gathered in memory. Synchronised while more of it may come. */
    private final class NewContent implements Growing {
        private final String name;
        private final List<Octets> gathered = new ArrayList<>();
        private int gatheredLength;
        private int full;

        /** @param full chunks that are written already */
        NewContent(String name, int full) {
            this.name = name;
            this.full = full;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public synchronized void append(Octets octets) throws IOException {
            Octets rest = octets;
            while (!rest.isEmpty()) {
                int taken = Math.min(rest.length(), CHUNK - gatheredLength);
                gathered.add(rest.slice(0, taken));
                gatheredLength += taken;
                rest = rest.from(taken);
                if (gatheredLength == CHUNK) {
                    sync();
                    full++;
                    forget();
                }
            }
        }

        @Override
        public synchronized void sync() throws IOException {
            if (gatheredLength > 0) {
                write(name, full, Octets.concat(gathered));
            }
        }

        @Override
        public ContentReader reader(long length) throws IOException {
            sync();
            return open(name, length);
        }

        @Override
        public synchronized void close() {
            forget();
        }

        private void forget() {
            gathered.clear();
            gatheredLength = 0;
        }
    }

    private final class Chunks implements ContentReader {
        private final String name;
        private final long length;
        private long at;
        private Octets rest = Octets.NONE;

        Chunks(String name, long length) {
            this.name = name;
            this.length = length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public Octets next(int maximum) throws IOException {
            int wanted = (int) Math.min(maximum, length - at);
            List<Octets> pieces = new ArrayList<>();
            int missing = wanted;
            while (missing > 0) {
                if (rest.isEmpty()) {
                    rest = fromHere();
                }
                int taken = Math.min(missing, rest.length());
                pieces.add(rest.slice(0, taken));
                rest = rest.from(taken);
                at += taken;
                missing -= taken;
            }
            return Octets.concat(pieces);
        }

        /** What is left of the chunk. */
        private Octets fromHere() throws IOException {
            int number = (int) (at / CHUNK);
            Octets chunk = read(name, number);
            int passed = (int) (at % CHUNK);
            if (chunk.length() <= passed) {
                throw new DamagedContentException(at, "chunk " + number + " ends there");
            }
            return chunk.from(passed);
        }

        @Override
        public void skip(long octets) {
            at = Math.min(length, at + octets);
            rest = Octets.NONE;
        }

        @Override
        public void close() {
            rest = Octets.NONE;
        }
    }
}
