package org.openx400.mta.relay;

import java.io.IOException;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.OutgoingApdu;
import org.openx400.mta.queue.ContentReader;

/** An APDU that leaves: a header in memory, then the content from the store. */
final class StoredApdu implements ApduSource {
    private final OutgoingApdu apdu;
    private final ContentReader content;
    private int headerAt;

    StoredApdu(OutgoingApdu apdu, ContentReader content) {
        this.apdu = apdu;
        this.content = content;
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
        if (fromHeader == maximum) {
            return first;
        }
        Octets rest = content.next(maximum - fromHeader);
        return first.isEmpty() ? rest : Octets.concat(first, rest);
    }

    @Override
    public void close() {
        content.close();
    }
}
