package org.openx400.mta.resolve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.openx400.mta.octets.Octets;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;

/** The name servers, in order: the next one is asked when one does not answer or cannot. */
final class DnsServers {
    private final List<InetSocketAddress> servers;
    private final UdpExchange udp;

    DnsServers(List<InetSocketAddress> servers, UdpExchange udp) {
        this.servers = List.copyOf(servers);
        this.udp = udp;
    }

    /**
     * The first answer with data, or that there are none (NOERROR, NXDOMAIN).
     *
     * @param end nanoTime of the deadline; the servers share what is left
     * @throws IOException if no server knew; the message says what each did
     */
    Message ask(Name name, int type, long end) throws IOException {
        StringBuilder why = new StringBuilder();
        for (int i = 0; i < servers.size(); i++) {
            InetSocketAddress server = servers.get(i);
            String failure;
            try {
                Duration share = Duration.ofNanos((end - System.nanoTime()) / (servers.size() - i));
                Message answer = ask(server, name, type, share);
                if (answer.getRcode() == Rcode.NOERROR || answer.getRcode() == Rcode.NXDOMAIN) {
                    return answer;
                }
                failure = Rcode.string(answer.getRcode());
            } catch (IOException e) {
                failure = String.valueOf(e.getMessage());
            }
            why.append(why.isEmpty() ? "" : "; ")
                    .append(server.getAddress().getHostAddress())
                    .append(": ")
                    .append(failure);
        }
        throw new IOException(why.isEmpty() ? "there is no name server" : why.toString());
    }

    void tellIgnored(String why) {
        udp.tellIgnored(servers.get(0), why);
    }

    private Message ask(InetSocketAddress server, Name name, int type, Duration within) throws IOException {
        if (within.isNegative() || within.isZero()) {
            throw new SocketTimeoutException("was not asked, as no time was left");
        }
        long begin = System.nanoTime();
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        Message answer = udp.ask(server, Octets.wrap(query.toWire()), within, octets -> read(query, octets));
        if (!answer.getHeader().getFlag(Flags.TC)) {
            return answer;
        }
        // RFC 1035 4.2.1, RFC 7766 5: what is truncated is not used but asked again over TCP.
        return byTcp(server, query, within.minusNanos(System.nanoTime() - begin));
    }

    private Message byTcp(InetSocketAddress server, Message query, Duration within) throws IOException {
        SimpleResolver tcp = new SimpleResolver(server);
        tcp.setTCP(true);
        tcp.setTimeout(within);
        InetAddress source = udp.source();
        if (source != null) {
            tcp.setLocalAddress(source);
        }
        try {
            return tcp.send(query);
        } catch (IOException e) {
            udp.tellIgnored(server, "it is truncated, and by TCP there is none");
            throw new IOException("answer is truncated, and by TCP there is none: " + e.getMessage(), e);
        }
    }

    private static Message read(Message query, Octets octets) throws UdpExchange.IgnoredAnswer {
        Message answer;
        try {
            answer = new Message(octets.toArray());
        } catch (IOException e) {
            throw new UdpExchange.IgnoredAnswer("it is no DNS message: " + e.getMessage());
        }
        if (answer.getHeader().getID() != query.getHeader().getID()) {
            throw new UdpExchange.IgnoredAnswer("its transaction id is not that of the query");
        }
        if (!answer.getHeader().getFlag(Flags.QR) || !query.getQuestion().equals(answer.getQuestion())) {
            throw new UdpExchange.IgnoredAnswer("it does not answer the query");
        }
        return answer;
    }
}
