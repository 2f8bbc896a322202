package org.openx400.mta.rfc1006.cotp;

import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;

/** Indications and confirms of the transport service, X.214. */
public sealed interface TransportIndication {
    /** T-CONNECT indication: a CR came; answer with accept or refuse. */
    record Connect(Octets callingTSAPSelector, Octets calledTSAPSelector) implements TransportIndication {}

    /** T-CONNECT confirm: a CC came. */
    record Connected(int tpduSize) implements TransportIndication {}

    /** T-DATA indication: one whole TSDU. */
    record Data(Octets tsdu) implements TransportIndication {}

    /**
     * T-DISCONNECT indication; the connection is over.
     *
     * @param reason X.224 13.5.3 reason from a DR, or -1
     * @param why in words, for the event log
     * @param fault of the peer, in octets of a TPKT or TPDU
     */
    record Disconnect(int reason, String why, Fault fault) implements TransportIndication {}
}
