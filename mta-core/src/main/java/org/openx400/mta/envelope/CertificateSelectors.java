package org.openx400.mta.envelope;

import java.util.Map;
import org.openx400.mta.octets.Octets;

/**
 * Which certificates were used, X.411 8.2.1.1.1.44.
 *
 * @param assertions by member number (0 encryption-recipient, 1 encryption-originator, 2 content-integrity-check, 3
 *     token-signature, 4 message-origin-authentication) the contents of its CertificateAssertion
 */
public record CertificateSelectors(Map<Integer, Octets> assertions) {
    public CertificateSelectors {
        assertions = Map.copyOf(assertions);
    }
}
