package org.openx400.mta.cli;

import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.octets.Octets;

/** Octets that are in memory already, as a source. */
final class OctetsSource implements ApduSource {
    private final Octets octets;
    private int position;

    OctetsSource(Octets octets) {
        this.octets = octets;
    }

    @Override
    public long length() {
        return octets.length();
    }

    @Override
    public Octets next(int maximum) {
        int end = Math.min(octets.length(), position + maximum);
        Octets piece = octets.slice(position, end);
        position = end;
        return piece;
    }

    @Override
    public void close() {
        // nothing to give back
    }
}
