package org.openx400.mta.rfc1006.cotp;

import org.openx400.mta.octets.Octets;

/**
 * What an initiator asks for.
 *
 * @param callingTSAPSelector any octets, up to 32; empty: none is sent
 * @param calledTSAPSelector any octets, up to 32; empty: none is sent
 */
public record TransportParameters(Octets callingTSAPSelector, Octets calledTSAPSelector, TransportLimits limits) {
    private static final int LONGEST_SELECTOR = 32;

    public TransportParameters {
        check("calling", callingTSAPSelector);
        check("called", calledTSAPSelector);
    }

    private static void check(String which, Octets selector) {
        if (selector.length() > LONGEST_SELECTOR) {
            throw new IllegalArgumentException(
                    which + " TSAP selector has " + selector.length() + " octets, 32 are most");
        }
    }
}
