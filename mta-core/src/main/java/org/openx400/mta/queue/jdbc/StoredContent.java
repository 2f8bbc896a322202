package org.openx400.mta.queue.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.DamagedContentException;

/** Readers of the two places where content is kept. */
final class StoredContent {
    private StoredContent() {}

    static ContentReader inline(Octets content) {
        return new InRow(content);
    }

    /** Fails when it is not as long as it was written. */
    static ContentReader inline(Octets content, long length) throws DamagedContentException {
        if (content.length() != length) {
            throw new DamagedContentException(
                    Math.min(content.length(), length),
                    "its row has " + content.length() + " octets, not the " + length + " that were written");
        }
        return inline(content);
    }

    /** Takes the channel over. Fails when the file is not as long as it was written. */
    static ContentReader file(FileChannel channel, long length) throws IOException {
        long size = channel.size();
        if (size != length) {
            channel.close();
            throw new DamagedContentException(
                    Math.min(size, length),
                    "its file has " + size + " octets, not the " + length + " that were written");
        }
        return new InFile(channel, length);
    }

    private static final class InRow implements ContentReader {
        private final Octets content;
        private int at;

        InRow(Octets content) {
            this.content = content;
        }

        @Override
        public long length() {
            return content.length();
        }

        @Override
        public Octets next(int maximum) {
            int to = at + Math.min(maximum, content.length() - at);
            Octets piece = content.slice(at, to);
            at = to;
            return piece;
        }

        @Override
        public void close() {
            at = content.length();
        }
    }

    private static final class InFile implements ContentReader {
        private final FileChannel channel;
        private final long length;
        private long at;

        InFile(FileChannel channel, long length) {
            this.channel = channel;
            this.length = length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public Octets next(int maximum) throws IOException {
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(maximum, length - at));
            while (piece.hasRemaining()) {
                int read = channel.read(piece, at);
                if (read < 0) {
                    throw new DamagedContentException(at, "its file ends there, not at octet " + length);
                }
                at += read;
            }
            return Octets.wrap(piece.array());
        }

        @Override
        public void skip(long octets) {
            at = Math.min(length, at + octets);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // It was only read.
            }
        }
    }
}
