package org.openx400.mta.queue.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.queue.StoreInUseException;

/** Keeps a second process out of the store. The operating system releases it with the process, however that ends. */
final class StoreLock implements Closeable {
    private static final String DRIVER_FILES = "sqlite-*-libsqlitejdbc.so*";

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    static StoreLock take(Path dataDirectory) throws StoreInUseException, IOException {
        Files.createDirectories(dataDirectory);
        Path file = dataDirectory.resolve("queue.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            String holder = Files.readString(file).strip();
            channel.close();
            throw new StoreInUseException("The queue in " + dataDirectory + " is in use by process " + holder
                    + ": only one may have it open");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        removeDriversOfThePast(dataDirectory);
        return new StoreLock(channel);
    }

    /** The driver unpacks its native library here and removes it at its end, unless it is killed. */
    private static void removeDriversOfThePast(Path dataDirectory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(dataDirectory, DRIVER_FILES)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
