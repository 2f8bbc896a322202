package org.openx400.mta.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Name servers for hosts of a {@link NetworkLab}, at port 53. */
public final class NameServers {
    private static final String PORT = ":53";

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
        return start(host, log, address, command);
    }

    /** Starts a server that answers each query with SERVFAIL; returns when it does. */
    public static Process failing(NetworkHost host, Path log, String address) throws IOException {
        return start(host, log, address, List.of("perl", "-e", FAILING, address + PORT));
    }

    private static Process start(NetworkHost host, Path log, String address, List<String> command) throws IOException {
        Process server = host.command(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        host.awaitUdp(address + PORT);
        return server;
    }
}
