package org.openx400.mta.routing;

import java.util.List;

/** Where a recipient goes. */
public sealed interface RouteDecision {
    /** To a mailbox of ours. */
    record Local(String mailbox) implements RouteDecision {}

    /**
     * To a peer.
     *
     * @param connectors names in the order of preference, at least one
     */
    record Relay(List<String> connectors) implements RouteDecision {}

    /**
     * To nobody.
     *
     * @param reason non-delivery-reason-code, X.411 8.3.1.2.1.3
     * @param diagnostic non-delivery-diagnostic-code, X.411 8.3.1.2.1.4
     * @param why in words
     */
    record Unroutable(int reason, int diagnostic, String why) implements RouteDecision {}
}
