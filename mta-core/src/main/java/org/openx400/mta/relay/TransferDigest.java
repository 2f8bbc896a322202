package org.openx400.mta.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Sha256;

/**
 * What tells a transfer from all others but its own repetition: the peer, and every octet of the envelope and the content.
 * The envelope has the MTS identifier, the traces, the recipients with their responsibility and the DL expansion history, so
 * that a message which rightly comes again (redirected, expanded, after a loop) is another transfer.
 */
final class TransferDigest {
    private static final int KEY_LENGTH = 16;

    private final MessageDigest content = Sha256.begin();

    /** The next octets of the content. */
    void content(Octets piece) {
        piece.digest(content);
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
        whole.update(content.digest());
        envelope.digest(whole);
        return Octets.wrap(whole.digest()).slice(0, KEY_LENGTH);
    }
}
