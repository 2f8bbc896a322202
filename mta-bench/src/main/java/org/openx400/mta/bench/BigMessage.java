package org.openx400.mta.bench;

import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.MtsApdu;
import org.openx400.mta.p1.OutgoingApdu;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.P1Limits;

/** A message with a content that is made while it is sent, so that its size costs no memory here. */
final class BigMessage implements ApduSource {
    private final long length;
    private Octets header;
    private long contentLeft;

    BigMessage(String localIdentifier, long contentLength) throws P1Exception {
        MtsApdu small = MtsApdu.decode(BenchedRelay.message(localIdentifier, 0), P1Limits.DEFAULT);
        OutgoingApdu apdu = OutgoingApdu.of(small.kind(), small.envelope(), contentLength);
        header = apdu.header();
        contentLeft = contentLength;
        length = apdu.length();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Octets next(int maximum) {
        Octets first = header.slice(0, Math.min(maximum, header.length()));
        header = header.from(first.length());
        int more = (int) Math.min(maximum - first.length(), contentLeft);
        contentLeft -= more;
        return Octets.concat(first, Octets.wrap(new byte[more]));
    }

    @Override
    public void close() {
        contentLeft = 0;
    }
}
