package org.openx400.mta.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Sha256;

/**
 * What tells a transfer from all others but its own repetition: the peer, and every octet of the envelope and the content.
 * The envelope has the MTS identifier, the traces, the recipients with their responsibility and the DL expansion history, so
 * that a message which rightly comes again (redirected, expanded, after a loop) is another transfer. Within one envelope,
 * whose MTS identifier its originating MTA gives once, 64 bits of checksums and the length tell the content from another.
 */
final class TransferDigest {
    private static final int KEY_LENGTH = 16;

    private final CRC32 content = new CRC32();
    private final CRC32C contentAgain = new CRC32C();
    private long contentLength;

    /** The next octets of the content. */
    void content(Octets piece) {
        piece.checksum(content);
        piece.checksum(contentAgain);
        contentLength += piece.length();
    }

    /**
     * Ends the digest.
     *
     * @param peer MTA name of the peer
     */
    Octets key(String peer, ApduKind kind, Octets envelope) {
        MessageDigest whole = Sha256.begin();
        byte[] name = peer.getBytes(StandardCharsets.UTF_8);
        whole.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, name.length));
        whole.update(name);
        whole.update((byte) kind.ordinal());
        whole.update(ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(contentLength)
                .putLong(content.getValue())
                .putLong(contentAgain.getValue())
                .flip());
        envelope.digest(whole);
        return Octets.wrap(whole.digest()).slice(0, KEY_LENGTH);
    }
}
