package org.openx400.mta.resolve;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A file of names, read again when it, or a file that it includes, has changed. */
final class FileSource implements NameSource {
    private final String name;
    private final Path file;
    private final Function<String, Optional<String>> askedFor;
    private final Format format;
    private @Nullable Read read;

    /** How such a file is read. */
    interface Format {
        /** @throws IOException if the file itself cannot be read; the message names it */
        NameTable read(Path file, WatchedFiles files) throws IOException;
    }

    private record Read(NameTable table, WatchedFiles files) {}

    /** @param askedFor the name under which a host is in the file; empty if the file is not asked for it */
    FileSource(String name, Path file, Function<String, Optional<String>> askedFor, Format format) {
        this.name = name;
        this.file = file;
        this.askedFor = askedFor;
        this.format = format;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Answer<InetAddress> addresses(String host) {
        Optional<String> key = askedFor.apply(host);
        if (key.isEmpty()) {
            return NetbiosNames.notAsked();
        }
        try {
            return table().addresses(key.get());
        } catch (IOException e) {
            return new Answer.Failed<>(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Answer<String> names(InetAddress address) {
        try {
            return table().names(address);
        } catch (IOException e) {
            return new Answer.Failed<>(String.valueOf(e.getMessage()));
        }
    }

    private synchronized NameTable table() throws IOException {
        Read current = read;
        if (current == null || current.files().changed()) {
            WatchedFiles files = new WatchedFiles();
            current = new Read(format.read(file, files), files);
            read = current;
        }
        return current.table();
    }
}
