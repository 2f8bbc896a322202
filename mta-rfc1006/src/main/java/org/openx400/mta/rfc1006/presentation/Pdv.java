package org.openx400.mta.rfc1006.presentation;

import org.openx400.mta.octets.Octets;

/**
 * A presentation data value in its context.
 *
 * @param contextIdentifier of a context of the defined context set
 * @param value encoding of one ASN.1 value
 */
public record Pdv(int contextIdentifier, Octets value) {}
