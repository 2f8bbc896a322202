package org.openx400.mta.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A host of a {@link NetworkLab}: a network namespace with interfaces of its own. */
public final class NetworkHost {
    private final String namespace;
    private int interfaces;

    NetworkHost(String namespace) {
        this.namespace = namespace;
    }

    /** The words that put a command into this host. */
    public List<String> entrance() {
        return List.of("ip", "netns", "exec", namespace);
    }

    /** Runs a command to its end and gives its output; fails when its exit code is not 0. */
    public String run(String... command) throws IOException {
        List<String> all = new ArrayList<>(entrance());
        all.addAll(List.of(command));
        return Shell.run(all);
    }

    /** Gives an address with its prefix length to an interface, without a probe for others that have it. */
    public void address(String device, String address) throws IOException {
        run("ip", "address", "add", address, "dev", device, "nodad");
    }

    public void dropAddress(String device, String address) throws IOException {
        run("ip", "address", "del", address, "dev", device);
    }

    /** Sends what has no route of its own to this neighbour. */
    public void defaultRoute(String gateway) throws IOException {
        run("ip", "route", "add", "default", "via", gateway);
    }

    /** Loads rules for nftables. */
    public void rules(String ruleset) throws IOException {
        List<String> all = new ArrayList<>(entrance());
        all.addAll(List.of("nft", "-f", "-"));
        Shell.run(all, ruleset);
    }

    String namespace() {
        return namespace;
    }

    String nextInterface() {
        return "eth" + interfaces++;
    }
}
