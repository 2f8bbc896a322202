package org.openx400.mta.octets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Checksum;

/**
 * An immutable run of octets. Slices share the underlying array, so cutting and carrying content costs no copy.
 * Equality is by value; {@link #toString()} is hexadecimal.
 */
public final class Octets implements Comparable<Octets> {
    /** No octets at all. */
    public static final Octets NONE = new Octets(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Octets(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** Copies the array. */
    public static Octets copyOf(byte[] array) {
        return array.length == 0 ? NONE : new Octets(array.clone(), 0, array.length);
    }

    /** Copies what remains of the buffer and advances it. */
    public static Octets copyOf(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return wrap(copy);
    }

    /** Takes the array over without a copy: the caller must never write to it again. */
    public static Octets wrap(byte[] array) {
        return array.length == 0 ? NONE : new Octets(array, 0, array.length);
    }

    /** Takes part of the array over without a copy: the caller must never write to it again. */
    public static Octets wrap(byte[] array, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, array.length);
        return length == 0 ? NONE : new Octets(array, offset, length);
    }

    /** From given octet values; each is cut to eight bits. */
    public static Octets of(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return wrap(bytes);
    }

    /** From hexadecimal text; white space is ignored. */
    public static Octets hex(String text) {
        return wrap(HexFormat.of().parseHex(text.replaceAll("\\s+", "")));
    }

    /** From text, one octet per character (ISO 8859-1). */
    public static Octets latin1(String text) {
        return wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** From text as UTF-8. */
    public static Octets utf8(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** All parts behind one another. */
    public static Octets concat(Octets... parts) {
        return concat(Arrays.asList(parts));
    }

    /** All parts behind one another. */
    public static Octets concat(List<Octets> parts) {
        int total = 0;
        for (Octets part : parts) {
            total = Math.addExact(total, part.length);
        }
        byte[] whole = new byte[total];
        int at = 0;
        for (Octets part : parts) {
            System.arraycopy(part.array, part.offset, whole, at, part.length);
            at += part.length;
        }
        return wrap(whole);
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** The octet at the index as 0..255. */
    public int at(int index) {
        java.util.Objects.checkIndex(index, length);
        return array[offset + index] & 0xff;
    }

    /** Octets {@code from} (inclusive) to {@code to} (exclusive), sharing the array. */
    public Octets slice(int from, int to) {
        java.util.Objects.checkFromToIndex(from, to, length);
        return from == to ? NONE : new Octets(array, offset + from, to - from);
    }

    public Octets from(int index) {
        return slice(index, length);
    }

    /** Whether the array that is shared has no more than twice as many octets. */
    public boolean isCompact() {
        return array.length / 2 <= length;
    }

    /** The same octets, fit to be kept: a copy if they are but a small part of the array that they share. */
    public Octets compact() {
        return isCompact() ? this : wrap(toArray());
    }

    public OctetReader reader() {
        return new OctetReader(this);
    }

    /** A reader whose offsets count from {@code base}, where these octets are in the outermost value. */
    public OctetReader readerAt(int base) {
        return new OctetReader(this, base);
    }

    /** A copy as an array. */
    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** As an array that is never to be written to: a copy only if these octets are part of a larger array. */
    public byte[] asArray() {
        return length == array.length ? array : toArray();
    }

    /** A read-only view; no copy. */
    public ByteBuffer asBuffer() {
        return ByteBuffer.wrap(array, offset, length).asReadOnlyBuffer().slice();
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(array, offset, length);
    }

    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    public void digest(MessageDigest digest) {
        digest.update(array, offset, length);
    }

    public void checksum(Checksum sum) {
        sum.update(array, offset, length);
    }

    public String toText(Charset charset) {
        return new String(array, offset, length, charset);
    }

    /** One character per octet (ISO 8859-1). */
    public String toLatin1() {
        return toText(StandardCharsets.ISO_8859_1);
    }

    public String toHex() {
        return HexFormat.of().formatHex(array, offset, offset + length);
    }

    @Override
    public int compareTo(Octets other) {
        return Arrays.compareUnsigned(
                array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets o
                && Arrays.equals(array, offset, offset + length, o.array, o.offset, o.offset + o.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return toHex();
    }
}
