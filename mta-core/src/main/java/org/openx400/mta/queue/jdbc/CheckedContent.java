package org.openx400.mta.queue.jdbc;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.DamagedContentException;

/** Hands on the octets of a content block by block, each when its {@linkplain BlockSums checksum} was found to be right. */
final class CheckedContent implements ContentReader {
    private final ContentReader content;
    private final Octets sums;
    private long at;
    /** Checked and not handed on yet; it ends with a block. */
    private Octets rest = Octets.NONE;

    private CheckedContent(ContentReader content, Octets sums) {
        this.content = content;
        this.sums = sums;
    }

    /**
     * Takes the reader over.
     *
     * @param sums as they are stored; null when there are none, then nothing is checked
     */
    static ContentReader of(ContentReader content, @Nullable Octets sums) throws DamagedContentException {
        if (sums == null) {
            return content;
        }
        long wanted = BlockSums.storedLength(content.length());
        if (sums.length() != wanted) {
            content.close();
            throw new DamagedContentException(
                    0, "its checksums have " + sums.length() + " octets, not the " + wanted + " that were written");
        }
        return new CheckedContent(content, sums);
    }

    @Override
    public long length() {
        return content.length();
    }

    @Override
    public Octets next(int maximum) throws IOException {
        int wanted = (int) Math.min(maximum, length() - at);
        Octets first = rest.slice(0, Math.min(wanted, rest.length()));
        rest = rest.from(first.length());
        at += first.length();
        int missing = wanted - first.length();
        if (missing == 0) {
            return first;
        }
        Octets read = blocksFor(missing);
        rest = read.from(missing);
        at += missing;
        return first.isEmpty() ? read.slice(0, missing) : Octets.concat(first, read.slice(0, missing));
    }

    /** Reads the blocks from here on that have so many octets. */
    private Octets blocksFor(int octets) throws IOException {
        long blocks = (octets + BlockSums.BLOCK - 1L) / BlockSums.BLOCK;
        Octets read = content.next((int) Math.min(length() - at, blocks * BlockSums.BLOCK));
        for (int from = 0; from < read.length(); from += BlockSums.BLOCK) {
            check(at + from, read.slice(from, Math.min(read.length(), from + BlockSums.BLOCK)));
        }
        return read;
    }

    private void check(long octet, Octets block) throws DamagedContentException {
        int number = (int) (octet / BlockSums.BLOCK);
        int written = sums.slice(number * BlockSums.SUM, (number + 1) * BlockSums.SUM)
                .asBuffer()
                .getInt();
        int read = (int) BlockSums.of(block);
        if (read != written) {
            throw new DamagedContentException(
                    octet,
                    "the " + block.length() + " octets from there on have the checksum " + Integer.toHexString(read)
                            + ", not the " + Integer.toHexString(written) + " with which they were written");
        }
    }

    /** Of what is passed over, only the block is read in which it ends. */
    @Override
    public void skip(long octets) throws IOException {
        long target = Math.min(length(), at + octets);
        if (target - at > rest.length()) {
            long read = at + rest.length();
            long block = target / BlockSums.BLOCK * BlockSums.BLOCK;
            rest = Octets.NONE;
            at = read;
            if (block > read) {
                content.skip(block - read);
                at = block;
            }
        }
        next((int) (target - at));
    }

    @Override
    public void close() {
        rest = Octets.NONE;
        content.close();
    }
}
