package org.openx400.mta.rfc1006.host;

import java.io.IOException;
import java.util.Random;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/** An APDU in memory, which can be made to break. */
final class MemoryApdu implements ApduSource {
    final Octets octets;
    volatile boolean closed;
    private final int breaksAt;
    private int at;

    private MemoryApdu(Octets octets, int breaksAt) {
        this.octets = octets;
        this.breaksAt = breaksAt;
    }

    static MemoryApdu of(int contentLength) {
        return new MemoryApdu(random(contentLength), Integer.MAX_VALUE);
    }

    static MemoryApdu breakingAt(int contentLength, int breaksAt) {
        return new MemoryApdu(random(contentLength), breaksAt);
    }

    private static Octets random(int contentLength) {
        byte[] content = new byte[contentLength];
        new Random(contentLength).nextBytes(content);
        return Ber.primitive(Tag.OCTET_STRING, Octets.wrap(content));
    }

    @Override
    public long length() {
        return octets.length();
    }

    @Override
    public Octets next(int maximum) throws IOException {
        int to = Math.min(octets.length(), at + maximum);
        if (to > breaksAt) {
            throw new IOException("the disk is gone");
        }
        Octets next = octets.slice(at, to);
        at = to;
        return next;
    }

    @Override
    public Octets identity() {
        return octets.slice(0, Math.min(octets.length(), 100));
    }

    @Override
    public void position(long octet) {
        at = (int) octet;
    }

    @Override
    public void close() {
        closed = true;
    }
}
