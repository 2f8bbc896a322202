package org.openx400.mta.net;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.openx400.mta.connector.CidrBlock;

/** The addresses of this node at one moment, by interface; interfaces that are down do not count. */
public final class LocalAddresses {
    private final List<Entry> entries;

    private record Entry(String interfaceName, boolean loopback, CidrBlock network) {
        boolean holds(InetAddress address) {
            // the kernel takes all of a loopback interface's network (127.0.0.0/8) as its own
            return loopback ? network.contains(address) : network.address().equals(address);
        }

        @Override
        public String toString() {
            return interfaceName + " " + network.address().getHostAddress();
        }
    }

    private LocalAddresses(List<Entry> entries) {
        this.entries = entries;
    }

    /** Those of the wanted addresses that are on this node at this moment. */
    public static Set<InetAddress> present(Set<InetAddress> wanted) throws SocketException {
        LocalAddresses here = now();
        return wanted.stream().filter(here::contains).collect(Collectors.toSet());
    }

    static LocalAddresses now() throws SocketException {
        List<Entry> entries = new ArrayList<>();
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (each.isUp()) {
                for (InterfaceAddress a : each.getInterfaceAddresses()) {
                    entries.add(new Entry(
                            each.getName(),
                            each.isLoopback(),
                            new CidrBlock(a.getAddress(), a.getNetworkPrefixLength())));
                }
            }
        }
        return new LocalAddresses(entries);
    }

    boolean contains(InetAddress address) {
        return entries.stream().anyMatch(entry -> entry.holds(address));
    }

    @Override
    public String toString() {
        return entries.stream().map(Entry::toString).collect(Collectors.joining(", "));
    }
}
