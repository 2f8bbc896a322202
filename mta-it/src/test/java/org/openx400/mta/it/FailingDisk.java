package org.openx400.mta.it;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system of its own whose device fails to write when it is told to: an ext2 in a sparse file on a {@link SmallDisk}
 * that has no room for another block. The kernel takes what is written into memory, and tells when it is synchronised.
 */
final class FailingDisk implements AutoCloseable {
    private static final long SIZE = 400_000_000;
    private static final String ROOM = "100M";

    private final Path folder;
    private final SmallDisk device;

    private FailingDisk(Path folder, SmallDisk device) {
        this.folder = folder;
        this.device = device;
    }

    /** @param below where the device may be */
    static FailingDisk mount(Path folder, Path below) throws IOException, InterruptedException {
        SmallDisk device = SmallDisk.mount(Files.createDirectories(below), ROOM);
        try {
            Path image = below.resolve("image");
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(SIZE);
            }
            SmallDisk.run("mkfs.ext2", "-q", "-F", "-N", "4096", image.toString());
            SmallDisk.run("mount", "-o", "loop,errors=continue", image.toString(), folder.toString());
            return new FailingDisk(folder, device);
        } catch (IOException e) {
            device.close();
            throw e;
        }
    }

    void fail() throws IOException, InterruptedException {
        SmallDisk.run("sync", "-f", folder.toString());
        device.leave(0);
    }

    void work() throws IOException, InterruptedException {
        device.size(ROOM);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        SmallDisk.run("umount", "--lazy", folder.toString());
        device.close();
    }
}
