package org.openx400.mta.queue.jdbc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.openx400.mta.queue.QueueException;

/**
 * The files of large contents, one per message. A file is synchronised, and its directory behind its creation, before the
 * row that names it is committed; it is removed after the commit that deletes the row. So a file without a row is a
 * left-over, which {@link #sweep} removes at start.
 */
final class SpoolDirectory implements AutoCloseable {
    /** A few at once: the file system's journal merges synchronisations that run side by side. */
    private static final int SYNC_THREADS = 4;

    /** Asks whether a message has the file. */
    interface FileInUse {
        boolean test(String fileName) throws QueueException;
    }

    private final Path directory;
    private final ExecutorService syncs = Executors.newFixedThreadPool(SYNC_THREADS, task -> {
        Thread thread = new Thread(task, "queue-sync");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong created = new AtomicLong();
    private final Object directorySync = new Object();
    private long synchronisedUpTo;

    SpoolDirectory(Path dataDirectory) throws IOException {
        directory = Files.createDirectories(dataDirectory.resolve("spool"));
        sync(dataDirectory);
    }

    /** A file that was just created. */
    record NewFile(String name, FileChannel channel, long number) {}

    NewFile create() throws IOException {
        String name = UUID.randomUUID().toString();
        FileChannel channel =
                FileChannel.open(directory.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new NewFile(name, channel, created.incrementAndGet());
    }

    FileChannel open(String fileName) throws IOException {
        return FileChannel.open(directory.resolve(fileName), StandardOpenOption.READ);
    }

    /** Where synchronisations run. */
    ExecutorService syncs() {
        return syncs;
    }

    /** Returns when the directory entry of the file is on stable storage; one synchronisation serves all files before it. */
    void syncEntryOf(NewFile file) throws IOException {
        synchronized (directorySync) {
            if (synchronisedUpTo < file.number()) {
                long upTo = created.get();
                sync(directory);
                synchronisedUpTo = upTo;
            }
        }
    }

    /** Removes the file; one that cannot be removed now is swept at the next start. */
    void remove(String fileName) {
        try {
            Files.deleteIfExists(directory.resolve(fileName));
        } catch (IOException e) {
            // Nobody looks at it any more.
        }
    }

    /** Removes the files that no message has. Returns how many. */
    int sweep(FileInUse inUse) throws IOException, QueueException {
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (!inUse.test(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                    removed++;
                }
            }
        }
        return removed;
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
}
