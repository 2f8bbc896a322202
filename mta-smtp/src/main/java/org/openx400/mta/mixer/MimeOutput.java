package org.openx400.mta.mixer;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.MailContent;

/** A message that is put together while it is read: files are encoded piece by piece, and none is copied. */
final class MimeOutput implements MailContent {
    private static final int BASE64_LINE = 76;

    /** Octets that make whole lines of base64. */
    private static final int ENCODED_AT_ONCE = 57 * 1024;

    /** Octets as they are, or to be encoded in base64. */
    private record Piece(Octets octets, boolean base64) {
        long length() {
            if (!base64) {
                return octets.length();
            }
            long characters = (octets.length() + 2L) / 3 * 4;
            return characters + (characters + BASE64_LINE - 1) / BASE64_LINE * 2;
        }
    }

    private final List<Piece> pieces = new ArrayList<>();

    void add(Octets octets) {
        pieces.add(new Piece(octets, false));
    }

    void add(String ascii) {
        add(Octets.utf8(ascii));
    }

    void addAll(MimeOutput other) {
        pieces.addAll(other.pieces);
    }

    /** In lines, the last one ended too. */
    void addBase64(Octets octets) {
        pieces.add(new Piece(octets, true));
    }

    @Override
    public long length() {
        return pieces.stream().mapToLong(Piece::length).sum();
    }

    @Override
    public InputStream open() {
        return new SequenceInputStream(new Streams(pieces.iterator()));
    }

    /** One stream after the other, each made when it is wanted. */
    private static final class Streams implements Enumeration<InputStream> {
        private final Iterator<Piece> pieces;
        private Octets left = Octets.NONE;

        Streams(Iterator<Piece> pieces) {
            this.pieces = pieces;
        }

        @Override
        public boolean hasMoreElements() {
            return !left.isEmpty() || pieces.hasNext();
        }

        @Override
        public InputStream nextElement() {
            if (left.isEmpty()) {
                Piece piece = pieces.next();
                if (!piece.base64()) {
                    return new OctetsInputStream(piece.octets());
                }
                left = piece.octets();
            }
            Octets now = left.slice(0, Math.min(left.length(), ENCODED_AT_ONCE));
            left = left.from(now.length());
            if (now.isEmpty()) {
                return InputStream.nullInputStream();
            }
            byte[] lines =
                    Base64.getMimeEncoder(BASE64_LINE, new byte[] {'\r', '\n'}).encode(now.toArray());
            return new SequenceInputStream(
                    new ByteArrayInputStream(lines),
                    new ByteArrayInputStream("\r\n".getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** Octets as a stream, without a copy. */
    private static final class OctetsInputStream extends InputStream {
        private final ByteBuffer octets;

        OctetsInputStream(Octets octets) {
            this.octets = octets.asBuffer();
        }

        @Override
        public int read() {
            return octets.hasRemaining() ? octets.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            int count = Math.min(length, octets.remaining());
            octets.get(target, offset, count);
            return count == 0 ? -1 : count;
        }
    }
}
