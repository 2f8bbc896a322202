package org.openx400.mta.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.octets.Octets;

/**
 * A folder of files. What is delivered under a name becomes {@code name.p1}, the MTS-APDU, and {@code name.json}, its
 * summary. Both appear whole and are on stable storage before {@link #deliver} returns; the summary appears last, so
 * what has one is complete. The same name again replaces both.
 */
public final class Mailbox {
    private static final int PIECE = 64 * 1024;

    private final Path folder;

    public Mailbox(Path folder) {
        this.folder = folder;
    }

    /**
     * Blocks until everything is on stable storage. The source is closed in every case.
     *
     * @throws IOException if the folder cannot be written; the same delivery may be tried again
     */
    public void deliver(String name, ApduSource apdu, DeliverySummary summary) throws IOException {
        try (apdu) {
            Files.createDirectories(folder);
            write(name + ".p1", apdu);
            write(name + ".json", summary.toJson());
            syncFolder();
        }
    }

    private void write(String fileName, ApduSource apdu) throws IOException {
        Path unfinished = unfinished(fileName);
        try (FileChannel file = create(unfinished)) {
            for (Octets piece = apdu.next(PIECE); !piece.isEmpty(); piece = apdu.next(PIECE)) {
                write(file, piece);
            }
            file.force(true);
        }
        finish(unfinished, fileName);
    }

    private void write(String fileName, Octets whole) throws IOException {
        Path unfinished = unfinished(fileName);
        try (FileChannel file = create(unfinished)) {
            write(file, whole);
            file.force(true);
        }
        finish(unfinished, fileName);
    }

    private static void write(FileChannel file, Octets piece) throws IOException {
        ByteBuffer buffer = piece.asBuffer();
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    private Path unfinished(String fileName) {
        return folder.resolve("." + fileName + ".tmp");
    }

    private static FileChannel create(Path path) throws IOException {
        return FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    private void finish(Path unfinished, String fileName) throws IOException {
        Files.move(
                unfinished,
                folder.resolve(fileName),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private void syncFolder() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
