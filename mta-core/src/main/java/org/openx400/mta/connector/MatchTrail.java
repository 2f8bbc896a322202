package org.openx400.mta.connector;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** What was tried to find the connector of an incoming connection, so that a refusal explains itself. Immutable. */
public final class MatchTrail {
    private final InetSocketAddress remote;
    private final List<String> steps;
    private final boolean lookedUpBackwards;

    private MatchTrail(InetSocketAddress remote, List<String> steps, boolean lookedUpBackwards) {
        this.remote = remote;
        this.steps = List.copyOf(steps);
        this.lookedUpBackwards = lookedUpBackwards;
    }

    static MatchTrail of(InetSocketAddress remote) {
        return new MatchTrail(remote, List.of(), false);
    }

    MatchTrail and(String step) {
        return with(step, lookedUpBackwards);
    }

    /** With the name of the address, or that there is none. */
    MatchTrail andReverseName(String step) {
        return with(step, true);
    }

    private MatchTrail with(String step, boolean backwards) {
        List<String> more = new ArrayList<>(steps);
        more.add(step);
        return new MatchTrail(remote, more, backwards);
    }

    InetAddress address() {
        return remote.getAddress();
    }

    /** Whether it tells the name of the address, or that there is none. */
    boolean isLookedUpBackwards() {
        return lookedUpBackwards;
    }

    /** In order; no password is ever in them. */
    public List<String> steps() {
        return steps;
    }

    /** The network address in dotted form and in the hexadecimal digits of the Exchange MTA. */
    public String networkAddress() {
        InetAddress address = remote.getAddress();
        return address.getHostAddress() + " ("
                + HexFormat.of().formatHex(address.getAddress()).toUpperCase(Locale.ROOT) + ")";
    }

    /** All steps in one line. */
    @Override
    public String toString() {
        return steps.isEmpty() ? "nothing, as there is no connector" : String.join("; ", steps);
    }
}
