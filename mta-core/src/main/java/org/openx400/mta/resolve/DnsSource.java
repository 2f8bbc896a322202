package org.openx400.mta.resolve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** DNS (RFC 1035, 2308, 3596): absolute names only, no search list, aliases followed, times to live respected. */
final class DnsSource implements NameSource {
    /** Queries for one name; aliases within one answer need none. */
    private static final int LONGEST_ALIAS_CHAIN = 8;

    /** RFC 2308 5: negative answers are kept for up to three hours; a shorter time lets a new host be seen. */
    private static final Duration LONGEST_NEGATIVE = Duration.ofMinutes(5);

    private final DnsServers servers;
    private final Duration deadline;

    DnsSource(List<InetSocketAddress> servers, Duration deadline, UdpExchange udp) {
        this.servers = new DnsServers(servers, udp);
        this.deadline = deadline;
    }

    @Override
    public String name() {
        return "dns";
    }

    /** IPv4 before IPv6. */
    @Override
    public Answer<InetAddress> addresses(String host) {
        long end = end();
        Answer<InetAddress> v4 = answer(host, Type.A, end, record -> ((ARecord) record).getAddress());
        if (v4 instanceof Answer.Failed<InetAddress>) {
            return v4;
        }
        Answer<InetAddress> v6 = answer(host, Type.AAAA, end, record -> ((AAAARecord) record).getAddress());
        if (!(v4 instanceof Answer.Found<InetAddress> four)) {
            return v6;
        }
        if (!(v6 instanceof Answer.Found<InetAddress> six)) {
            return v4;
        }
        List<InetAddress> both = new ArrayList<>(four.values());
        both.addAll(six.values());
        return new Answer.Found<>(both, shorter(four.ttl(), six.ttl()));
    }

    @Override
    public Answer<String> names(InetAddress address) {
        return follow(
                ReverseMap.fromAddress(address),
                Type.PTR,
                end(),
                record -> ((PTRRecord) record).getTarget().toString(true));
    }

    /** Sorted by preference. */
    Answer<MailExchange> mailExchanges(String domain) {
        Answer<MailExchange> answer = answer(domain, Type.MX, end(), record -> {
            MXRecord mx = (MXRecord) record;
            return new MailExchange(
                    mx.getPriority(),
                    mx.getTarget().equals(Name.root) ? "" : mx.getTarget().toString(true));
        });
        return answer instanceof Answer.Found<MailExchange> found
                ? new Answer.Found<>(
                        found.values().stream()
                                .sorted(Comparator.comparingInt(MailExchange::preference))
                                .toList(),
                        found.ttl())
                : answer;
    }

    private long end() {
        return System.nanoTime() + deadline.toNanos();
    }

    private <T> Answer<T> answer(String host, int type, long end, Function<Record, T> value) {
        try {
            return follow(Name.fromString(host, Name.root), type, end, value);
        } catch (TextParseException e) {
            return new Answer.NotAsked<>("is no name of the DNS");
        }
    }

    private <T> Answer<T> follow(Name asked, int type, long end, Function<Record, T> value) {
        Set<Name> seen = new HashSet<>();
        Duration ttl = TtlCache.LONGEST;
        Name name = asked;
        for (int query = 0; query < LONGEST_ALIAS_CHAIN; query++) {
            Message message;
            try {
                message = servers.ask(name, type, end);
            } catch (IOException e) {
                return new Answer.Failed<>(String.valueOf(e.getMessage()));
            }
            Name target = name;
            for (Record alias = find(message, target, Type.CNAME); alias != null; ) {
                if (!seen.add(target)) {
                    servers.tellIgnored("the alias " + target + " leads to itself");
                    return new Answer.Failed<>("the alias " + target + " leads to itself");
                }
                ttl = shorter(ttl, Duration.ofSeconds(alias.getTTL()));
                target = ((CNAMERecord) alias).getTarget();
                alias = find(message, target, Type.CNAME);
            }
            List<Record> records = all(message, target, type);
            if (!records.isEmpty()) {
                for (Record record : records) {
                    ttl = shorter(ttl, Duration.ofSeconds(record.getTTL()));
                }
                return new Answer.Found<>(records.stream().map(value).toList(), ttl);
            }
            if (message.getRcode() == Rcode.NXDOMAIN) {
                return new Answer.None<>("there is no such name (NXDOMAIN)", shorter(ttl, negative(message)));
            }
            if (target.equals(name)) {
                return new Answer.None<>("has no such record", shorter(ttl, negative(message)));
            }
            name = target;
        }
        servers.tellIgnored("more than " + LONGEST_ALIAS_CHAIN + " aliases from " + asked);
        return new Answer.Failed<>("is an alias of an alias, more than " + LONGEST_ALIAS_CHAIN + " times");
    }

    private static @Nullable Record find(Message message, Name name, int type) {
        List<Record> found = all(message, name, type);
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Record> all(Message message, Name name, int type) {
        return message.getSection(Section.ANSWER).stream()
                .filter(record -> record.getType() == type && record.getName().equals(name))
                .toList();
    }

    /** RFC 2308 5: the TTL of the SOA record, its minimum at most; without one it is not kept. */
    private static Duration negative(Message message) {
        return message.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .map(SOARecord.class::cast)
                .map(soa -> Duration.ofSeconds(Math.min(soa.getTTL(), soa.getMinimum())))
                .map(ttl -> shorter(ttl, LONGEST_NEGATIVE))
                .findFirst()
                .orElse(Duration.ZERO);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
