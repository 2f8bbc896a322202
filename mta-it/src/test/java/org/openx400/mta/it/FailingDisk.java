package org.openx400.mta.it;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system of its own, in a sparse file on a {@link SmallDisk}. One of type ext2 fails to write when it is told to: then
 * there is no room for another block; the kernel takes what is written into memory, and tells when it is synchronised. One
 * of type ext4 can be aborted: it is read-only from then on, and keeps only what was synchronised.
 */
final class FailingDisk implements AutoCloseable {
    private static final long SIZE = 400_000_000;
    private static final String ROOM = "250M";

    private final Path folder;
    private final Path image;
    private final SmallDisk device;

    private FailingDisk(Path folder, Path image, SmallDisk device) {
        this.folder = folder;
        this.image = image;
        this.device = device;
    }

    private void mount(Path from) throws IOException, InterruptedException {
        SmallDisk.run("mount", "-o", "loop,errors=continue", from.toString(), folder.toString());
    }

    /** @param below where the device may be */
    static FailingDisk mount(Path folder, Path below, String type) throws IOException, InterruptedException {
        SmallDisk device = SmallDisk.mount(Files.createDirectories(below), ROOM);
        try {
            Path image = below.resolve("image");
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(SIZE);
            }
            SmallDisk.run("mkfs." + type, "-q", "-F", "-N", "4096", image.toString());
            FailingDisk disk = new FailingDisk(folder, image, device);
            disk.mount(image);
            return disk;
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

    void abort() throws IOException, InterruptedException {
        SmallDisk.run("mount", "-o", "remount,abort", folder.toString());
    }

    /** As after a loss of power: what the device has got so far is mounted. */
    void replayJournal() throws IOException, InterruptedException {
        Path copy = image.resolveSibling("copy");
        SmallDisk.run("cp", "--sparse=always", image.toString(), copy.toString());
        SmallDisk.run("umount", "--lazy", folder.toString());
        mount(copy);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        SmallDisk.run("umount", "--lazy", folder.toString());
        device.close();
    }
}
