package org.openx400.mta.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Sha256;
import org.openx400.mta.p1.MtsApdu;
import org.openx400.mta.p1.OutgoingApdu;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.QueueException;

/** An APDU that leaves: a header in memory, then the content from the store. */
final class StoredApdu implements ApduSource {
    private final OutgoingApdu apdu;
    private final long messageId;
    private final @Nullable Reopening reopening;
    private @Nullable ContentReader content;
    private int headerAt;
    private volatile @Nullable Exception failure;

    /** Opens the content at its first octet. */
    @FunctionalInterface
    interface Reopening {
        ContentReader open() throws IOException, QueueException;
    }

    private StoredApdu(
            OutgoingApdu apdu, long messageId, @Nullable Reopening reopening, @Nullable ContentReader content) {
        this.apdu = apdu;
        this.messageId = messageId;
        this.reopening = reopening;
        this.content = content;
    }

    static StoredApdu of(OutgoingApdu apdu, long messageId, Reopening content) throws IOException, QueueException {
        return new StoredApdu(apdu, messageId, content, content.open());
    }

    /** An APDU that was made whole in memory. */
    static StoredApdu inMemory(ApduKind kind, Octets envelope, Octets content) {
        Octets whole = new MtsApdu(kind, envelope, content).encode();
        return new StoredApdu(new OutgoingApdu(whole, 0), 0, null, null);
    }

    @Override
    public long length() {
        return apdu.length();
    }

    @Override
    public Octets next(int maximum) throws IOException {
        Octets header = apdu.header();
        int fromHeader = Math.min(maximum, header.length() - headerAt);
        Octets first = header.slice(headerAt, headerAt + fromHeader);
        headerAt += fromHeader;
        if (fromHeader == maximum || content == null) {
            return first;
        }
        Octets rest = contentOctets(content, maximum - fromHeader);
        return first.isEmpty() ? rest : Octets.concat(first, rest);
    }

    private Octets contentOctets(ContentReader from, int maximum) throws IOException {
        try {
            return from.next(maximum);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Why the content could not be read, null if it could. */
    @Nullable
    Exception failure() {
        return failure;
    }

    /** The content of a message in the store never changes. */
    @Override
    public Octets identity() {
        MessageDigest digest = Sha256.begin();
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, messageId));
        apdu.header().digest(digest);
        return Octets.wrap(digest.digest());
    }

    @Override
    public void position(long octet) throws IOException {
        headerAt = (int) Math.min(octet, apdu.header().length());
        if (reopening == null) {
            return;
        }
        close();
        try {
            ContentReader reader = reopening.open();
            content = reader;
            reader.skip(octet - headerAt);
        } catch (IOException e) {
            failure = e;
            throw e;
        } catch (QueueException e) {
            failure = e;
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (content != null) {
            content.close();
        }
    }
}
