package org.openx400.mta.rfc1006.cotp;

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
     * @param localFault true if the peer broke the protocol and we ended it; then {@code why} has layer, reason and octet
     *     offset
     */
    record Disconnect(int reason, String why, boolean localFault) implements TransportIndication {}
}
