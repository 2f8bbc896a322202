package org.openx400.mta.connector;

import org.openx400.mta.address.AddressPattern;

/**
 * An O/R address pattern and what its route costs.
 *
 * @param pattern which addresses are routed here
 * @param cost the lower the better, 0..100
 */
public record AddressSpaceEntry(AddressPattern pattern, int cost) {}
