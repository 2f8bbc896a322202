package org.openx400.mta.config;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.SmtpConnector;

/** The groups of a cluster as they are written: checks them, and gives each its connectors and listening addresses. */
final class ClusterReader {
    /** A group without faults in itself. */
    private record Group(
            List<InetAddress> addresses,
            int port,
            List<Connector> connectors,
            List<SmtpConnector> smtpConnectors,
            List<InetSocketAddress> listen) {
        boolean hasFamilyOf(InetAddress address) {
            return addresses.stream().anyMatch(ours -> sameFamily(ours, address));
        }
    }

    private final Surroundings surroundings;
    private final Faults faults;
    private final Set<InetAddress> seen = new HashSet<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final String node;
    private boolean broken;

    ClusterReader(ConfigurationFile.Cluster in, Surroundings surroundings, Faults faults) {
        this.surroundings = surroundings;
        this.faults = faults;
        this.node = in.node();
        if (in.groups().isEmpty()) {
            faults.value("/cluster/groups", "has no group: give at least one");
        }
        for (int i = 0; i < in.groups().size(); i++) {
            group(in.groups().get(i), "/cluster/groups/" + i);
        }
    }

    private void group(ConfigurationFile.Group in, String pointer) {
        List<InetAddress> addresses = new ArrayList<>();
        address(in.address(), pointer + "/address").ifPresent(addresses::add);
        if (in.address6() != null) {
            address(in.address6(), pointer + "/address6").ifPresent(addresses::add);
            boolean oneOfEach = addresses.size() < 2
                    || addresses.get(0) instanceof Inet4Address && addresses.get(1) instanceof Inet6Address;
            if (!oneOfEach) {
                faults.value(
                        pointer + "/address6", "must be IPv6 beside an IPv4 address: a group has one of each at most");
            }
        }
        Group group =
                new Group(List.copyOf(addresses), in.port(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        if (groups.putIfAbsent(in.name(), group) != null) {
            faults.value(pointer + "/name", "is the name of two groups: " + in.name());
        }
    }

    private Optional<InetAddress> address(String text, String pointer) {
        InetAddress address;
        try {
            address = CidrBlock.parseAddress(text);
        } catch (IllegalArgumentException e) {
            faults.value(pointer, e);
            broken = true;
            return Optional.empty();
        }
        if (!isUnicast(address)) {
            faults.value(pointer, "is no unicast address: " + text);
        } else if (address.isLoopbackAddress()) {
            faults.value(pointer, "is a loopback address, which every node has for itself: " + text);
        } else if (!seen.add(address)) {
            faults.value(pointer, "is the address of two groups: " + text);
        } else if (!surroundings.isInNetwork().test(address)) {
            faults.warn(pointer, "is in the network of no interface of this machine");
        }
        return Optional.of(address);
    }

    private static boolean isUnicast(InetAddress address) {
        boolean broadcast = address instanceof Inet4Address && (address.getAddress()[0] & 0xff) >= 0xf0; // RFC 1112 4
        return !address.isAnyLocalAddress() && !address.isMulticastAddress() && !broadcast;
    }

    private static boolean sameFamily(InetAddress a, InetAddress b) {
        return a instanceof Inet4Address == b instanceof Inet4Address;
    }

    /** Whether an address belongs to a group, so that it need not be on this machine now. */
    boolean hasAddress(InetAddress address) {
        return seen.contains(address);
    }

    /** @param name as it is written, null for the only group */
    private @Nullable Group group(@Nullable String name, String pointer) {
        String names = String.join(", ", groups.keySet());
        if (name == null && groups.size() > 1) {
            faults.value(pointer + "/name", "has no group: give group, one of " + names);
            return null;
        }
        Group group = name == null ? groups.values().stream().findFirst().orElse(null) : groups.get(name);
        if (group == null && name != null) {
            faults.value(pointer + "/group", "is no group of the cluster, which has " + names + ": " + name);
        }
        return group;
    }

    /**
     * @param name of the group as it is written, null for the only one
     * @return the connector as it works in that group: without addresses of its own it listens where the group is
     */
    SmtpConnector add(SmtpConnector connector, @Nullable String name, String pointer) {
        Group group = group(name, pointer);
        if (group == null) {
            return connector;
        }
        for (int i = 0; i < connector.listen().size(); i++) {
            if (!group.addresses().contains(connector.listen().get(i).getAddress())) {
                faults.value(pointer + "/listen/" + i + "/address", "is no address of the group of this connector");
            }
        }
        SmtpConnector placed = connector.listen().isEmpty()
                ? connector.listening(group.addresses().stream()
                        .map(address -> new InetSocketAddress(address, SmtpConnector.PORT))
                        .toList())
                : connector;
        group.smtpConnectors().add(placed);
        return placed;
    }

    /** @param name of the group as it is written, null for the only one */
    void add(Connector connector, @Nullable String name, String pointer) {
        Group group = group(name, pointer);
        if (group == null) {
            return;
        }
        group.connectors().add(connector);
        boolean noHosts = connector.remote().hosts().isEmpty();
        boolean noWay = !connector.remote().addresses().isEmpty()
                && connector.remote().addresses().stream().noneMatch(block -> group.hasFamilyOf(block.address()));
        if (connector.sourceAddress() == null && noHosts && noWay && !broken) {
            faults.value(
                    pointer + "/remote/addresses",
                    "are of another family than the address of the group, from which they are to be reached");
        }
    }

    void listen(InetSocketAddress address, String pointer) {
        if (address.getAddress().isAnyLocalAddress()) {
            faults.value(
                    pointer + "/address",
                    "is the wildcard, but in a cluster peers connect to the address of a group: leave the entry out");
            return;
        }
        List<Group> candidates = groups.size() == 1
                ? List.copyOf(groups.values())
                : groups.values().stream()
                        .filter(group -> group.addresses().contains(address.getAddress()))
                        .toList();
        if (candidates.isEmpty()) {
            faults.value(pointer + "/address", "is the address of no group, so nobody knows when it is to be used");
        } else {
            candidates.get(0).listen().add(address);
        }
    }

    MtaConfiguration.Cluster cluster() {
        return new MtaConfiguration.Cluster(
                node,
                groups.entrySet().stream()
                        .map(group -> finished(group.getKey(), group.getValue()))
                        .collect(Collectors.toUnmodifiableList()));
    }

    private static MtaConfiguration.Group finished(String name, Group group) {
        List<InetSocketAddress> own = group.addresses().stream()
                .map(address -> new InetSocketAddress(address, group.port()))
                .toList();
        return new MtaConfiguration.Group(
                name,
                group.addresses(),
                group.listen().isEmpty() ? own : List.copyOf(group.listen()),
                List.copyOf(group.connectors()),
                List.copyOf(group.smtpConnectors()));
    }
}
