package org.openx400.mta.resolve;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A WINS server: the NetBIOS name service of RFC 1001 and RFC 1002, asked directly, never by broadcast. It has no look-up
 * by address, so backwards the node itself is asked for its status; what it says is believed only when confirmed forward.
 */
final class WinsSource implements NameSource {
    /** A negative answer and a node status have no time to live of their own (RFC 1002 4.2.14, 4.2.18). */
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final InetSocketAddress server;
    private final NetbiosNames netbios;
    private final Duration deadline;
    private final UdpExchange udp;
    private final SecureRandom random = new SecureRandom();

    /** @param server its port is also where nodes are asked for their status */
    WinsSource(InetSocketAddress server, NetbiosNames netbios, Duration deadline, UdpExchange udp) {
        this.server = server;
        this.netbios = netbios;
        this.deadline = deadline;
        this.udp = udp;
    }

    @Override
    public String name() {
        return "wins";
    }

    @Override
    public Answer<InetAddress> addresses(String host) {
        Optional<String> name = netbios.of(host);
        if (name.isEmpty()) {
            return NetbiosNames.notAsked();
        }
        int id = random.nextInt(1 << 16);
        try {
            Answer<InetAddress> answer = udp.ask(
                    server,
                    NetbiosPacket.nameQuery(id, name.get()),
                    deadline,
                    octets -> NetbiosPacket.addresses(octets, id, name.get()));
            return answer instanceof Answer.None<InetAddress> none ? new Answer.None<>(none.why(), KEPT) : answer;
        } catch (IOException e) {
            return new Answer.Failed<>(server.getAddress().getHostAddress() + ": " + e.getMessage());
        }
    }

    @Override
    public Answer<String> names(InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            return new Answer.NotAsked<>("is no IPv4 address");
        }
        int id = random.nextInt(1 << 16);
        try {
            List<String> names = udp.ask(
                    new InetSocketAddress(address, server.getPort()),
                    NetbiosPacket.statusQuery(id),
                    deadline,
                    octets -> NetbiosPacket.names(octets, id));
            return names.isEmpty()
                    ? new Answer.None<>("the node has no workstation name", KEPT)
                    : new Answer.Found<>(names, KEPT);
        } catch (IOException e) {
            // Most nodes have no NetBIOS at all: that is no failure of the name service.
            return new Answer.None<>("the node does not tell its name: " + e.getMessage(), KEPT);
        }
    }
}
