package org.openx400.mta.octets;

import java.util.Arrays;

/**
 * Gathers the segments of one data unit up to a limit. Time and memory are linear in what was gathered, however small
 * the segments are.
 */
public final class OctetCollector {
    private static final int FIRST_CAPACITY = 4096;

    private final int limit;
    private byte[] gathered = new byte[0];
    private int length;

    /** @param limit most octets that one data unit may have */
    public OctetCollector(int limit) {
        this.limit = limit;
    }

    /** Adds a segment, unless the data unit would become longer than the limit: then nothing changes and it is false. */
    public boolean add(Octets segment) {
        if (segment.length() > limit - length) {
            return false;
        }
        int needed = length + segment.length();
        if (needed > gathered.length) {
            long doubled = Math.max(FIRST_CAPACITY, 2L * needed);
            gathered = Arrays.copyOf(gathered, (int) Math.min(limit, doubled));
        }
        segment.copyTo(gathered, length);
        length = needed;
        return true;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** The data unit that was gathered; the collector is empty afterwards. */
    public Octets take() {
        Octets whole = Octets.wrap(gathered, 0, length);
        clear();
        return whole;
    }

    public void clear() {
        gathered = new byte[0];
        length = 0;
    }
}
