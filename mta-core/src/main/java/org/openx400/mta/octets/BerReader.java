package org.openx400.mta.octets;

import org.jspecify.annotations.Nullable;

/**
 * Walks the values of one level of BER (X.690), definite and indefinite, without copying. It is strict about what BER
 * forbids and silent about what BER leaves free (length forms, constructed strings).
 *
 * <p>Guarantees: nothing is allocated from a claimed length; nesting deeper than a limit is refused; each
 * failure tells the octet offset from the start of the outermost value.
 */
public final class BerReader {
    /** Levels of nesting that are followed unless the reader is told otherwise. */
    public static final int MAX_DEPTH = 64;

    private static final Tag.TagClass[] CLASSES = Tag.TagClass.values();

    private final Octets octets;
    private final int base;
    private final int depth;
    private final int maximumDepth;
    private int position;

    public BerReader(Octets octets) {
        this(octets, MAX_DEPTH);
    }

    /** @param maximumDepth levels of nesting that are followed; more are a {@link NestingException} */
    public BerReader(Octets octets, int maximumDepth) {
        this(octets, 0, 0, maximumDepth);
    }

    BerReader(Octets octets, int base, int depth, int maximumDepth) {
        this.octets = octets;
        this.base = base;
        this.depth = depth;
        this.maximumDepth = maximumDepth;
    }

    /** The one value that these octets are; anything behind it is an error. */
    public static Tlv single(Octets octets, String field) throws DecodeException {
        return new BerReader(octets).only(field);
    }

    /** The next value, behind which there must be nothing. */
    public Tlv only(String field) throws DecodeException {
        Tlv tlv = next(field);
        end(field);
        return tlv;
    }

    public boolean hasMore() {
        return position < octets.length();
    }

    public int offset() {
        return base + position;
    }

    /** The next value of this level. */
    public Tlv next(String field) throws DecodeException {
        if (depth >= maximumDepth) {
            throw new NestingException(field, offset(), maximumDepth);
        }
        int start = position;
        Header header = header(field, start);
        int contentsEnd;
        int end;
        if (header.length >= 0) {
            if (header.length > octets.length() - header.contentsAt) {
                throw new DecodeException(
                        field,
                        base + start,
                        "length " + header.length + " runs past the end, " + (octets.length() - header.contentsAt)
                                + " octets are left");
            }
            contentsEnd = header.contentsAt + (int) header.length;
            end = contentsEnd;
        } else {
            contentsEnd = endOfContents(field, header.contentsAt, depth + 1);
            end = contentsEnd + 2;
        }
        position = end;
        return new Tlv(
                header.tag,
                header.constructed,
                octets.slice(header.contentsAt, contentsEnd),
                octets.slice(start, end),
                base + start,
                base + header.contentsAt,
                depth,
                maximumDepth);
    }

    /** The next value if it has this tag, else null and nothing is consumed. */
    public @Nullable Tlv nextIf(Tag tag, String field) throws DecodeException {
        if (!hasMore()) {
            return null;
        }
        int start = position;
        Tlv tlv = next(field);
        if (tlv.tag().equals(tag)) {
            return tlv;
        }
        position = start;
        return null;
    }

    /** The next value, which must have this tag. */
    public Tlv expect(Tag tag, String field) throws DecodeException {
        if (!hasMore()) {
            throw new DecodeException(field, offset(), tag + " is missing");
        }
        int at = offset();
        Tlv tlv = next(field);
        if (!tlv.tag().equals(tag)) {
            throw new DecodeException(field, at, "expected " + tag + ", found " + tlv.tag());
        }
        return tlv;
    }

    /** Fails if anything is left at this level. */
    public void end(String field) throws DecodeException {
        if (hasMore()) {
            throw new DecodeException(field, offset(), (octets.length() - position) + " octets too many");
        }
    }

    private record Header(Tag tag, boolean constructed, int contentsAt, long length) {}

    private Header header(String field, int start) throws DecodeException {
        int at = start;
        int first = octet(field, at++, start);
        Tag.TagClass tagClass = CLASSES[first >> 6];
        int number = first & 0x1f;
        if (number == 0x1f) {
            number = 0;
            int octet;
            int count = 0;
            do {
                octet = octet(field, at++, start);
                if (count == 0 && octet == 0x80) {
                    throw new DecodeException(field, base + start, "tag number has a leading zero");
                }
                if (++count > 4) {
                    throw new DecodeException(field, base + start, "tag number is too large");
                }
                number = number << 7 | octet & 0x7f;
            } while ((octet & 0x80) != 0);
        }
        boolean constructed = (first & 0x20) != 0;
        long length = octet(field, at++, start);
        if (length == 0x80) {
            if (!constructed) {
                throw new DecodeException(field, base + start, "indefinite length of a primitive value");
            }
            length = -1;
        } else if (length > 0x80) {
            int count = (int) length & 0x7f;
            if (count == 0x7f) {
                throw new DecodeException(field, base + start, "length octet FF is reserved");
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                int octet = octet(field, at++, start);
                if (length >> 23 != 0) {
                    throw new DecodeException(field, base + start, "length is over 2 GiB");
                }
                length = length << 8 | octet;
            }
        }
        return new Header(new Tag(tagClass, number), constructed, at, length);
    }

    private int endOfContents(String field, int from, int level) throws DecodeException {
        int at = from;
        while (true) {
            if (level > maximumDepth) {
                throw new NestingException(field, base + at, maximumDepth);
            }
            if (octets.length() - at < 2) {
                throw new DecodeException(field, base + at, "end-of-contents octets are missing");
            }
            if (octets.at(at) == 0 && octets.at(at + 1) == 0) {
                return at;
            }
            Header header = header(field, at);
            if (header.length >= 0) {
                if (header.length > octets.length() - header.contentsAt) {
                    throw new DecodeException(field, base + at, "length " + header.length + " runs past the end");
                }
                at = header.contentsAt + (int) header.length;
            } else {
                at = endOfContents(field, header.contentsAt, level + 1) + 2;
            }
        }
    }

    private int octet(String field, int at, int start) throws DecodeException {
        if (at >= octets.length()) {
            throw new DecodeException(field, base + start, "identifier or length octets are cut off");
        }
        return octets.at(at);
    }
}
