package org.openx400.mta.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.octets.Octets;

class WinsSourceTest {
    // RFC 1001 14.1: each octet as two letters, 'M' = 4d = "EN", 'T' = 54 = "FE", 'A' = 41 = "EB", '2' = 32 = "DC".
    private static final Octets MTA2 =
            Octets.concat(Octets.of(32), Octets.latin1("ENFEEBDC" + "CA".repeat(11) + "AA"), Octets.of(0));
    private static final Octets ANY = Octets.concat(Octets.of(32), Octets.latin1("CK" + "AA".repeat(15)), Octets.of(0));

    private final List<Event> events = new CopyOnWriteArrayList<>();

    private WinsSource source(UdpServer server) {
        return source(server.address());
    }

    private WinsSource source(InetSocketAddress server) {
        return new WinsSource(
                server,
                new NetbiosNames(List.of("example.org")),
                Duration.ofMillis(1500),
                new UdpExchange(null, events::add));
    }

    private static UdpServer.Sent sent(Octets... parts) {
        return new UdpServer.Sent(Octets.concat(parts), false);
    }

    private static Octets id(Octets question) {
        return question.slice(0, 2);
    }

    /** POSITIVE NAME QUERY RESPONSE up to RDATA: RCODE 0, one record, TTL 300. */
    private static Octets positive(Octets name, int octets) {
        return Octets.concat(
                Octets.hex("8580 0000 0001 0000 0000"), name, Octets.hex("0020 0001 0000012c 00"), Octets.of(octets));
    }

    @Test
    void asksTheServerForTheWorkstationName() throws Exception {
        List<Octets> questions = new CopyOnWriteArrayList<>();
        try (UdpServer server = new UdpServer(question -> {
            questions.add(question);
            return List.of(sent(id(question), positive(MTA2, 12), Octets.hex("0000 c0000209 6000 c0000208")));
        })) {
            for (String host : List.of("mta2", "MTA2.", "mta2.example.org")) {
                assertThat(source(server).addresses(host))
                        .isEqualTo(new Answer.Found<>(
                                List.of(InetAddress.getByName("192.0.2.9"), InetAddress.getByName("192.0.2.8")),
                                Duration.ofSeconds(300)));
            }
        }
        // RD alone, one question of type NB, class IN.
        assertThat(questions)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(question -> assertThat(question.from(2))
                        .isEqualTo(
                                Octets.concat(Octets.hex("0100 0001 0000 0000 0000"), MTA2, Octets.hex("0020 0001"))));
        assertThat(questions.stream().map(WinsSourceTest::id).distinct()).hasSizeGreaterThan(1);
    }

    @Test
    void isNotAskedForNamesWithDotsOrTooLong() {
        try (UdpServer server = new UdpServer(question -> List.of())) {
            for (String host : List.of("mta2.example.net", "a.b.example.org", "sixteen-letters-", "example.org")) {
                assertThat(source(server).addresses(host)).as(host).isInstanceOf(Answer.NotAsked.class);
            }
            assertThat(server.clients()).isEmpty();
        }
    }

    @Test
    void tellsNoSuchNameFromFailureAndFromAGroup() {
        try (UdpServer unknown = new UdpServer(question -> List.of(sent(
                        id(question),
                        Octets.hex("8583 0000 0000 0000 0000"),
                        MTA2,
                        Octets.hex("000a 0001 00000000 0000"))));
                UdpServer broken = new UdpServer(question -> List.of(sent(
                        id(question),
                        Octets.hex("8582 0000 0000 0000 0000"),
                        MTA2,
                        Octets.hex("000a 0001 00000000 0000"))));
                UdpServer group = new UdpServer(
                        question -> List.of(sent(id(question), positive(MTA2, 6), Octets.hex("8000 c0000209"))));
                UdpServer silent = new UdpServer(question -> List.of())) {
            assertThat(source(unknown).addresses("mta2")).isInstanceOf(Answer.None.class);
            assertThat(source(broken).addresses("mta2")).isInstanceOf(Answer.Failed.class);
            assertThat(source(group).addresses("mta2")).isInstanceOf(Answer.None.class);
            assertThat(source(silent).addresses("mta2")).isInstanceOf(Answer.Failed.class);
            assertThat(silent.clients()).hasSize(3);
        }
    }

    @Test
    void waitsOnForTheTrueAnswerWhenOthersComeFirst() throws Exception {
        Octets lie = Octets.hex("0000 cb007142");
        try (UdpServer server = new UdpServer(question -> List.of(
                new UdpServer.Sent(Octets.concat(id(question), positive(MTA2, 6), lie), true),
                sent(Octets.of(question.at(0) ^ 1, question.at(1)), positive(MTA2, 6), lie),
                sent(id(question), Octets.hex("8780"), positive(MTA2, 6).from(2), lie),
                sent(id(question), positive(ANY, 6), lie),
                sent(id(question), positive(MTA2, 12), lie),
                sent(question),
                sent(id(question), positive(MTA2, 6), Octets.hex("0000 c0000209"))))) {
            assertThat(source(server).addresses("mta2"))
                    .isEqualTo(
                            new Answer.Found<>(List.of(InetAddress.getByName("192.0.2.9")), Duration.ofSeconds(300)));
        }
        assertThat(events).allMatch(event -> event.id() == EventId.NAME_ANSWER_IGNORED);
        assertThat(events)
                .extracting(event -> event.fields().get("why").toString())
                .satisfiesExactly(
                        why -> assertThat(why).startsWith("it comes from"),
                        why -> assertThat(why).contains("transaction id"),
                        why -> assertThat(why).contains("truncated"),
                        why -> assertThat(why).contains("another name"),
                        why -> assertThat(why).contains("RDATA"),
                        why -> assertThat(why).contains("does not answer"));
    }

    @Test
    void refusesEveryTruncationOfAnAnswer() throws Exception {
        Octets whole = Octets.concat(Octets.hex("1234"), positive(MTA2, 6), Octets.hex("0000 c0000209"));
        assertThat(NetbiosPacket.addresses(whole, 0x1234, "MTA2")).isInstanceOf(Answer.Found.class);
        for (int length = 0; length < whole.length(); length++) {
            Octets cut = whole.slice(0, length);
            assertThatThrownBy(() -> NetbiosPacket.addresses(cut, 0x1234, "MTA2"))
                    .isInstanceOf(UdpExchange.IgnoredAnswer.class);
        }
    }

    @Test
    void asksTheNodeItselfForItsNames() throws Exception {
        // NUM_NAMES 3: a unique active workstation name, the server name of kind 20, a group.
        Octets names = Octets.concat(
                Octets.of(3),
                Octets.latin1("MTA2           \u0000"),
                Octets.hex("0400"),
                Octets.latin1("SERVER         \u0020"),
                Octets.hex("0400"),
                Octets.latin1("WORKGROUP      \u0000"),
                Octets.hex("8400"),
                Octets.hex("000000000000"));
        try (UdpServer node = new UdpServer(question -> {
            assertThat(question.from(12)).isEqualTo(Octets.concat(ANY, Octets.hex("0021 0001")));
            return List.of(sent(
                    id(question),
                    Octets.hex("8400 0000 0001 0000 0000"),
                    ANY,
                    Octets.hex("0021 0001 00000000 00"),
                    Octets.of(names.length()),
                    names));
        })) {
            InetSocketAddress server =
                    new InetSocketAddress("192.0.2.53", node.address().getPort());
            assertThat(source(server).names(InetAddress.getByName("127.0.0.1")))
                    .isEqualTo(new Answer.Found<>(List.of("MTA2"), Duration.ofSeconds(30)));
        }
    }

    @Test
    void aNodeWithoutNetbiosHasNoName() throws Exception {
        try (UdpServer node = new UdpServer(question -> List.of())) {
            assertThat(source(node).names(InetAddress.getByName("127.0.0.1"))).isInstanceOf(Answer.None.class);
            assertThat(source(node).names(InetAddress.getByName("::1"))).isInstanceOf(Answer.NotAsked.class);
        }
    }
}
