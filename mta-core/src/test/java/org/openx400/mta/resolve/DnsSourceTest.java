package org.openx400.mta.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.octets.Octets;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnsSourceTest {
    private static final Duration DEADLINE = Duration.ofMillis(1500);
    private static final List<UdpServer.Sent> NOTHING = List.of();

    private final List<UdpServer> servers = new ArrayList<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(UdpServer::close);
    }

    private UdpServer server(UdpServer.Script script) {
        UdpServer server = new UdpServer(script);
        servers.add(server);
        return server;
    }

    private DnsSource source(@Nullable InetAddress local, UdpServer... asked) {
        List<InetSocketAddress> addresses =
                Arrays.stream(asked).map(UdpServer::address).toList();
        return new DnsSource(addresses, DEADLINE, new UdpExchange(local, events::add));
    }

    /** Answers each question from records in the form of a zone file; those that fit nobody's question are never sent. */
    private static UdpServer.Script zone(int rcode, String... records) {
        return question -> List.of(new UdpServer.Sent(answer(question, rcode, records), false));
    }

    private static Octets answer(Octets question, int rcode, String... records) throws IOException {
        Message query = new Message(question.toArray());
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(rcode);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        for (Record record : records(records)) {
            boolean wanted = record.getType() == query.getQuestion().getType() || record.getType() == Type.CNAME;
            if (record.getType() == Type.SOA) {
                answer.addRecord(record, Section.AUTHORITY);
            } else if (wanted) {
                answer.addRecord(record, Section.ANSWER);
            }
        }
        return Octets.wrap(answer.toWire());
    }

    private static List<Record> records(String... lines) throws IOException {
        List<Record> records = new ArrayList<>();
        for (String line : lines) {
            try (Master master = new Master(
                    new java.io.ByteArrayInputStream(
                            (line + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                    Name.root,
                    60)) {
                records.add(master.nextRecord());
            }
        }
        return records;
    }

    private static Answer<InetAddress> found(int seconds, String... addresses) throws IOException {
        List<InetAddress> values = new ArrayList<>();
        for (String address : addresses) {
            values.add(InetAddress.getByName(address));
        }
        return new Answer.Found<>(values, Duration.ofSeconds(seconds));
    }

    @Test
    void findsAddressesOfBothVersionsForTheShorterTime() throws Exception {
        UdpServer dns = server(zone(
                Rcode.NOERROR,
                "mta2.example.org. 300 IN A 192.0.2.9",
                "mta2.example.org. 300 IN A 192.0.2.8",
                "mta2.example.org. 120 IN AAAA 2001:db8::9",
                "other.example.org. 5 IN A 192.0.2.66"));
        assertThat(source(null, dns).addresses("mta2.example.org"))
                .isEqualTo(found(120, "192.0.2.9", "192.0.2.8", "2001:db8::9"));
    }

    @Test
    void followsAliasesAndKeepsTheShortestTime() throws Exception {
        UdpServer dns = server(zone(
                Rcode.NOERROR,
                "alias.example.org. 7 IN CNAME mta2.example.org.",
                "mta2.example.org. 300 IN A 192.0.2.9"));
        assertThat(source(null, dns).addresses("alias.example.org")).isEqualTo(found(7, "192.0.2.9"));
    }

    @Test
    void asksAgainForAnAliasWithoutItsAddress() throws Exception {
        UdpServer dns = server(question -> {
            boolean alias = new Message(question.toArray())
                    .getQuestion()
                    .getName()
                    .equals(Name.fromString("alias.example.org."));
            return List.of(new UdpServer.Sent(
                    alias
                            ? answer(question, Rcode.NOERROR, "alias.example.org. 60 IN CNAME mta2.example.net.")
                            : answer(question, Rcode.NOERROR, "mta2.example.net. 30 IN A 192.0.2.9"),
                    false));
        });
        assertThat(source(null, dns).addresses("alias.example.org")).isEqualTo(found(30, "192.0.2.9"));
    }

    @Test
    void endsALoopOfAliasesWithAnEvent() {
        UdpServer dns = server(zone(
                Rcode.NOERROR,
                "a.example.org. 60 IN CNAME b.example.org.",
                "b.example.org. 60 IN CNAME a.example.org."));
        assertThat(source(null, dns).addresses("a.example.org")).isInstanceOf(Answer.Failed.class);
        assertThat(events).extracting(Event::id).containsExactly(EventId.NAME_ANSWER_IGNORED);
    }

    @Test
    void endsAChainOfAliasesThatDoesNotEnd() {
        UdpServer dns = server(question -> {
            String name =
                    new Message(question.toArray()).getQuestion().getName().toString();
            return List.of(new UdpServer.Sent(answer(question, Rcode.NOERROR, name + " 60 IN CNAME x" + name), false));
        });
        assertThat(source(null, dns).addresses("a.example.org")).isInstanceOf(Answer.Failed.class);
        assertThat(dns.clients()).hasSizeBetween(8, 10);
    }

    @Test
    void tellsNoSuchNameAndNoDataFromFailure() {
        UdpServer nxdomain =
                server(zone(Rcode.NXDOMAIN, "example.org. 900 IN SOA ns.example.org. h.example.org. 1 2 3 4 45"));
        assertThat(source(null, nxdomain).addresses("gone.example.org"))
                .isEqualTo(new Answer.None<>("there is no such name (NXDOMAIN)", Duration.ofSeconds(45)));
        UdpServer noData = server(zone(Rcode.NOERROR));
        assertThat(source(null, noData).addresses("text.example.org"))
                .isEqualTo(new Answer.None<>("has no such record", Duration.ZERO));
        UdpServer broken = server(zone(Rcode.SERVFAIL));
        assertThat(source(null, broken).addresses("mta2.example.org"))
                .isEqualTo(new Answer.Failed<>("127.0.0.1: SERVFAIL"));
    }

    @Test
    void asksTheNextServerWhenOneFailsOrIsSilent() throws Exception {
        UdpServer silent = server(question -> NOTHING);
        UdpServer broken = server(zone(Rcode.SERVFAIL));
        UdpServer good = server(zone(Rcode.NOERROR, "mta2.example.org. 300 IN A 192.0.2.9"));
        DnsSource three = new DnsSource(
                List.of(silent.address(), broken.address(), good.address()),
                Duration.ofMillis(1500),
                new UdpExchange(null, events::add));
        assertThat(three.addresses("mta2.example.org")).isEqualTo(found(300, "192.0.2.9"));
        assertThat(silent.clients()).hasSize(6);
    }

    @Test
    void failsWhenNobodyAnswersInTime() {
        UdpServer silent = server(question -> NOTHING);
        long begin = System.nanoTime();
        assertThat(source(null, silent).addresses("mta2.example.org"))
                .isInstanceOfSatisfying(
                        Answer.Failed.class, failed -> assertThat(failed.why()).contains("no answer within"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(DEADLINE.minusMillis(10));
    }

    @Test
    void waitsOnForTheTrueAnswerWhenOthersComeFirst() throws Exception {
        UdpServer dns = server(question -> {
            Octets lie = answer(question, Rcode.NOERROR, "mta2.example.org. 300 IN A 203.0.113.66");
            Octets anotherId = Octets.concat(Octets.of(lie.at(0) ^ 0xff, lie.at(1)), lie.from(2));
            Octets anotherQuestion = Octets.wrap(other(question).toWire());
            Octets truth = answer(question, Rcode.NOERROR, "mta2.example.org. 300 IN A 192.0.2.9");
            return List.of(
                    new UdpServer.Sent(lie, true),
                    new UdpServer.Sent(anotherId, false),
                    new UdpServer.Sent(anotherQuestion, false),
                    new UdpServer.Sent(Octets.of(1, 2, 3), false),
                    new UdpServer.Sent(truth, false));
        });
        assertThat(source(null, dns).addresses("mta2.example.org")).isEqualTo(found(300, "192.0.2.9"));
        assertThat(events).hasSize(8).allMatch(event -> event.id() == EventId.NAME_ANSWER_IGNORED);
        assertThat(events.subList(0, 4))
                .extracting(event -> event.fields().get("why").toString())
                .satisfiesExactly(
                        why -> assertThat(why).startsWith("it comes from 127.0.0.1 port"),
                        why -> assertThat(why).contains("transaction id"),
                        why -> assertThat(why).contains("does not answer the query"),
                        why -> assertThat(why).contains("no DNS message"));
    }

    private static Message other(Octets question) throws IOException {
        Header header = new Message(question.toArray()).getHeader();
        Message other = Message.newQuery(Record.newRecord(Name.fromString("other.example.org."), Type.A, 1));
        other.getHeader().setID(header.getID());
        other.getHeader().setFlag(Flags.QR);
        return other;
    }

    @Test
    void doesNotUseATruncatedAnswerWithoutTcp() {
        UdpServer dns = server(question -> {
            Message cut = new Message(answer(question, Rcode.NOERROR, "mta2.example.org. 300 IN A 203.0.113.66")
                    .toArray());
            cut.getHeader().setFlag(Flags.TC);
            return List.of(new UdpServer.Sent(Octets.wrap(cut.toWire()), false));
        });
        assertThat(source(null, dns).addresses("mta2.example.org"))
                .isInstanceOfSatisfying(
                        Answer.Failed.class, failed -> assertThat(failed.why()).contains("truncated"));
        assertThat(events).extracting(Event::id).containsExactly(EventId.NAME_ANSWER_IGNORED);
    }

    @Test
    void looksAddressesUpBackwards() throws Exception {
        UdpServer dns = server(zone(Rcode.NOERROR, "9.2.0.192.in-addr.arpa. 60 IN PTR mta2.example.org."));
        assertThat(source(null, dns).names(InetAddress.getByName("192.0.2.9")))
                .isEqualTo(new Answer.Found<>(List.of("mta2.example.org"), Duration.ofSeconds(60)));
    }

    @Test
    void sortsMailExchangesAndKnowsADomainWithoutMail() {
        UdpServer dns = server(zone(
                Rcode.NOERROR,
                "example.org. 60 IN MX 20 second.example.org.",
                "example.org. 60 IN MX 10 first.example.org."));
        assertThat(source(null, dns).mailExchanges("example.org"))
                .isEqualTo(new Answer.Found<>(
                        List.of(new MailExchange(10, "first.example.org"), new MailExchange(20, "second.example.org")),
                        Duration.ofSeconds(60)));
        UdpServer none = server(zone(Rcode.NOERROR, "example.org. 60 IN MX 0 ."));
        assertThat(source(null, none).mailExchanges("example.org"))
                .isEqualTo(new Answer.Found<>(List.of(new MailExchange(0, "")), Duration.ofSeconds(60)));
    }

    @Test
    void asksFromTheSourceAddressOrNotAtAll() throws Exception {
        UdpServer dns = server(zone(Rcode.NOERROR, "mta2.example.org. 300 IN A 192.0.2.9"));
        InetAddress local = InetAddress.getByName("127.0.0.7");
        assertThat(source(local, dns).addresses("mta2.example.org")).isEqualTo(found(300, "192.0.2.9"));
        assertThat(dns.clients()).containsOnly(local);
        int asked = dns.clients().size();
        assertThat(source(InetAddress.getByName("192.0.2.77"), dns).addresses("mta2.example.org"))
                .isInstanceOf(Answer.Failed.class);
        assertThat(dns.clients()).hasSize(asked);
    }
}
