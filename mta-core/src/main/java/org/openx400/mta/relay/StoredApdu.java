package org.openx400.mta.relay;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.MtsApdu;
import org.openx400.mta.p1.OutgoingApdu;
import org.openx400.mta.queue.ContentReader;

/** An APDU that leaves: a header in memory, then the content from the store. */
final class StoredApdu implements ApduSource {
    private final OutgoingApdu apdu;
    private final @Nullable ContentReader content;
    private int headerAt;

    StoredApdu(OutgoingApdu apdu, @Nullable ContentReader content) {
        this.apdu = apdu;
        this.content = content;
    }

    /** An APDU that was made whole in memory. */
    static StoredApdu inMemory(ApduKind kind, Octets envelope, Octets content) {
        Octets whole = new MtsApdu(kind, envelope, content).encode();
        return new StoredApdu(new OutgoingApdu(whole, 0), null);
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
        Octets rest = content.next(maximum - fromHeader);
        return first.isEmpty() ? rest : Octets.concat(first, rest);
    }

    @Override
    public void close() {
        if (content != null) {
            content.close();
        }
    }
}
