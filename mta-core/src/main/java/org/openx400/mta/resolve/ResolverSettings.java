package org.openx400.mta.resolve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How host names are looked up.
 *
 * @param chain the steps in order, each at most once
 * @param deadline of each step that asks over the network
 * @param sourceAddress local address of what is asked; null: the kernel chooses
 * @param dnsServers asked in order; empty: those of the machine
 * @param winsServer null only if the chain has no such step
 * @param netbiosDomains domains whose hosts are asked for by their first label
 * @param hosts file, absolute
 * @param lmhosts file, absolute; null only if the chain has no such step
 */
public record ResolverSettings(
        List<Kind> chain,
        Duration deadline,
        @Nullable InetAddress sourceAddress,
        List<InetSocketAddress> dnsServers,
        @Nullable InetSocketAddress winsServer,
        List<String> netbiosDomains,
        Path hosts,
        @Nullable Path lmhosts) {
    /** The hosts file and the name servers of this machine. */
    public static final ResolverSettings OF_THIS_MACHINE = new ResolverSettings(
            List.of(Kind.HOSTS, Kind.DNS),
            Duration.ofSeconds(3),
            null,
            List.of(),
            null,
            List.of(),
            Path.of("/etc/hosts"),
            null);

    /** The steps there are; in the configuration they are written small. */
    public enum Kind {
        HOSTS,
        DNS,
        WINS,
        LMHOSTS
    }
}
