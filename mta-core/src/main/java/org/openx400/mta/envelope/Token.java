package org.openx400.mta.envelope;

import org.openx400.mta.octets.Octets;

/**
 * A token, X.411 8.5.9.
 *
 * @param tokenTypeIdentifier object identifier in dotted form; 2.6.3.6.0 is the asymmetric token
 * @param token BER, as it came
 */
public record Token(String tokenTypeIdentifier, Octets token) {}
