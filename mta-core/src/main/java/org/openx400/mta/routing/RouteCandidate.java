package org.openx400.mta.routing;

import org.openx400.mta.address.AddressPattern;

/**
 * A route whose pattern matches an address, and what became of it.
 *
 * @param connector name of the connector
 * @param pattern what matched
 * @param cost of the route
 * @param up whether the connector works, else it waits to try again
 * @param chosen whether it is the first choice
 * @param why it was chosen, comes later, or is not considered
 */
public record RouteCandidate(
        String connector, AddressPattern pattern, int cost, boolean up, boolean chosen, String why) {}
