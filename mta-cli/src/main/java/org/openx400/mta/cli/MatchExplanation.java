package org.openx400.mta.cli;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Candidates;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.GatewayMatcher;
import org.openx400.mta.connector.MatchResult;
import org.openx400.mta.connector.PeerIdentity;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.octets.Octets;

/**
 * What would become of a connection. Of a bind only the MTA name is given; everything else in it is taken to be as the
 * candidate expects.
 *
 * @param lines for the operator
 */
record MatchExplanation(boolean accepted, List<String> lines) {

    /** Host names may be looked up, which may block. */
    static MatchExplanation of(
            GatewayMatcher matcher, InetAddress peer, Octets calling, Octets called, @Nullable String mtaName) {
        List<String> lines = new ArrayList<>();
        Candidates byAddress = matcher.tcp(new InetSocketAddress(peer, 0));
        lines.add("Connection from " + byAddress.trail().networkAddress());
        lines.add("  by address: " + names(byAddress));
        if (byAddress.isEmpty()) {
            return refused(lines, 9301, byAddress.trail().steps());
        }
        Candidates byTransport = byAddress.transport(called, calling);
        lines.add("  by T-selector, called " + Selectors.text(called) + ": " + names(byTransport));
        if (byTransport.isEmpty()) {
            return refused(lines, 9301, matcher.whole(byTransport.trail()).steps());
        }
        if (mtaName == null) {
            return accepted(lines, byTransport.trail().steps(), "so far; the bind decides (try --mta-name)");
        }
        List<String> accepting = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Connector candidate : byTransport.connectors()) {
            MatchResult result = byTransport.bind(asExpected(candidate, calling, called, mtaName));
            if (result instanceof MatchResult.Matched matched
                    && matched.connector().equals(candidate)) {
                accepting.add(candidate.name());
            } else if (result instanceof MatchResult.UnknownMta unknown) {
                failed.addAll(unknown.trail().steps());
            }
        }
        lines.add("  by MTA name " + mtaName + ": " + (accepting.isEmpty() ? "none" : String.join(", ", accepting)));
        if (accepting.isEmpty()) {
            return refused(lines, 51, failed.stream().distinct().toList());
        }
        return accepted(
                lines,
                byTransport.trail().steps(),
                "as " + String.join(" or ", accepting) + ", if mode, password and the other selectors are right");
    }

    private static PeerIdentity asExpected(Connector candidate, Octets calling, Octets called, String mtaName) {
        Selectors incoming = candidate.incoming();
        return new PeerIdentity(
                candidate.mode(),
                new Selectors(called, incoming.s(), incoming.p()),
                new Selectors(calling, Octets.NONE, Octets.NONE),
                mtaName,
                candidate.mta().password().octets(),
                candidate.twoWayAlternate());
    }

    private static MatchExplanation accepted(List<String> lines, List<String> failed, String how) {
        addFailed(lines, failed);
        lines.add("is accepted " + how);
        return new MatchExplanation(true, lines);
    }

    private static MatchExplanation refused(List<String> lines, int event, List<String> failed) {
        addFailed(lines, failed);
        lines.add("is refused, with event " + event);
        return new MatchExplanation(false, lines);
    }

    private static void addFailed(List<String> lines, List<String> failed) {
        failed.forEach(step -> lines.add("  not " + step));
    }

    private static String names(Candidates candidates) {
        return candidates.isEmpty()
                ? "none"
                : candidates.connectors().stream().map(Connector::name).collect(Collectors.joining(", "));
    }

    void print(PrintWriter out) {
        lines.forEach(out::println);
    }
}
