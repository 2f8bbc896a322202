package org.openx400.mta.smtp.host;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.openx400.mta.octets.Octets;

/**
 * TLS on one connection, without I/O: octets of the wire in, octets of the wire and of the user out. The engine's computations run
 * on the calling thread. At most one incomplete record is kept.
 */
final class TlsSession {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final List<Octets> outgoing = new ArrayList<>();
    private ByteBuffer incoming;
    private ByteBuffer plain;
    private ByteBuffer wire;
    private boolean established;

    TlsSession(SSLEngine engine) {
        this.engine = engine;
        incoming = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        wire = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    }

    /** The first flight of the client; the server has none. */
    void begin() throws SSLException {
        engine.beginHandshake();
        work(new ArrayList<>());
    }

    /**
     * What the wire brings.
     *
     * @return what it says to the user
     * @throws SSLException if the peer cannot be talked to; an alert may be in {@link #takeOutgoing}
     */
    Octets received(Octets octets) throws SSLException {
        if (incoming.remaining() < octets.length()) {
            ByteBuffer larger = ByteBuffer.allocate(incoming.position() + octets.length());
            larger.put(incoming.flip());
            incoming = larger;
        }
        incoming.put(octets.asBuffer());
        List<Octets> said = new ArrayList<>();
        try {
            work(said);
        } catch (SSLException e) {
            alert();
            throw e;
        }
        return Octets.concat(said);
    }

    /** What the user says. */
    void send(Octets octets) throws SSLException {
        ByteBuffer source = octets.asBuffer();
        while (source.hasRemaining() && wrap(source)) {}
    }

    /** Says that nothing more will be said. */
    void close() {
        alert();
    }

    private void alert() {
        engine.closeOutbound();
        try {
            while (!engine.isOutboundDone() && wrap(NOTHING)) {}
        } catch (SSLException e) {
            // nothing can be said any more
        }
    }

    boolean isEstablished() {
        return established;
    }

    /** Protocol and cipher suite. */
    String description() {
        return engine.getSession().getProtocol() + " " + engine.getSession().getCipherSuite();
    }

    /** What is to go on the wire. */
    List<Octets> takeOutgoing() {
        List<Octets> taken = List.copyOf(outgoing);
        outgoing.clear();
        return taken;
    }

    private void work(List<Octets> said) throws SSLException {
        boolean more = true;
        while (more) {
            HandshakeStatus status = engine.getHandshakeStatus();
            if (established
                    && status == HandshakeStatus.NEED_TASK
                    && !engine.getSession().getProtocol().equals("TLSv1.3")) {
                throw new SSLException("the peer wants to negotiate again");
            }
            more = switch (status) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> wrap(NOTHING);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> unwrap(said);
            };
        }
    }

    private boolean runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return true;
    }

    /** False if nothing came of it. */
    private boolean wrap(ByteBuffer source) throws SSLException {
        SSLEngineResult result = engine.wrap(source, wire);
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            wire = ByteBuffer.allocate(2 * wire.capacity());
            return true;
        }
        noteFinish(result);
        outgoing.add(Octets.copyOf(wire.flip()));
        wire.clear();
        return result.getStatus() == Status.OK && result.bytesConsumed() + result.bytesProduced() > 0;
    }

    /** False if the wire has to bring more. */
    private boolean unwrap(List<Octets> said) throws SSLException {
        if (incoming.position() == 0) {
            return false;
        }
        SSLEngineResult result = engine.unwrap(incoming.flip(), plain);
        incoming.compact();
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            plain = ByteBuffer.allocate(2 * plain.capacity());
            return true;
        }
        noteFinish(result);
        said.add(Octets.copyOf(plain.flip()));
        plain.clear();
        return result.getStatus() == Status.OK
                && (result.bytesConsumed() > 0
                        || result.getHandshakeStatus() == HandshakeStatus.NEED_TASK
                        || result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
    }

    private void noteFinish(SSLEngineResult result) {
        established |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
    }
}
