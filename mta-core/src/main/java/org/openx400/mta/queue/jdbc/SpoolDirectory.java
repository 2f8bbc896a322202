package org.openx400.mta.queue.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.DamagedContentException;
import org.openx400.mta.queue.QueueException;

/**
 * Large contents as files, one per message. A file is synchronised, and its directory behind its creation, before the row
 * that names it is committed.
 */
final class SpoolDirectory implements LargeContents {
    /** A few at once: the file system's journal merges synchronisations that run side by side. */
    private static final int SYNC_THREADS = 4;

    private static final String FOLDER = "spool";

    private final Path directory;
    private final ExecutorService syncs = Executors.newFixedThreadPool(SYNC_THREADS, task -> {
        Thread thread = new Thread(task, "queue-sync");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong created = new AtomicLong();
    private final Object directorySync = new Object();
    private long synchronisedUpTo;

    private SpoolDirectory(Path directory) {
        this.directory = directory;
    }

    /** Makes it when it is missing. */
    static SpoolDirectory make(Path dataDirectory) throws IOException {
        Path directory = Files.createDirectories(dataDirectory.resolve(FOLDER));
        sync(dataDirectory);
        return new SpoolDirectory(directory);
    }

    /** Changes nothing. */
    static SpoolDirectory existing(Path dataDirectory) {
        return new SpoolDirectory(dataDirectory.resolve(FOLDER));
    }

    @Override
    public Growing create() throws IOException {
        String name = UUID.randomUUID().toString();
        FileChannel channel =
                FileChannel.open(directory.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new NewFile(name, channel, created.incrementAndGet());
    }

    @Override
    public Growing reopen(String fileName, long length) throws IOException {
        FileChannel channel = FileChannel.open(directory.resolve(fileName), StandardOpenOption.WRITE);
        if (channel.size() < length) {
            long there = channel.size();
            channel.close();
            throw new DamagedContentException(there, "the content file has " + there + " octets, not " + length);
        }
        channel.truncate(length).position(length);
        return new NewFile(fileName, channel, 0);
    }

    @Override
    public String claim(WriterSession session, String fileName) {
        return fileName; // whoever wrote it before had the store's lock, and has it no more
    }

    @Override
    public boolean isOurs(String fileName) {
        return true;
    }

    @Override
    public ContentReader open(String fileName, long length) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(directory.resolve(fileName), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new DamagedContentException(0, "its file is missing");
        }
        return StoredContent.file(channel, length);
    }

    @Override
    public void confirm(WriterSession session, String fileName, long length) {
        // Only the holder of the store's lock removes files, and it holds the lock.
    }

    @Override
    public ExecutorService syncs() {
        return syncs;
    }

    /** Returns when the directory entry of the file is on stable storage; one synchronisation serves all files before it. */
    private void syncEntryOf(NewFile file) throws IOException {
        synchronized (directorySync) {
            if (synchronisedUpTo < file.number) {
                long upTo = created.get();
                sync(directory);
                synchronisedUpTo = upTo;
            }
        }
    }

    @Override
    public void remove(String fileName) {
        try {
            Files.deleteIfExists(directory.resolve(fileName));
        } catch (IOException e) {
            // Nobody looks at it any more.
        }
    }

    @Override
    public int sweep(InUse inUse) throws IOException, QueueException {
        int removed = 0;
        for (String name : names()) {
            if (!inUse.test(name)) {
                Files.deleteIfExists(directory.resolve(name));
                removed++;
            }
        }
        return removed;
    }

    @Override
    public List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    @Override
    public void close() {
        syncs.shutdown();
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** A file that is written; its number is 0 when its directory entry is on stable storage already. */
    private final class NewFile implements Growing {
        private final String name;
        private final FileChannel channel;
        private final long number;

        NewFile(String name, FileChannel channel, long number) {
            this.name = name;
            this.channel = channel;
            this.number = number;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void append(Octets octets) throws IOException {
            ByteBuffer buffer = octets.asBuffer();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void sync() throws IOException {
            channel.force(false);
            syncEntryOf(this);
        }

        @Override
        public ContentReader reader(long length) throws IOException {
            return open(name, length);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // What was written is on stable storage already, or not wanted.
            }
        }
    }
}
