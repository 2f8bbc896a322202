package org.openx400.mta.envelope;

/** What a domain or an MTA did with a message, X.411 12.2.1.1.1.3. The order is that of the numbers. */
public enum RoutingAction {
    RELAYED,
    REROUTED
}
