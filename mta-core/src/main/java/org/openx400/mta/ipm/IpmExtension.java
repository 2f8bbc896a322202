package org.openx400.mta.ipm;

import org.openx400.mta.octets.Octets;

/**
 * An extension of a heading or a recipient, X.420 annex on IPMS extensions.
 *
 * @param type OBJECT IDENTIFIER, dotted
 * @param value BER as it came
 */
public record IpmExtension(String type, Octets value) {}
