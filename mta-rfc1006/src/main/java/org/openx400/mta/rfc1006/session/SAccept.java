package org.openx400.mta.rfc1006.session;

import org.openx400.mta.octets.Octets;

/**
 * S-CONNECT response or confirm, accepted.
 *
 * @param identifier the initiator's, echoed
 * @param respondingSSAPSelector empty if absent
 * @param version 1 or 2
 * @param requirements the functional units selected; RTSE's are {@code 0x0249}
 * @param userData PGI 193
 */
public record SAccept(
        SessionConnectionIdentifier identifier,
        Octets respondingSSAPSelector,
        int version,
        int requirements,
        Octets userData) {}
