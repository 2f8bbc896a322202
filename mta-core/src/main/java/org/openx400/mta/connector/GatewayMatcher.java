package org.openx400.mta.connector;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the connector that an incoming connection belongs to. By the remote address: connectors that list it; only if
 * there is none, those with a host name that resolves to it; besides, those that say {@code match: credentials}. What
 * comes later narrows these {@link Candidates}. Immutable; may be used by any thread.
 */
public final class GatewayMatcher {
    /** Rank of a candidate found by its host name, as one listed by its full address. */
    static final int BY_HOST = 128;

    /** Rank of a candidate that takes any address. */
    static final int ANY_ADDRESS = -1;

    private final List<Connector> connectors;
    private final HostAddresses hosts;

    public GatewayMatcher(List<Connector> connectors, HostAddresses hosts) {
        this.connectors = List.copyOf(connectors);
        this.hosts = hosts;
    }

    /** The connectors that this address may be. Host names may be looked up, which may block: not for an I/O thread. */
    public Candidates tcp(InetSocketAddress remote) {
        List<Candidates.Candidate> found = new ArrayList<>();
        MatchTrail trail = byAddress(remote, found, MatchTrail.of(remote));
        if (found.isEmpty()) {
            trail = byHost(remote, found, trail);
        }
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
        for (Connector connector : byAddressOnly()) {
            for (String host : connector.remote().hosts()) {
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

    private List<Connector> byAddressOnly() {
        return connectors.stream()
                .filter(connector -> connector.match() == Connector.Match.ADDRESS)
                .toList();
    }

    private static List<String> texts(List<CidrBlock> blocks) {
        return blocks.stream().map(CidrBlock::toString).toList();
    }
}
