package org.openx400.mta.envelope;

/**
 * An explicit conversion that the originator asks for, X.411 8.2.1.1.1.10.
 *
 * @param number 0..256; 8 is ia5-text to g3-facsimile, 11 teletex to ia5-text
 */
public record ExplicitConversion(int number) {}
