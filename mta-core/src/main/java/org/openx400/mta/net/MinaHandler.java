package org.openx400.mta.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/** Takes MINA's calls to the {@link TcpConnection} of the session. */
abstract class MinaHandler extends IoHandlerAdapter {
    private static final Logger LOG = LogManager.getLogger(MinaHandler.class);
    private static final AttributeKey CONNECTION = new AttributeKey(MinaHandler.class, "connection");

    private final PeerNetwork network;

    MinaHandler(PeerNetwork network) {
        this.network = network;
    }

    /** A connection is up; without an answer it is closed at once. */
    abstract @Nullable PeerHandler opened(IoSession session, TcpConnection connection);

    @Override
    public void sessionOpened(IoSession session) {
        if (!(session.getLocalAddress() instanceof InetSocketAddress local)
                || !(session.getRemoteAddress() instanceof InetSocketAddress remote)) {
            session.closeNow(); // reset before we came to look
            return;
        }
        TcpConnection connection = new TcpConnection(session, local, remote, network);
        session.setAttribute(CONNECTION, connection);
        PeerHandler user = opened(session, connection);
        if (user == null) {
            connection.closeNow();
        } else {
            connection.attach(user);
        }
    }

    @Override
    public void messageReceived(IoSession session, Object message) {
        TcpConnection connection = connection(session);
        if (connection != null && message instanceof IoBuffer buffer) {
            connection.messageReceived(Octets.copyOf(buffer.buf()));
        }
    }

    @Override
    public void inputClosed(IoSession session) {
        TcpConnection connection = connection(session);
        if (connection != null) {
            connection.inputClosed();
        } else {
            session.closeNow();
        }
    }

    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("connection with {} failed in our own code", session.getRemoteAddress(), cause);
        }
        TcpConnection connection = connection(session);
        if (connection != null) {
            connection.failed(cause instanceof IOException ? text(cause) : "internal error: " + cause);
        } else {
            session.closeNow();
        }
    }

    @Override
    public void sessionClosed(IoSession session) {
        TcpConnection connection = connection(session);
        if (connection != null) {
            connection.sessionClosed();
        }
    }

    private static @Nullable TcpConnection connection(IoSession session) {
        return (TcpConnection) session.getAttribute(CONNECTION);
    }

    static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
