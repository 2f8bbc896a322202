package org.openx400.mta.connector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.openx400.mta.octets.Octets;

/** The connectors that an incoming connection may still belong to, and why the others are out of question. Immutable. */
public final class Candidates {
    /**
     * @param rank how exactly the address matched: prefix length, {@link GatewayMatcher#BY_HOST} or
     *     {@link GatewayMatcher#ANY_ADDRESS}
     */
    record Candidate(Connector connector, int rank) {}

    private final List<Candidate> candidates;
    private final MatchTrail trail;

    Candidates(List<Candidate> candidates, MatchTrail trail) {
        this.candidates = List.copyOf(candidates);
        this.trail = trail;
    }

    /** If so, the connection is refused; the {@link #trail} tells why. */
    public boolean isEmpty() {
        return candidates.isEmpty();
    }

    public List<Connector> connectors() {
        return candidates.stream().map(Candidate::connector).toList();
    }

    public MatchTrail trail() {
        return trail;
    }

    /**
     * Those left when the transport connect request has come.
     *
     * @param called T-selector
     * @param calling T-selector; it decides nothing before the bind, as peers leave it out or give any
     */
    public Candidates transport(Octets called, Octets calling) {
        return narrowed(
                c -> fits(c.incoming().t(), called),
                c -> wrongSelector("T", c.incoming().t(), called));
    }

    /** The connector that the peer belongs to, when it has introduced itself. */
    public MatchResult bind(PeerIdentity peer) {
        Candidates fitting = narrowed(c -> c.mode() == peer.mode(), c -> "mode is " + c.mode() + ", not " + peer.mode())
                .transport(peer.called().t(), peer.calling().t())
                .narrowed(
                        c -> fits(c.incoming().s(), peer.called().s()),
                        c -> wrongSelector("S", c.incoming().s(), peer.called().s()))
                .narrowed(
                        c -> fits(c.incoming().p(), peer.called().p()),
                        c -> wrongSelector("P", c.incoming().p(), peer.called().p()));
        if (fitting.isEmpty()) {
            return new MatchResult.NoCandidate(fitting.trail);
        }
        String given = peer.mtaName() == null ? "none" : quoted(peer.mtaName());
        Candidates named = fitting.narrowed(
                c -> c.mta().name().equals(peer.mtaName()),
                c -> "MTA name is " + quoted(c.mta().name()) + ", called itself " + given);
        if (named.isEmpty()) {
            return new MatchResult.UnknownMta(named.trail);
        }
        Octets password = peer.password() == null ? Octets.NONE : peer.password();
        Candidates known = named.narrowed(c -> c.mta().password().matches(password), c -> "password is another");
        if (known.isEmpty()) {
            return new MatchResult.BadCredentials(named.best(peer), known.trail);
        }
        Candidates agreed = known.narrowed(
                c -> c.twoWayAlternate() == peer.twoWayAlternate(),
                c -> "dialogue is " + dialogue(c.twoWayAlternate()));
        return agreed.isEmpty()
                ? new MatchResult.WrongDialogueMode(known.best(peer), agreed.trail)
                : new MatchResult.Matched(agreed.best(peer));
    }

    private Candidates narrowed(Predicate<Connector> fits, Function<Connector, String> whyNot) {
        List<Candidate> left = new ArrayList<>();
        MatchTrail tried = trail;
        for (Candidate candidate : candidates) {
            if (fits.test(candidate.connector())) {
                left.add(candidate);
            } else {
                tried = tried.and(candidate.connector().name() + ": " + whyNot.apply(candidate.connector()));
            }
        }
        return new Candidates(left, tried);
    }

    /** More calling selectors as we call them, then the longer prefix; never called when empty. */
    private Connector best(PeerIdentity peer) {
        Comparator<Candidate> order = Comparator.comparingInt(
                        (Candidate c) -> equalSelectors(c.connector().outgoing(), peer.calling()))
                .thenComparingInt(Candidate::rank);
        return candidates.stream().max(order).orElseThrow().connector();
    }

    private static int equalSelectors(Selectors ours, Selectors theirs) {
        return equal(ours.t(), theirs.t()) + equal(ours.s(), theirs.s()) + equal(ours.p(), theirs.p());
    }

    private static int equal(Octets ours, Octets theirs) {
        return !ours.isEmpty() && ours.equals(theirs) ? 1 : 0;
    }

    private static boolean fits(Octets configured, Octets called) {
        return configured.isEmpty() || configured.equals(called);
    }

    private static String wrongSelector(String layer, Octets configured, Octets called) {
        return "incoming " + layer + "-selector is " + Selectors.text(configured) + ", called "
                + Selectors.text(called);
    }

    private static String dialogue(boolean twoWayAlternate) {
        return twoWayAlternate ? "two-way-alternate" : "monologue";
    }

    /** What a peer sent is shown without control characters and not longer than an MTA name may be. */
    private static String quoted(String name) {
        String text = name.replaceAll("[^ -~]", "?");
        return "\"" + (text.length() > 32 ? text.substring(0, 32) + "..." : text) + "\"";
    }
}
