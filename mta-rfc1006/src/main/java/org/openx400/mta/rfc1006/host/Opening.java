package org.openx400.mta.rfc1006.host;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.mts.BindError;
import org.openx400.mta.rfc1006.mts.BindIndication;
import org.openx400.mta.rfc1006.mts.BindResult;

/**
 * What the calling and the called side do differently: everything until the bind is done. Called on the thread of the
 * association, which must not be blocked.
 */
public interface Opening {
    /** Called side: answer with {@code acceptTransport} or {@code refuseTransport}. */
    default void transportConnect(AssociationHost host, Octets callingTSAPSelector, Octets calledTSAPSelector) {
        throw new IllegalStateException("only a called side is connected to");
    }

    /** Called side: answer with {@code acceptBind} or {@code refuseBind}. */
    default void bind(AssociationHost host, BindIndication bind) {
        throw new IllegalStateException("only a called side is bound to");
    }

    /** Calling side: the peer has accepted; answer with {@code opened} or {@code abort}. */
    default void bound(AssociationHost host, BindResult result) {
        throw new IllegalStateException("only a calling side binds");
    }

    /** Calling side: the peer has refused; it is over. */
    default void refused(AssociationHost host, String layer, String why, @Nullable BindError error) {
        throw new IllegalStateException("only a calling side is refused");
    }

    /**
     * It ended before it was open.
     *
     * @param fault of the peer; of a violation the event log has an event already
     */
    void failed(AssociationHost host, String layer, String why, Fault fault);

    /** TCP is gone, however it came to that; nothing follows. */
    void disconnected(AssociationHost host);
}
