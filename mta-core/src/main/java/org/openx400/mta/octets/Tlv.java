package org.openx400.mta.octets;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;

/**
 * One BER value as it stands in its octets.
 *
 * @param tag identifier without the constructed bit
 * @param constructed whether the contents are values themselves
 * @param contents contents octets, without end-of-contents octets
 * @param encoding the whole value: identifier, length, contents and, if indefinite, end-of-contents octets
 * @param offset of the identifier octet from the start of the outermost value
 * @param contentsOffset of the first contents octet from the start of the outermost value
 * @param depth level of nesting, 0 for the outermost
 * @param maximumDepth levels of nesting that are followed
 */
public record Tlv(
        Tag tag,
        boolean constructed,
        Octets contents,
        Octets encoding,
        int offset,
        int contentsOffset,
        int depth,
        int maximumDepth) {

    /** A reader of the values inside; a primitive value has none and is refused. */
    public BerReader children(String field) throws DecodeException {
        if (!constructed) {
            throw error(field, "a constructed value was expected");
        }
        return new BerReader(contents, contentsOffset, depth + 1, maximumDepth);
    }

    /** The single value inside an explicit tag. */
    public Tlv explicit(String field) throws DecodeException {
        BerReader inner = children(field);
        if (!inner.hasMore()) {
            throw error(field, "explicit tag " + tag + " is empty");
        }
        Tlv value = inner.next(field);
        inner.end(field);
        return value;
    }

    public boolean is(Tag other) {
        return tag.equals(other);
    }

    /** INTEGER or ENUMERATED contents under whatever tag, of any size up to 64 octets. */
    public BigInteger bigInteger(String field) throws DecodeException {
        primitive(field);
        if (contents.isEmpty() || contents.length() > 64) {
            throw error(field, "INTEGER of " + contents.length() + " octets");
        }
        return new BigInteger(contents.toArray());
    }

    /** INTEGER or ENUMERATED contents that must lie between the bounds, both inclusive. */
    public int integer(String field, int min, int max) throws DecodeException {
        BigInteger value = bigInteger(field);
        if (value.bitLength() > 31 || value.intValue() < min || value.intValue() > max) {
            throw error(field, value + " is not between " + min + " and " + max);
        }
        return value.intValue();
    }

    /** BOOLEAN contents. */
    public boolean bool(String field) throws DecodeException {
        primitive(field);
        if (contents.length() != 1) {
            throw error(field, "BOOLEAN of " + contents.length() + " octets");
        }
        return contents.at(0) != 0;
    }

    /** NULL contents. */
    public void nullValue(String field) throws DecodeException {
        if (!contents.isEmpty()) {
            throw error(field, "NULL of " + contents.length() + " octets");
        }
    }

    /** String contents, the segments of a constructed one joined (X.690 8.7.3, 8.21). */
    public Octets string(String field) throws DecodeException {
        if (!constructed) {
            return contents;
        }
        List<Octets> segments = new ArrayList<>();
        BerReader reader = children(field);
        while (reader.hasMore()) {
            segments.add(reader.next(field).string(field));
        }
        return segments.size() == 1 ? segments.get(0) : Octets.concat(segments);
    }

    /** BIT STRING contents: the octets behind the unused-bits octet, which must be right. Unused bits read as zero. */
    public BitString bitString(String field) throws DecodeException {
        if (!constructed) {
            return BitString.decode(contents, this, field);
        }
        List<Octets> segments = new ArrayList<>();
        int unused = 0;
        BerReader reader = children(field);
        while (reader.hasMore()) {
            if (unused != 0) {
                throw error(field, "only the last segment of a BIT STRING may have unused bits");
            }
            BitString segment = reader.next(field).bitString(field);
            segments.add(segment.octets());
            unused = segment.octets().length() * 8 - segment.length();
        }
        Octets joined = Octets.concat(segments);
        return new BitString(joined, joined.length() * 8 - unused);
    }

    /** OBJECT IDENTIFIER contents, in dotted form. */
    public String objectIdentifier(String field) throws DecodeException {
        primitive(field);
        if (contents.isEmpty() || contents.length() > 127) {
            throw error(field, "OBJECT IDENTIFIER of " + contents.length() + " octets");
        }
        byte[] der = new byte[contents.length() + 2];
        der[0] = 6;
        der[1] = (byte) contents.length();
        contents.copyTo(der, 2);
        try {
            return ((ASN1ObjectIdentifier) ASN1Primitive.fromByteArray(der)).getId();
        } catch (IOException | IllegalArgumentException e) {
            throw error(field, "not an OBJECT IDENTIFIER");
        }
    }

    public DecodeException error(String field, String problem) {
        return new DecodeException(field, offset, problem);
    }

    private void primitive(String field) throws DecodeException {
        if (constructed) {
            throw error(field, "a primitive value was expected");
        }
    }
}
