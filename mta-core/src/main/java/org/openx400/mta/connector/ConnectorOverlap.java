package org.openx400.mta.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openx400.mta.octets.Octets;

/** Whether an incoming connection could belong to either of two connectors, with nothing in it that tells which. */
public final class ConnectorOverlap {
    private ConnectorOverlap() {}

    /** What both have in common and what would tell them apart; empty if they can be told apart. */
    public static Optional<String> between(Connector a, Connector b) {
        Optional<String> place = commonPlace(a, b);
        boolean sameCredentials = a.mta().equals(b.mta());
        boolean sameWay = a.mode() == b.mode() && a.twoWayAlternate() == b.twoWayAlternate();
        if (place.isEmpty() || !sameCredentials || !sameWay || selectorsTellApart(a, b)) {
            return Optional.empty();
        }
        return Optional.of("both have " + place.get() + ", MTA name " + a.mta().name()
                + " and the same password, mode and dialogue; give them different incoming selectors, or different MTA"
                + " names, passwords or addresses");
    }

    private static boolean selectorsTellApart(Connector a, Connector b) {
        return differ(a.incoming(), b.incoming()) || differ(a.outgoing(), b.outgoing());
    }

    private static boolean differ(Selectors a, Selectors b) {
        return differ(a.t(), b.t()) || differ(a.s(), b.s()) || differ(a.p(), b.p());
    }

    private static boolean differ(Octets a, Octets b) {
        return !a.isEmpty() && !b.isEmpty() && !a.equals(b);
    }

    /** Blocks of unlike length are told apart by it, names and addresses by the order in which they are tried. */
    private static Optional<String> commonPlace(Connector a, Connector b) {
        if (a.match() != b.match()) {
            return Optional.empty();
        }
        if (a.match() == Connector.Match.CREDENTIALS) {
            return Optional.of("match: credentials");
        }
        List<CidrBlock> blocks = new ArrayList<>(a.remote().addresses());
        blocks.retainAll(b.remote().addresses());
        if (!blocks.isEmpty()) {
            return Optional.of("address " + blocks.get(0));
        }
        return a.remote().hosts().stream()
                .filter(host -> b.remote().hosts().stream().anyMatch(host::equalsIgnoreCase))
                .findFirst()
                .map(host -> "host " + host);
    }
}
