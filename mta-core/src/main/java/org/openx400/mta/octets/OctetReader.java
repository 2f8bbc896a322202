package org.openx400.mta.octets;

/** Reads fixed-format fields; each read names its field, so that an error can. Offsets count from the outermost reader. */
public final class OctetReader {
    private final Octets octets;
    private final int base;
    private int position;

    public OctetReader(Octets octets) {
        this(octets, 0);
    }

    OctetReader(Octets octets, int base) {
        this.octets = octets;
        this.base = base;
    }

    public boolean hasMore() {
        return position < octets.length();
    }

    public int remaining() {
        return octets.length() - position;
    }

    /** Offset of the next octet from the start of the outermost reader. */
    public int offset() {
        return base + position;
    }

    public int u8(String field) throws DecodeException {
        need(field, 1);
        return octets.at(position++);
    }

    public int u16(String field) throws DecodeException {
        need(field, 2);
        int value = octets.at(position) << 8 | octets.at(position + 1);
        position += 2;
        return value;
    }

    public Octets take(String field, int count) throws DecodeException {
        need(field, count);
        Octets taken = octets.slice(position, position + count);
        position += count;
        return taken;
    }

    /** A reader bounded to the next {@code count} octets. */
    public OctetReader sub(String field, int count) throws DecodeException {
        int at = offset();
        return new OctetReader(take(field, count), at);
    }

    public Octets rest() {
        Octets rest = octets.from(position);
        position = octets.length();
        return rest;
    }

    public DecodeException error(String field, String problem) {
        return new DecodeException(field, offset(), problem);
    }

    private void need(String field, int count) throws DecodeException {
        if (count < 0 || remaining() < count) {
            throw new DecodeException(field, offset(), "needs " + count + " octets, " + remaining() + " are left");
        }
    }
}
