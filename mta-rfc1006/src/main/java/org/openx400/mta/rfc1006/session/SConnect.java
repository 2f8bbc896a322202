package org.openx400.mta.rfc1006.session;

import org.openx400.mta.octets.Octets;

/**
 * S-CONNECT request or indication.
 *
 * @param identifier as it travels
 * @param callingSSAPSelector up to 16 octets, empty if absent
 * @param calledSSAPSelector up to 16 octets, empty if absent
 * @param version1 offer of version 1; at least one of the two is true
 * @param version2 offer of version 2
 * @param requirements session user requirements, bits of PI 20; RTSE's are {@code 0x0249}
 * @param initialTokensHere true if the initiator has all available tokens at first, false if the responder
 * @param userData PGI 193 or 194
 */
public record SConnect(
        SessionConnectionIdentifier identifier,
        Octets callingSSAPSelector,
        Octets calledSSAPSelector,
        boolean version1,
        boolean version2,
        int requirements,
        boolean initialTokensHere,
        Octets userData) {}
