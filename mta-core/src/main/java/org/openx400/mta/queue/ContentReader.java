package org.openx400.mta.queue;

import java.io.IOException;
import org.openx400.mta.octets.Octets;

/** Reads stored content from front to back. */
public interface ContentReader extends AutoCloseable {
    /** How much {@link #skip} reads at a time where it has to read. */
    int SKIPPED_AT_ONCE = 256 * 1024;

    long length();

    /** The next octets: exactly {@code maximum}, fewer only at the end, none behind it. */
    Octets next(int maximum) throws IOException;

    /** Passes over so many octets, or all that are left. */
    default void skip(long octets) throws IOException {
        long left = octets;
        while (left > 0) {
            int passed = next((int) Math.min(left, SKIPPED_AT_ONCE)).length();
            if (passed == 0) {
                return;
            }
            left -= passed;
        }
    }

    @Override
    void close();
}
