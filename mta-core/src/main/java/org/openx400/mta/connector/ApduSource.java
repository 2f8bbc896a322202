package org.openx400.mta.connector;

import java.io.IOException;
import org.openx400.mta.octets.Octets;

/** The octets of one MTS-APDU to be transferred, read once from front to back. Reading may block. */
public interface ApduSource extends AutoCloseable {
    /** How many octets there are in all. */
    long length();

    /** The next octets: exactly {@code maximum}, fewer only at the end. */
    Octets next(int maximum) throws IOException;

    @Override
    void close();
}
