package org.openx400.mta.smtp.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.MailContent;

/**
 * Keeps the content of a mail until it is committed: a short one in memory, a longer one in a file. It is no store: what has not
 * been committed when the process ends is the peer's still.
 */
final class Spool implements MailContent, AutoCloseable {
    private static final int MEMORY = 64 * 1024;

    private final Path directory;
    private final List<Octets> memory = new ArrayList<>();
    private @Nullable Path file;
    private @Nullable OutputStream out;
    private long length;

    /** @param directory for files, there already */
    Spool(Path directory) {
        this.directory = directory;
    }

    void add(Octets piece) throws IOException {
        if (out == null && length + piece.length() > MEMORY) {
            Path path = Files.createTempFile(directory, "mail-", ".tmp");
            file = path;
            OutputStream begun = Files.newOutputStream(path);
            out = begun;
            for (Octets each : memory) {
                each.writeTo(begun);
            }
            memory.clear();
        }
        length += piece.length();
        if (out == null) {
            memory.add(piece);
        } else {
            piece.writeTo(out);
        }
    }

    /** It is whole. */
    void end() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        } else {
            Octets whole = Octets.concat(memory); // pieces may share large arrays, or be many
            memory.clear();
            memory.add(whole);
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() throws IOException {
        return file == null ? new ByteArrayInputStream(Octets.concat(memory).toArray()) : Files.newInputStream(file);
    }

    /** Forgets it. */
    @Override
    public void close() throws IOException {
        memory.clear();
        try {
            if (out != null) {
                out.close();
                out = null;
            }
        } finally {
            if (file != null) {
                Files.deleteIfExists(file);
                file = null;
            }
        }
    }
}
