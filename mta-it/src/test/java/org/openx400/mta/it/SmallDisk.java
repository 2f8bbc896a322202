package org.openx400.mta.it;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system in memory whose size is changed while it is in use; needs root. Unmounted when closed. */
final class SmallDisk implements AutoCloseable {
    private static final int MOST_TRIES = 20;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** @param size as {@code mount} takes it: {@code 160M} */
    static SmallDisk mount(Path folder, String size) throws IOException, InterruptedException {
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
        return new SmallDisk(folder);
    }

    void size(String size) throws IOException, InterruptedException {
        run("mount", "-o", "remount,size=" + size, folder.toString());
    }

    /** So many octets are free from now on, rounded up to whole pages, beyond what is used now. */
    void leave(long octets) throws IOException, InterruptedException {
        FileStore store = Files.getFileStore(folder);
        for (int tries = 0; ; tries++) {
            long used = store.getTotalSpace() - store.getUnallocatedSpace();
            try {
                size(Long.toString(used + octets));
                return;
            } catch (IOException moreIsUsedMeanwhile) {
                if (tries == MOST_TRIES) {
                    throw moreIsUsedMeanwhile;
                }
            }
        }
    }

    /** Whether it may be written. Fails while a file is open for writing. */
    void writable(boolean may) throws IOException, InterruptedException {
        run("mount", "-o", "remount," + (may ? "rw" : "ro"), folder.toString());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", "--lazy", folder.toString());
    }

    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", List.of(command)) + ": " + output);
        }
    }
}
