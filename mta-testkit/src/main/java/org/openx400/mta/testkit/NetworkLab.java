package org.openx400.mta.testkit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network of its own on this machine: hosts are network namespaces, cables are veth pairs, switches are bridges.
 * Nothing of it touches the machine's own network, and nothing is left when it is closed, no process either. Needs root.
 */
public final class NetworkLab implements AutoCloseable {
    private static final AtomicInteger LABS = new AtomicInteger();

    private final String prefix = "mta" + ProcessHandle.current().pid() + "x" + LABS.incrementAndGet() + "-";
    private final Deque<String> namespaces = new ArrayDeque<>();
    private final Thread atExit = new Thread(this::remove);

    public NetworkLab() {
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A host with loopback only. */
    public NetworkHost host(String name) throws IOException {
        String namespace = prefix + name;
        ip("netns", "add", namespace);
        namespaces.push(namespace);
        NetworkHost host = new NetworkHost(namespace);
        host.run("ip", "link", "set", "lo", "up");
        return host;
    }

    /** A switch to which hosts are joined. */
    public NetworkHost lan(String name) throws IOException {
        NetworkHost lan = host(name);
        lan.run("ip", "link", "add", "br0", "type", "bridge");
        lan.run("ip", "link", "set", "br0", "up");
        return lan;
    }

    /**
     * Plugs a host into a switch.
     *
     * @param address with its prefix length
     */
    public Cable join(NetworkHost lan, NetworkHost host, String address) throws IOException {
        String port = lan.nextInterface();
        String device = host.nextInterface();
        ip(
                "link",
                "add",
                port,
                "netns",
                lan.namespace(),
                "type",
                "veth",
                "peer",
                "name",
                device,
                "netns",
                host.namespace());
        lan.run("ip", "link", "set", port, "master", "br0", "up");
        host.run("ip", "link", "set", device, "up");
        host.address(device, address);
        return new Cable(lan, port, device);
    }

    private static String ip(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        return Shell.run(command);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        remove();
    }

    private void remove() {
        while (!namespaces.isEmpty()) {
            String namespace = namespaces.pop();
            try {
                ip("netns", "pids", namespace)
                        .lines()
                        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                        .forEach(ProcessHandle::destroyForcibly);
                ip("netns", "delete", namespace);
            } catch (IOException e) {
                System.err.println("a network namespace is left: " + e.getMessage());
            }
        }
    }
}
