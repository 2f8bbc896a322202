package org.openx400.mta.queue;

import java.io.IOException;
import org.openx400.mta.octets.Octets;

/** Reads stored content from front to back. */
public interface ContentReader extends AutoCloseable {
    long length();

    /** The next octets: exactly {@code maximum}, fewer only at the end, none behind it. */
    Octets next(int maximum) throws IOException;

    @Override
    void close();
}
