package org.openx400.mta.connector;

import java.io.IOException;
import org.openx400.mta.octets.Octets;

/** The octets of one MTS-APDU to be transferred, read from front to back. Reading may block. */
public interface ApduSource extends AutoCloseable {
    /** How many octets there are in all. */
    long length();

    /** The next octets: exactly {@code maximum}, fewer only at the end. */
    Octets next(int maximum) throws IOException;

    /**
     * Equal for two sources, while this process runs, only if their octets are; empty for a source that cannot tell, whose
     * transfer is not resumed.
     */
    default Octets identity() {
        return Octets.NONE;
    }

    /**
     * The next octet to be read is this one, 0 the first.
     *
     * @throws IOException also from a source that has no identity
     */
    default void position(long octet) throws IOException {
        throw new IOException("is read once only");
    }

    @Override
    void close();
}
