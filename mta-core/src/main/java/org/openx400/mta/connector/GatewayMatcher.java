package org.openx400.mta.connector;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the connector that an incoming connection belongs to. By the remote address: connectors that list it; only if
 * there is none, those with a host name that resolves to it; only if there is none, those with a host name that is the
 * name of the address, confirmed forward; besides, those that say {@code match: credentials}. What comes later narrows
 * these {@link Candidates}. Immutable; may be used by any thread.
 */
public final class GatewayMatcher {
    /** Rank of a candidate found by its host name, as one listed by its full address. */
    static final int BY_HOST = 128;

    /** Rank of a candidate that takes any address. */
    static final int ANY_ADDRESS = -1;

    /** How long other names are waited for when one has matched. */
    private static final Duration MOMENT = Duration.ofMillis(300);

    private static final int MOST_NAMES_TOLD = 4;
    private static final int LONGEST_NAME = 255;

    private final List<Connector> connectors;
    private final HostAddresses hosts;
    private final @Nullable HostNames names;

    /** Without looking addresses up backwards. */
    public GatewayMatcher(List<Connector> connectors, HostAddresses hosts) {
        this(connectors, hosts, null);
    }

    /** @param names null: addresses are not looked up backwards */
    public GatewayMatcher(List<Connector> connectors, HostAddresses hosts, @Nullable HostNames names) {
        this.connectors = List.copyOf(connectors);
        this.hosts = hosts;
        this.names = names;
    }

    /** The connectors that this address may be, if that is known without a look-up of names; never blocks. */
    public Optional<Candidates> listed(InetSocketAddress remote) {
        List<Candidates.Candidate> found = new ArrayList<>();
        MatchTrail trail = byAddress(remote, found, MatchTrail.of(remote));
        return found.isEmpty() && isNameOfUse() ? Optional.empty() : Optional.of(withAnyAddress(found, trail));
    }

    /** The connectors that this address may be. Host names may be looked up, which may block: not for an I/O thread. */
    public Candidates tcp(InetSocketAddress remote) {
        List<Candidates.Candidate> found = new ArrayList<>();
        MatchTrail trail = byAddress(remote, found, MatchTrail.of(remote));
        if (found.isEmpty()) {
            trail = byHost(remote, found, trail);
        }
        if (found.isEmpty() && isNameOfUse()) {
            trail = byReverseName(remote.getAddress(), found, byAddressOnly(), trail);
        }
        return withAnyAddress(found, trail);
    }

    /**
     * With the name of the address, for a refusal to tell whom it refused where no name was needed to match. May block: not
     * for an I/O thread.
     */
    public MatchTrail whole(MatchTrail trail) {
        return trail.isLookedUpBackwards()
                ? trail
                : byReverseName(trail.address(), new ArrayList<>(), List.of(), trail);
    }

    private Candidates withAnyAddress(List<Candidates.Candidate> found, MatchTrail trail) {
        for (Connector connector : connectors) {
            if (connector.match() == Connector.Match.CREDENTIALS) {
                found.add(new Candidates.Candidate(connector, ANY_ADDRESS));
            }
        }
        return new Candidates(found, trail);
    }

    private MatchTrail byAddress(InetSocketAddress remote, List<Candidates.Candidate> found, MatchTrail trail) {
        MatchTrail tried = trail;
        for (Connector connector : byAddressOnly()) {
            Optional<CidrBlock> longest = connector.remote().addresses().stream()
                    .filter(block -> block.contains(remote.getAddress()))
                    .max(Comparator.comparingInt(CidrBlock::prefixLength));
            if (longest.isPresent()) {
                found.add(new Candidates.Candidate(connector, rank(longest.get())));
            } else if (!connector.remote().addresses().isEmpty()) {
                tried = tried.and(connector.name() + ": addresses are "
                        + String.join(", ", texts(connector.remote().addresses())));
            }
        }
        return tried;
    }

    /** A single address ranks alike in both versions of IP. */
    private static int rank(CidrBlock block) {
        return block.isSingle() ? BY_HOST : block.prefixLength();
    }

    private MatchTrail byHost(InetSocketAddress remote, List<Candidates.Candidate> found, MatchTrail trail) {
        MatchTrail tried = trail;
        Map<String, CompletableFuture<List<InetAddress>>> answers = hosts.all(byAddressOnly().stream()
                .flatMap(connector -> connector.remote().hosts().stream())
                .collect(Collectors.toSet()));
        awaitMatch(remote.getAddress(), answers.values());
        for (Connector connector : byAddressOnly()) {
            for (String host : connector.remote().hosts()) {
                CompletableFuture<List<InetAddress>> answer = answers.get(host);
                if (answer == null || !answer.isDone()) {
                    tried = tried.and(connector.name() + ": host " + host + " is not resolved yet");
                    continue;
                }
                try {
                    List<InetAddress> addresses = hosts.of(host);
                    if (addresses.contains(remote.getAddress())) {
                        found.add(new Candidates.Candidate(connector, BY_HOST));
                        break;
                    }
                    List<String> texts =
                            addresses.stream().map(InetAddress::getHostAddress).toList();
                    tried = tried.and(connector.name() + ": host " + host + " is " + String.join(", ", texts));
                } catch (UnknownHostException e) {
                    tried = tried.and(connector.name() + ": " + e.getMessage());
                }
            }
        }
        return tried;
    }

    /**
     * Returns when all answers are there, or a moment after the first that has the address: a dead name server delays nobody
     * whose own name is known, and names of the same address are found together.
     */
    private static void awaitMatch(InetAddress remote, Collection<CompletableFuture<List<InetAddress>>> answers) {
        CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
        CompletableFuture<Void> match = new CompletableFuture<>();
        answers.forEach(answer -> answer.thenAccept(addresses -> {
            if (addresses.contains(remote)) {
                match.complete(null);
            }
        }));
        CompletableFuture.anyOf(all, match).join();
        all.copy()
                .completeOnTimeout(null, MOMENT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** For a match, or for the refusal to tell it; not to delay those that any address may be. */
    private boolean isNameOfUse() {
        return byAddressOnly().stream()
                        .anyMatch(connector -> !connector.remote().hosts().isEmpty())
                || connectors.stream().noneMatch(connector -> connector.match() == Connector.Match.CREDENTIALS);
    }

    private MatchTrail byReverseName(
            InetAddress remote, List<Candidates.Candidate> found, List<Connector> sought, MatchTrail trail) {
        HostNames lookUp = names;
        if (lookUp == null) {
            return trail;
        }
        List<String> given;
        try {
            given = lookUp.of(remote);
        } catch (UnknownHostException e) {
            return trail.andReverseName("no reverse name: " + e.getMessage());
        }
        MatchTrail tried = trail.andReverseName("reverse name is " + String.join(", ", printable(given)));
        for (Connector connector : sought) {
            for (String host : connector.remote().hosts()) {
                if (given.stream().noneMatch(name -> sameName(name, host))) {
                    continue;
                }
                if (isConfirmed(host, remote)) {
                    found.add(new Candidates.Candidate(connector, BY_HOST));
                    break;
                }
                tried = tried.and(connector.name() + ": reverse name " + host + " is not confirmed forward");
            }
        }
        return tried;
    }

    /** By a new look-up: a host that has moved is known by its name before its old address is forgotten. */
    private boolean isConfirmed(String host, InetAddress remote) {
        try {
            return hosts.again(host).contains(remote);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean sameName(String a, String b) {
        return withoutFinalDot(a).equalsIgnoreCase(withoutFinalDot(b));
    }

    private static String withoutFinalDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** The owner of the address chose them. */
    private static List<String> printable(List<String> names) {
        return names.stream()
                .limit(MOST_NAMES_TOLD)
                .map(name -> name.replaceAll("[^ -~]", "?"))
                .map(name -> name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name)
                .toList();
    }

    private List<Connector> byAddressOnly() {
        return connectors.stream()
                .filter(connector -> connector.match() == Connector.Match.ADDRESS)
                .toList();
    }

    private static List<String> texts(List<CidrBlock> blocks) {
        return blocks.stream().map(CidrBlock::toString).toList();
    }
}
