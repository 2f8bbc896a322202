package org.openx400.mta.relay;

import java.util.concurrent.CompletableFuture;
import org.openx400.mta.connector.WayOut;

/** A connector to another mail system than the MTS, which what is routed to it is handed over to (RFC 2156 clause 1.1). */
public interface Gateway extends WayOut {
    /** How many messages are handed over at the same time, 1.. */
    int atOnce();

    /**
     * Tries to hand over a message, probe or report for the recipients of one queue entry. Called on a thread that may
     * block, but returns soon. Completes exceptionally if the content cannot be read; what the other system does is a
     * result in every case.
     */
    CompletableFuture<Handover> handOver(Departure departure);

    /**
     * How it does at the moment.
     *
     * @param waiting entries that are due or in hand, as far as memory holds them
     */
    ConnectorStatus status(int waiting);
}
