package org.openx400.mta.queue.jdbc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.ContentReader;

/**
 * CRC-32C of each block of a content that is being written: {@value #BLOCK} octets, the last block what there is of it. They
 * are stored one behind the other with {@value #SUM} octets each, and {@link CheckedContent} reads by them.
 */
final class BlockSums {
    static final int BLOCK = 64 * 1024;
    static final int SUM = Integer.BYTES;

    private final ByteArrayOutputStream full = new ByteArrayOutputStream();
    private final CRC32C last = new CRC32C();
    private int lastLength;

    /** CRC-32C, 0..2^32-1. */
    static long of(Octets octets) {
        CRC32C sum = new CRC32C();
        octets.checksum(sum);
        return sum.getValue();
    }

    /** How many octets the stored sums of a content have. */
    static long storedLength(long contentLength) {
        return (contentLength + BLOCK - 1) / BLOCK * SUM;
    }

    /**
     * Those of a content that goes on.
     *
     * @param stored its sums, or null when it has none: then all of it is read
     * @param content its octets, checked where there are sums
     */
    static BlockSums goingOn(@Nullable Octets stored, ContentReader content) throws IOException {
        BlockSums sums = new BlockSums();
        if (stored != null) {
            int blocks = Math.toIntExact(content.length() / BLOCK);
            sums.full.writeBytes(stored.slice(0, blocks * SUM).toArray());
            content.skip((long) blocks * BLOCK);
        }
        for (Octets piece = content.next(BLOCK); !piece.isEmpty(); piece = content.next(BLOCK)) {
            sums.add(piece);
        }
        return sums;
    }

    /** The next octets of the content. */
    void add(Octets octets) {
        Octets rest = octets;
        while (!rest.isEmpty()) {
            int taken = Math.min(rest.length(), BLOCK - lastLength);
            rest.slice(0, taken).checksum(last);
            lastLength += taken;
            rest = rest.from(taken);
            if (lastLength == BLOCK) {
                full.writeBytes(encoded(last));
                last.reset();
                lastLength = 0;
            }
        }
    }

    /** As they are stored, of what was added so far. */
    Octets stored() {
        Octets sums = Octets.wrap(full.toByteArray());
        return lastLength == 0 ? sums : Octets.concat(sums, Octets.wrap(encoded(last)));
    }

    private static byte[] encoded(CRC32C sum) {
        return ByteBuffer.allocate(SUM).putInt((int) sum.getValue()).array();
    }
}
