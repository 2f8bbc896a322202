package org.openx400.mta.rfc1006.rtse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.OctetReader;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/**
 * Takes the EXTERNAL off an APDU as the octets come: {@code 28 L [06 ..] 02 .. [07 ..] A0 L apdu}, with definite and
 * indefinite lengths, and octet-aligned as well. A direct reference alone will do: there is only one abstract syntax that
 * it can mean. Never keeps more than the header and the closing end-of-contents.
 */
final class ExternalUnwrapper implements ApduUnwrapper {
    private static final int LONGEST_HEADER = 512;
    private static final int EXTERNAL = 0x28;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int INTEGER = 0x02;
    private static final int OBJECT_DESCRIPTOR = 0x07;
    private static final int SINGLE_ASN1_TYPE = 0xa0;
    private static final int OCTET_ALIGNED = 0x81;
    private static final int OCTET_ALIGNED_CONSTRUCTED = 0xa1;
    private static final int END_OF_CONTENTS = 2;

    private final int contextIdentifier;
    private Octets header = Octets.NONE;
    private boolean inContents;
    private long externalEnd;
    private long contentsEnd;
    private int trailerLength;
    private @Nullable OctetStringSegments segments;
    private Octets tail = Octets.NONE;
    private long position;

    ExternalUnwrapper(int contextIdentifier) {
        this.contextIdentifier = contextIdentifier;
    }

    /** One that goes on behind this many octets. */
    static ExternalUnwrapper decoded(Octets encoded, long position) throws DecodeException {
        BerReader fields = new BerReader(encoded);
        ExternalUnwrapper unwrapper =
                new ExternalUnwrapper(fields.next("EXTERNAL").integer("EXTERNAL", 0, Integer.MAX_VALUE));
        unwrapper.push(fields.next("EXTERNAL").contents());
        if (!unwrapper.inContents || position < unwrapper.position) {
            throw TlvHeader.error("EXTERNAL", position, "ends early");
        }
        unwrapper.tail = fields.next("EXTERNAL").contents();
        unwrapper.position = position;
        return unwrapper;
    }

    @Override
    public @Nullable Octets encoded() {
        return inContents && segments == null
                ? Octets.concat(
                        Ber.integer(contextIdentifier),
                        Ber.octetString(Tag.OCTET_STRING, header),
                        Ber.octetString(Tag.OCTET_STRING, tail))
                : null;
    }

    @Override
    public List<Octets> push(Octets piece) throws DecodeException {
        Octets contents = piece;
        if (!inContents) {
            header = Octets.concat(header, piece);
            int contentsAt = readHeader();
            if (contentsAt < 0) {
                if (header.length() > LONGEST_HEADER) {
                    throw TlvHeader.error("EXTERNAL", 0, "header of more than " + LONGEST_HEADER + " octets");
                }
                return List.of();
            }
            contents = header.from(contentsAt);
            header = header.slice(0, contentsAt);
            position = contentsAt;
            inContents = true;
        }
        List<Octets> found = new ArrayList<>();
        split(contents, found);
        if (segments == null) {
            return found;
        }
        List<Octets> joined = new ArrayList<>();
        for (Octets octets : found) {
            segments.push(octets, joined);
        }
        return joined;
    }

    @Override
    public void end() throws DecodeException {
        if (!inContents
                || contentsEnd >= 0 && position - tail.length() < contentsEnd
                || tail.length() < trailerLength) {
            throw TlvHeader.error("EXTERNAL", inContents ? position : header.length(), "ends early");
        }
        for (int i = 0; i < tail.length(); i++) {
            if (tail.at(i) != 0) {
                throw TlvHeader.error("EXTERNAL", position - tail.length() + i, "end-of-contents octets are missing");
            }
        }
        if (externalEnd >= 0 && externalEnd != position) {
            throw TlvHeader.error("EXTERNAL", position, "length says that it ends at octet " + externalEnd);
        }
        if (segments != null) {
            segments.end();
        }
    }

    /** Passes on what belongs to the contents and keeps what closes them. */
    private void split(Octets octets, List<Octets> found) throws DecodeException {
        long left = contentsEnd - (position - tail.length());
        position += octets.length();
        if (contentsEnd < 0) {
            if (octets.length() >= trailerLength) {
                add(found, tail);
                add(found, octets.slice(0, octets.length() - trailerLength));
                tail = octets.from(octets.length() - trailerLength);
            } else {
                Octets all = Octets.concat(tail, octets);
                int passed = Math.max(0, all.length() - trailerLength);
                add(found, all.slice(0, passed));
                tail = all.from(passed);
            }
            return;
        }
        int passed = (int) Math.min(left, octets.length());
        add(found, octets.slice(0, passed));
        Octets behind = octets.from(passed);
        if (tail.length() + behind.length() > trailerLength) {
            throw TlvHeader.error("EXTERNAL", position - behind.length(), "octets behind its end");
        }
        tail = Octets.concat(tail, behind);
    }

    private static void add(List<Octets> found, Octets octets) {
        if (!octets.isEmpty()) {
            found.add(octets);
        }
    }

    /** Where the contents begin, -1 if not all of the header has come. */
    private int readHeader() throws DecodeException {
        TlvHeader external = TlvHeader.read(header, 0, 0, "EXTERNAL");
        if (external == null) {
            return -1;
        }
        if (external.identifier() != EXTERNAL) {
            throw TlvHeader.error(
                    "EXTERNAL", 0, "expected identifier 28, found " + Integer.toHexString(external.identifier()));
        }
        int at = external.contentsAt();
        boolean referenced = false;
        while (true) {
            TlvHeader field = TlvHeader.read(header, at, 0, "EXTERNAL");
            if (field == null) {
                return -1;
            }
            switch (field.identifier()) {
                case INTEGER, OBJECT_IDENTIFIER, OBJECT_DESCRIPTOR -> {
                    if (field.length() > LONGEST_HEADER) {
                        throw TlvHeader.error("EXTERNAL", at, "field of " + field.length() + " octets");
                    }
                    int end = field.contentsAt() + (int) field.length();
                    if (header.length() < end) {
                        return -1;
                    }
                    if (field.identifier() == INTEGER) {
                        checkReference(header.slice(field.contentsAt(), end), at);
                    }
                    referenced |= field.identifier() != OBJECT_DESCRIPTOR;
                    at = end;
                }
                case SINGLE_ASN1_TYPE, OCTET_ALIGNED, OCTET_ALIGNED_CONSTRUCTED -> {
                    if (!referenced) {
                        throw TlvHeader.error("EXTERNAL", at, "neither direct nor indirect reference");
                    }
                    begin(external, field);
                    return field.contentsAt();
                }
                default ->
                    throw TlvHeader.error(
                            "EXTERNAL", at, "unexpected identifier " + Integer.toHexString(field.identifier()));
            }
        }
    }

    private void begin(TlvHeader external, TlvHeader encoding) {
        externalEnd = external.length() < 0 ? -1 : external.contentsAt() + external.length();
        contentsEnd = encoding.length() < 0 ? -1 : encoding.contentsAt() + encoding.length();
        trailerLength = (external.length() < 0 ? END_OF_CONTENTS : 0) + (encoding.length() < 0 ? END_OF_CONTENTS : 0);
        if (encoding.identifier() == OCTET_ALIGNED_CONSTRUCTED) {
            segments = new OctetStringSegments();
        }
    }

    private void checkReference(Octets contents, int at) throws DecodeException {
        OctetReader reader = contents.reader();
        long value = 0;
        while (reader.hasMore() && reader.offset() < 5) {
            value = value << 8 | reader.u8("indirect-reference");
        }
        if (reader.hasMore() || value != contextIdentifier) {
            throw TlvHeader.error(
                    "indirect-reference", at, contents + " is not the context of the APDU, " + contextIdentifier);
        }
    }
}
