package org.openx400.mta.envelope;

import org.openx400.mta.octets.Octets;

/**
 * What the originator wants back in reports, X.411 8.2.1.1.1.36.
 *
 * @param ia5Text whether it is an IA5String, else an OCTET STRING
 * @param value its octets, at most 512
 */
public record ContentCorrelator(boolean ia5Text, Octets value) {}
