package org.openx400.mta.rfc1006.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Connector;

/**
 * The local addresses that connections to peers leave from.
 *
 * @param group those of the group, at most one of each family; none on a single machine
 */
public record Sources(List<InetAddress> group) {
    /** Where a connector has no source address, the kernel chooses. */
    public static final Sources OF_CONNECTORS = new Sources(List.of());

    @Nullable
    InetAddress of(Connector connector, InetAddress remote) {
        return of(connector.sourceAddress(), remote);
    }

    /**
     * That of the connector, else the group's of the peer's family. A group without one gets the other, with which no
     * connection is possible: never one from an address that is not the group's.
     *
     * @param ofConnector null if it has none
     * @return null if the kernel chooses: without a group, and for loopback
     */
    public @Nullable InetAddress of(@Nullable InetAddress ofConnector, InetAddress remote) {
        if (ofConnector != null) {
            return ofConnector;
        }
        if (group.isEmpty() || remote.isLoopbackAddress()) {
            return null;
        }
        return group.stream()
                .filter(address -> address instanceof Inet4Address == remote instanceof Inet4Address)
                .findFirst()
                .orElse(group.get(0));
    }
}
