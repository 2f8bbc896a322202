package org.openx400.mta.relay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.queue.NewEntry;
import org.openx400.mta.report.Outcome;
import org.openx400.mta.routing.RouteDecision;
import org.openx400.mta.routing.Router;

/** The ways of some recipients of one message: those that go the same way are together, those that go nowhere are outcomes. */
final class RoutePlan {
    private final Map<String, List<Integer>> byDestination = new LinkedHashMap<>();
    private final List<Outcome> unroutable = new ArrayList<>();

    private RoutePlan() {}

    /**
     * @param recipients names by position
     * @param avoid connectors that come last
     */
    static RoutePlan of(Map<Integer, ORName> recipients, Router router, Set<String> avoid) {
        RoutePlan plan = new RoutePlan();
        recipients.forEach((position, name) -> plan.add(position, router.route(name.address(), avoid)));
        return plan;
    }

    private void add(int position, RouteDecision decision) {
        if (decision instanceof RouteDecision.Unroutable none) {
            ReportType type = new ReportType.NonDelivery(
                    new NonDeliveryReasonCode(none.reason()), new NonDeliveryDiagnosticCode(none.diagnostic()));
            unroutable.add(new Outcome(position, type, none.why()));
            return;
        }
        String destination = decision instanceof RouteDecision.Relay relay
                ? relay.connectors().get(0)
                : RelaySettings.LOCAL;
        byDestination.computeIfAbsent(destination, d -> new ArrayList<>()).add(position);
    }

    List<Outcome> unroutable() {
        return unroutable;
    }

    /** Positions of the recipients by destination. */
    Map<String, List<Integer>> byDestination() {
        return byDestination;
    }

    List<NewEntry> entries(Instant nextAttempt) {
        List<NewEntry> entries = new ArrayList<>();
        byDestination.forEach((destination, recipients) ->
                entries.add(new NewEntry(destination, recipients, nextAttempt, null, List.of())));
        return entries;
    }
}
