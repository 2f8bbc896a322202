package org.openx400.mta.rfc1006.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.HostAddresses;

/** Where a peer is dialled: the addresses of its host names, then those of its addresses that are not blocks. */
final class DialAddresses {
    private DialAddresses() {}

    /**
     * In the order of the configuration, each once. May block.
     *
     * @param unresolved takes a host name that has no address, and why
     */
    static List<InetSocketAddress> of(Connector connector, HostAddresses hosts, BiConsumer<String, String> unresolved) {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        for (String host : connector.remote().hosts()) {
            try {
                addresses.addAll(hosts.of(host));
            } catch (UnknownHostException e) {
                unresolved.accept(host, String.valueOf(e.getMessage()));
            }
        }
        connector.remote().addresses().stream()
                .filter(CidrBlock::isSingle)
                .map(CidrBlock::address)
                .forEach(addresses::add);
        return addresses.stream()
                .map(address ->
                        new InetSocketAddress(address, connector.remote().port()))
                .toList();
    }
}
