package org.openx400.mta.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Name servers for hosts of a {@link NetworkLab}: DNS at port 53, NetBIOS at port 137. */
public final class NameServers {
    private static final String DNS = ":53";
    private static final String NETBIOS = ":137";

    private static final String FAILING =
            "use IO::Socket::INET; my $s = IO::Socket::INET->new(Proto => 'udp', LocalAddr =>"
                    + " $ARGV[0]) or die $!; while ($s->recv(my $q, 512)) { $s->send(substr($q, 0, 2) . pack('H*', '8182') ."
                    + " substr($q, 4)); }";

    private NameServers() {}

    /**
     * Starts dnsmasq, which knows only what it is told by its options; returns when it answers.
     *
     * @param log where its queries are written
     */
    public static Process dnsmasq(NetworkHost host, Path log, String address, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--no-resolv",
                "--no-hosts",
                "--cache-size=0",
                "--log-queries",
                "--log-facility=-",
                "--domain-needed",
                "--user=root",
                "--pid-file=",
                "--listen-address=" + address,
                "--bind-interfaces"));
        command.addAll(List.of(options));
        return start(host, log, address + DNS, command);
    }

    /** Starts a server that answers each query with SERVFAIL; returns when it does. */
    public static Process failing(NetworkHost host, Path log, String address) throws IOException {
        return start(host, log, address + DNS, List.of("perl", "-e", FAILING, address + DNS));
    }

    /**
     * Starts nmbd with a NetBIOS name; returns when it can be asked.
     *
     * @param home for its files, is made
     * @param role {@code wins support = yes} for a WINS server, {@code wins server = ADDRESS} for a node that registers there
     */
    public static Process nmbd(NetworkHost host, Path home, String name, String address, String role)
            throws IOException {
        Files.createDirectory(home);
        Path config = Files.writeString(home.resolve("smb.conf"), """
                [global]
                netbios name = %2$s
                workgroup = LAB
                %4$s
                interfaces = %3$s/24
                bind interfaces only = yes
                lock directory = %1$s
                state directory = %1$s
                cache directory = %1$s
                pid directory = %1$s
                private dir = %1$s
                ncalrpc dir = %1$s/ncalrpc
                log file = %1$s/log
                """.formatted(home, name, address, role));
        return start(
                host,
                home.resolve("output"),
                address + NETBIOS,
                List.of("nmbd", "--foreground", "--no-process-group", "--configfile=" + config));
    }

    private static Process start(NetworkHost host, Path log, String end, List<String> command) throws IOException {
        Process server = host.command(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        host.awaitUdp(end);
        return server;
    }
}
