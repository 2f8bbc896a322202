package org.openx400.mta.connector;

/**
 * An O/R address pattern and what its route costs.
 *
 * @param pattern text as in the configuration, {@code C=US;A= ;P=SITE2}; {@code *} matches any value
 * @param cost the lower the better, 0..100
 */
public record AddressSpaceEntry(String pattern, int cost) {}
