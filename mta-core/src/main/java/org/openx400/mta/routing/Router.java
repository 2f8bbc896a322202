package org.openx400.mta.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.AddressAttributes;
import org.openx400.mta.address.AddressPattern;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.connector.AddressSpaceEntry;
import org.openx400.mta.connector.WayOut;

/**
 * Decides where a recipient goes. A local user's address is delivered here, also where it has an attribute in other string
 * forms than the configuration; an equivalent address goes first. Else the longest matching pattern decides;
 * among routes of that length those whose connector is up come first, then the cheaper, then the order of the
 * configuration. Shorter patterns are never used instead of a longer one whose connector is down: the message waits.
 *
 * <p>An address of our own domain is routed only by patterns that name this domain: a default route does not carry our
 * unknown users away. May be used by any thread.
 */
public final class Router {
    /** unable-to-transfer, X.411 8.3.1.2.1.3. */
    private static final int UNABLE_TO_TRANSFER = 1;

    /** unrecognised-OR-name, X.411 8.3.1.2.1.4: the one diagnostic of X.411 for an O/R name that leads nowhere. */
    private static final int UNRECOGNISED_OR_NAME = 0;

    private static final List<String> DOMAIN = List.of("C", "A", "P");

    private final Map<String, String> ownDomain = new HashMap<>();
    private final ConnectorState state;
    private volatile Tables tables;

    /** What is looked up; immutable once it is made. */
    private static final class Tables {
        private final Map<String, String> mailboxes = new HashMap<>();
        private final Map<String, String> mailboxesByForm = new HashMap<>();
        private final RouteTable routes = new RouteTable();

        Tables(List<? extends WayOut> connectors, List<LocalUser> users) {
            for (LocalUser user : users) {
                for (ORAddress address : user.addresses()) {
                    mailboxes.put(address.key(), user.mailbox());
                    address.keysByForm().forEach(key -> mailboxesByForm.putIfAbsent(key, user.mailbox()));
                }
            }
            for (int i = 0; i < connectors.size(); i++) {
                for (AddressSpaceEntry entry : connectors.get(i).addressSpace()) {
                    routes.add(new RouteTable.Route(connectors.get(i).name(), i, entry.pattern(), entry.cost()));
                }
            }
        }

        @Nullable
        String mailbox(ORAddress address) {
            if (mailboxes.isEmpty()) {
                return null;
            }
            String exact = mailboxes.get(address.key());
            return exact != null
                    ? exact
                    : address.keysByForm().stream()
                            .map(mailboxesByForm::get)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null);
        }
    }

    public Router(
            GlobalDomainIdentifier domain,
            List<? extends WayOut> connectors,
            List<LocalUser> users,
            ConnectorState state) {
        this.state = state;
        AddressAttributes own = AddressAttributes.of(ORAddress.builder()
                .countryName(domain.countryName())
                .administrationDomainName(domain.administrationDomainName())
                .privateDomainName(domain.privateDomainIdentifier())
                .build());
        for (String label : DOMAIN) {
            String value = own.get(label);
            if (value != null) {
                ownDomain.put(label, value);
            }
        }
        tables = new Tables(connectors, users);
    }

    /** From now on these are routed to. */
    public void serve(List<? extends WayOut> connectors, List<LocalUser> users) {
        tables = new Tables(connectors, users);
    }

    /**
     * @param avoid connectors that come last, such as the one that the message came from
     */
    public RouteDecision route(ORAddress address, Set<String> avoid) {
        String mailbox = tables.mailbox(address);
        if (mailbox != null) {
            return new RouteDecision.Local(mailbox);
        }
        AddressAttributes attributes = AddressAttributes.of(address);
        boolean own = isOwnDomain(attributes);
        List<Ranked> routes = ranked(attributes, own, avoid);
        if (routes.isEmpty()) {
            return new RouteDecision.Unroutable(
                    UNABLE_TO_TRANSFER,
                    UNRECOGNISED_OR_NAME,
                    own ? "no user of our domain has this address" : "no connector serves this address");
        }
        int longest = routes.get(0).length();
        return new RouteDecision.Relay(routes.stream()
                .filter(ranked -> ranked.length() == longest)
                .map(ranked -> ranked.route().connector())
                .distinct()
                .toList());
    }

    /** Every route whose pattern matches, best first, with why it was chosen or not; empty for a local user. */
    public List<RouteCandidate> explain(ORAddress address) {
        if (tables.mailbox(address) != null) {
            return List.of();
        }
        AddressAttributes attributes = AddressAttributes.of(address);
        boolean own = isOwnDomain(attributes);
        List<RouteCandidate> candidates = new ArrayList<>();
        List<Ranked> routes = ranked(attributes, own, Set.of());
        for (Ranked ranked : routes) {
            boolean best = candidates.isEmpty();
            candidates.add(candidate(ranked, best, best ? "best" : whyNot(ranked, routes.get(0))));
        }
        if (own) {
            ranked(attributes, false, Set.of()).stream()
                    .filter(ranked -> !names(ranked.route().pattern()))
                    .forEach(ranked -> candidates.add(candidate(
                            ranked, false, "the address is of our own domain, which this pattern does not name")));
        }
        return candidates;
    }

    private static String whyNot(Ranked route, Ranked best) {
        if (route.length() < best.length()) {
            return "a longer pattern matches";
        }
        if (best.up() && !route.up()) {
            return "waits to try again";
        }
        return route.route().cost() > best.route().cost() ? "costs more" : "comes later in the configuration";
    }

    private static RouteCandidate candidate(Ranked ranked, boolean chosen, String why) {
        RouteTable.Route route = ranked.route();
        return new RouteCandidate(route.connector(), route.pattern(), route.cost(), ranked.up(), chosen, why);
    }

    private boolean isOwnDomain(AddressAttributes address) {
        return DOMAIN.stream().allMatch(label -> Objects.equals(ownDomain.get(label), address.get(label)));
    }

    private List<Ranked> ranked(AddressAttributes address, boolean own, Set<String> avoid) {
        return tables.routes.matching(address).stream()
                .filter(route -> !own || names(route.pattern()))
                .map(route -> new Ranked(route, avoid.contains(route.connector()), state.isUp(route.connector())))
                .sorted(ORDER)
                .toList();
    }

    private boolean names(AddressPattern pattern) {
        return pattern.given().entrySet().containsAll(ownDomain.entrySet());
    }

    /** A route with what may change while it is looked at. */
    private record Ranked(RouteTable.Route route, boolean avoided, boolean up) {
        int length() {
            return route.pattern().length();
        }
    }

    private static final Comparator<Ranked> ORDER = Comparator.comparingInt(Ranked::length)
            .reversed()
            .thenComparing(Ranked::avoided)
            .thenComparing(ranked -> !ranked.up())
            .thenComparingInt(ranked -> ranked.route().cost())
            .thenComparingInt(ranked -> ranked.route().position());
}
