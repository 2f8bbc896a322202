package org.openx400.mta.smtp.host;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.openx400.mta.octets.Limit;
import org.openx400.mta.octets.Octets;

/** Counts what peers have and do, against {@link PeerLimits}. A peer is forgotten a minute after its last connection. */
final class PeerCounts {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int IPV6_PREFIX = 8;

    private PeerLimits limits;
    private final LongSupplier nanoTime;
    private final Map<Octets, Peer> peers = new HashMap<>();
    private int connections;
    private long lastSweep;

    private static final class Peer {
        private int connections;
        private long minuteBegin;
        private int mails;
        private int authFailures;

        Peer(long now) {
            minuteBegin = now;
        }

        void at(long now) {
            if (now - minuteBegin >= MINUTE) {
                minuteBegin = now;
                mails = 0;
                authFailures = 0;
            }
        }
    }

    PeerCounts(PeerLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.lastSweep = nanoTime.getAsLong();
    }

    /** Counts against these from now on. */
    synchronized void serve(PeerLimits next) {
        limits = next;
    }

    /** Counts a connection in, or says which limit is reached. */
    synchronized Optional<Limit> enter(InetAddress address) {
        Peer peer = peer(address);
        if (connections >= limits.connections()) {
            return Optional.of(Limit.of("connections", limits.connections()));
        }
        if (peer.connections >= limits.perPeer()) {
            return Optional.of(Limit.of("perPeer", limits.perPeer()));
        }
        peer.connections++;
        connections++;
        return Optional.empty();
    }

    synchronized void leave(InetAddress address) {
        peer(address).connections--;
        connections--;
    }

    /** Counts a mail, or says which limit is reached. */
    synchronized Optional<Limit> begin(InetAddress address) {
        return ++peer(address).mails <= limits.ratePerMinute()
                ? Optional.empty()
                : Optional.of(Limit.of("ratePerMinute", limits.ratePerMinute()));
    }

    /** Whether the peer may try a password, or which limit is reached. */
    synchronized Optional<Limit> authenticate(InetAddress address) {
        return peer(address).authFailures < limits.authFailures()
                ? Optional.empty()
                : Optional.of(Limit.of("authFailures", limits.authFailures()));
    }

    /** Counts a password that was wrong. */
    synchronized void authenticationFailed(InetAddress address) {
        peer(address).authFailures++;
    }

    /** Connections of all peers. */
    synchronized int live() {
        return connections;
    }

    synchronized int known() {
        return peers.size();
    }

    private Peer peer(InetAddress address) {
        long now = nanoTime.getAsLong();
        if (now - lastSweep >= MINUTE) {
            lastSweep = now;
            peers.values().removeIf(peer -> peer.connections == 0 && now - peer.minuteBegin >= MINUTE);
        }
        Octets octets = Octets.wrap(address.getAddress());
        Octets key = address instanceof Inet6Address ? octets.slice(0, IPV6_PREFIX) : octets;
        Peer peer = peers.computeIfAbsent(key, unknown -> new Peer(now));
        peer.at(now);
        return peer;
    }
}
