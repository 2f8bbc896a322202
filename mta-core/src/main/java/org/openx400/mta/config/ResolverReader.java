package org.openx400.mta.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.resolve.ResolverSettings;
import org.openx400.mta.resolve.ResolverSettings.Kind;

/** The section {@code resolver}, to what it means. */
final class ResolverReader {
    private static final String AT = "/resolver";

    private final Path folder;
    private final Surroundings surroundings;
    private final Faults faults;

    ResolverReader(Path folder, Surroundings surroundings, Faults faults) {
        this.folder = folder;
        this.surroundings = surroundings;
        this.faults = faults;
    }

    ResolverSettings read(ResolverFile.Resolver in) {
        List<Kind> chain = chain(in.chain());
        return new ResolverSettings(
                chain,
                Form.duration(in.deadline()),
                source(in.sourceAddress()),
                dnsServers(in.dns()),
                winsServer(in.wins(), chain),
                in.wins().domains(),
                folder.resolve(in.hosts().file()).normalize(),
                lmhosts(in.lmhosts(), chain));
    }

    private List<Kind> chain(List<String> words) {
        List<Kind> chain = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Kind kind = Kind.valueOf(words.get(i).toUpperCase(Locale.ROOT));
            if (chain.contains(kind)) {
                faults.value(AT + "/chain/" + i, "is given twice");
            }
            chain.add(kind);
        }
        if (chain.isEmpty()) {
            faults.value(
                    AT + "/chain", "is empty, so that no host name would be known: leave resolver out, or name steps");
        }
        return List.copyOf(chain);
    }

    private @Nullable InetAddress source(@Nullable String text) {
        InetAddress address = address(text, AT + "/sourceAddress");
        if (address != null && !surroundings.isLocal().test(address)) {
            faults.warn(
                    AT + "/sourceAddress", "is on no interface of this machine now: nothing will be asked until it is");
        }
        return address;
    }

    private List<InetSocketAddress> dnsServers(ResolverFile.Dns in) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (int i = 0; i < in.servers().size(); i++) {
            InetAddress address = address(in.servers().get(i), AT + "/dns/servers/" + i);
            if (address != null) {
                servers.add(new InetSocketAddress(address, in.port()));
            }
        }
        return List.copyOf(servers);
    }

    private @Nullable InetSocketAddress winsServer(ResolverFile.Wins in, List<Kind> chain) {
        if (in.server() == null && chain.contains(Kind.WINS)) {
            faults.value(AT + "/wins", "needs a server, as wins is in the chain");
        }
        InetAddress address = address(in.server(), AT + "/wins/server");
        if (address != null && !(address instanceof Inet4Address)) {
            faults.value(AT + "/wins/server", "must be an IPv4 address, as NetBIOS has no other");
        }
        return address == null ? null : new InetSocketAddress(address, in.port());
    }

    private @Nullable Path lmhosts(ResolverFile.Lmhosts in, List<Kind> chain) {
        if (in.file() == null && chain.contains(Kind.LMHOSTS)) {
            faults.value(AT + "/lmhosts", "needs a file, as lmhosts is in the chain");
        }
        return in.file() == null ? null : folder.resolve(in.file()).normalize();
    }

    private @Nullable InetAddress address(@Nullable String text, String pointer) {
        try {
            return text == null ? null : CidrBlock.parseAddress(text);
        } catch (IllegalArgumentException e) {
            faults.value(pointer, e);
            return null;
        }
    }
}
