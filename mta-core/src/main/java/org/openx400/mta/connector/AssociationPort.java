package org.openx400.mta.connector;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.Priority;

/** An association with a peer as its user in the relay sees it. Calls return at once; answers come to the {@link User}. */
public interface AssociationPort {
    /** A reason that is none of the peer's. */
    int NOT_BY_PEER = -1;

    /** The peer's reason when it cannot take anything for the time being, X.225: receiving ability jeopardized. */
    int NOT_NOW = 1;

    /** Unique while this process runs, as in events. */
    String id();

    Connector connector();

    /** As the kernel reports it. */
    @Nullable
    InetSocketAddress localAddress();

    @Nullable
    InetSocketAddress remoteAddress();

    /** Transfers one APDU; one at a time. The source is closed by the association in every case. */
    void transfer(ApduSource apdu);

    /**
     * Two-way alternate: asks the peer for the turn, which comes as {@link User#turn}; no effect if it is here.
     *
     * @param mostUrgent of what waits for the turn
     */
    void turnPlease(Priority mostUrgent);

    /** Two-way alternate: gives the turn to the peer; only between transfers. */
    void turnGive();

    /** Ends in order (RT-CLOSE); a responder, who may not, only gives the turn back. */
    void close();

    void abort(String why);

    /** What the relay is told; one call at a time, in order, on a thread of the association that must not be blocked. */
    interface User {
        /** Bound; a transfer may begin if {@code turnHere}. */
        void opened(AssociationPort association, boolean turnHere);

        /**
         * Never bound.
         *
         * @param layer {@code source} (our own address is not here), {@code ports} (no local port is free), {@code resolve}, {@code tcp}, {@code transport},
         *     {@code session}, {@code presentation}, {@code acse}, {@code rtse} or {@code mts}
         */
        void openFailed(String layer, String why);

        /** The peer has taken responsibility for the APDU under way; the next may begin. */
        void transferred(AssociationPort association);

        /**
         * The APDU under way was not taken; the association stays and the next may begin.
         *
         * @param reason of the peer's exception report, X.225, or {@link AssociationPort#NOT_BY_PEER} if we gave it up ourselves
         */
        void transferRefused(AssociationPort association, int reason, String why);

        /** Two-way alternate: the turn has come. */
        void turn(AssociationPort association);

        /** Two-way alternate: the peer asks for the turn. Between transfers {@link AssociationPort#turnGive} answers it. */
        void turnWanted(AssociationPort association);

        /** Over; an APDU under way is not confirmed. */
        void ended(AssociationPort association, boolean inOrder, String why);
    }
}
