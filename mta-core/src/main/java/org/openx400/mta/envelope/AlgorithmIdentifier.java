package org.openx400.mta.envelope;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/**
 * An algorithm, X.509.
 *
 * @param algorithm object identifier in dotted form
 * @param parameters BER, or null
 */
public record AlgorithmIdentifier(
        String algorithm, @Nullable Octets parameters) {}
