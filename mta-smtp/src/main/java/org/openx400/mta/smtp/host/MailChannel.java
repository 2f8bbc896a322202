package org.openx400.mta.smtp.host;

import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.octets.Octets;

/** A connection that may become encrypted. Confined to one thread at a time. */
final class MailChannel {
    private final PeerSocket socket;
    private @Nullable TlsSession tls;

    MailChannel(PeerSocket socket) {
        this.socket = socket;
    }

    /** Octets that leave together. */
    void write(List<Octets> pieces) throws SSLException {
        TlsSession session = tls;
        if (session == null) {
            socket.write(pieces);
        } else if (!pieces.isEmpty()) {
            session.send(Octets.concat(pieces));
            socket.write(session.takeOutgoing());
        }
    }

    /** What a piece from the wire says. */
    Octets read(Octets piece) throws SSLException {
        TlsSession session = tls;
        if (session == null) {
            return piece;
        }
        try {
            return session.received(piece);
        } finally {
            socket.write(session.takeOutgoing());
        }
    }

    /** All that is written and read from now on is encrypted. */
    void beginTls(SSLEngine engine) throws SSLException {
        TlsSession session = new TlsSession(engine);
        tls = session;
        session.begin();
        socket.write(session.takeOutgoing());
    }

    boolean isHandshaking() {
        return tls != null && !tls.isEstablished();
    }

    /** Protocol and cipher suite; null: not encrypted. */
    @Nullable
    String tls() {
        return tls == null ? null : tls.description();
    }

    void closeAfterWrites() {
        if (tls != null) {
            tls.close();
            socket.write(tls.takeOutgoing());
        }
        socket.closeAfterWrites();
    }
}
