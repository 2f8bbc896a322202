package org.openx400.mta.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where processes run: a host of a {@link NetworkLab}, which is a network namespace, or the machine itself. */
public final class NetworkHost {
    private static final NetworkHost MACHINE = new NetworkHost("");

    private final String namespace;
    private int interfaces;

    NetworkHost(String namespace) {
        this.namespace = namespace;
    }

    /** The machine itself, with the network that it has. */
    public static NetworkHost machine() {
        return MACHINE;
    }

    /** A command of this host, to be started. */
    public ProcessBuilder command(List<String> words) {
        return new ProcessBuilder(inside(words));
    }

    /** Runs a command to its end and gives its output; fails when its exit code is not 0. */
    public String run(String... command) throws IOException {
        return Shell.run(inside(List.of(command)));
    }

    String run(List<String> command, String input) throws IOException {
        return Shell.run(inside(command), input);
    }

    /** Returns when something listens at this address and port; fails when that takes half a minute. */
    public void awaitTcp(String end) throws IOException {
        awaitListener("-Hltn", end);
    }

    /** Returns when something takes datagrams at this address and port; fails when that takes half a minute. */
    public void awaitUdp(String end) throws IOException {
        awaitListener("-Hlun", end);
    }

    private void awaitListener(String kind, String end) throws IOException {
        run("timeout", "25", "sh", "-c", "until ss " + kind + " | grep -qF ' " + end + " '; do sleep 0.05; done");
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
        Shell.run(inside(List.of("nft", "-f", "-")), ruleset);
    }

    private List<String> inside(List<String> words) {
        List<String> all = new ArrayList<>();
        if (!namespace.isEmpty()) {
            all.addAll(List.of("ip", "netns", "exec", namespace));
        }
        all.addAll(words);
        return all;
    }

    String namespace() {
        return namespace;
    }

    String nextInterface() {
        return "eth" + interfaces++;
    }
}
