package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.NameServers;
import org.openx400.mta.testkit.NetworkHost;
import org.openx400.mta.testkit.NetworkLab;
import org.openx400.mta.testkit.ProcessTree;

/**
 * Who is let in, by real name services: dnsmasq, the WINS server of Samba, LMHOSTS and hosts files. One MTA calls from
 * many addresses, as many peers would; the called one must find the connector of each, or say why there is none.
 */
class MatchIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int MORE_THAN_LOOK_UPS_AT_ONCE = 8;

    /** Each sends a CR TPDU of class 0 and waits. */
    private static final String CALLS_FROM_AN_UNLISTED_ADDRESS = "use IO::Socket::INET; my @calls = map { my $call ="
            + " IO::Socket::INET->new(LocalAddr => '10.79.0.20', PeerAddr => '10.79.0.1:102') or die $!; syswrite($call,"
            + " pack('H*', '0300000b06e00000000100')); $call } 1.." + MORE_THAN_LOOK_UPS_AT_ONCE + "; sleep 60;";

    private static final String NOT_TWINS = "twin1: addresses are 10.79.0.17; twin2: addresses are 10.79.0.17; one:"
            + " addresses are 10.79.0.19; two: addresses are 10.79.0.19";

    private static final String BY_NAME =
            NOT_TWINS + "; forward: host forward.test is 10.79.0.13; filed: host filed.test is"
                    + " 10.79.0.14; wins: host WINSPEER is 10.79.0.15; lm: host LMPEER is 10.79.0.16; ";

    private static final List<Caller> LET_IN = List.of(
            new Caller("listed", 11, "LISTED"),
            new Caller("listed-too", 12, "LISTED"),
            new Caller("by-dns", 13, "FORWARD"),
            new Caller("by-hosts", 14, "FILED"),
            new Caller("by-wins", 15, "WINS"),
            new Caller("by-lmhosts", 16, "LM"),
            new Caller("twin-one", 17, "TWIN1"),
            new Caller("twin-two", 17, "TWIN2"),
            new Caller("selector-one", 19, "SELECTED", "ONE", "secret"),
            new Caller("selector-two", 19, "SELECTED", "TWO", "secret"),
            new Caller("by-name", 18, "ANYWHERE"));

    private static final List<Caller> REFUSED = List.of(
            new Caller("other-name", 11, "STRANGER"),
            new Caller("other-password", 11, "LISTED", "ANY", "guess"),
            new Caller("other-selector", 19, "SELECTED", "THREE", "secret"),
            new Caller("no-reverse", 20, "LISTED"),
            new Caller("wrong-reverse", 21, "LISTED"),
            new Caller("server-fails", 22, "FORWARD"));

    /** Their names change: one is known by its reverse name before its old address is forgotten, one after its TTL. */
    private static final List<Caller> MOVING = List.of(
            new Caller("moving-before", 30, "MOVING"),
            new Caller("moving-after", 31, "MOVING"),
            new Caller("turning-before", 32, "TURNING"),
            new Caller("turning-after", 33, "TURNING"));

    @TempDir
    Path folder;

    private final Deque<Process> servers = new ArrayDeque<>();

    /**
     * @param name of the calling connector, which is also its own T-selector
     * @param octet the last one of its address
     * @param mta what it calls itself
     * @param called the T-selector that it calls
     */
    private record Caller(String name, int octet, String mta, String called, String password) {
        Caller(String name, int octet, String mta) {
            this(name, octet, mta, "ANY", "secret");
        }

        static List<Caller> all() {
            return Stream.of(LET_IN, REFUSED, MOVING).flatMap(List::stream).toList();
        }

        String address() {
            return "10.79.0." + octet;
        }
    }

    @AfterEach
    void stopServers() {
        servers.forEach(server -> ProcessTree.of(server).end());
    }

    @Test
    void eachPeerIsFoundByItsAddressOrItsNameOrIsToldWhyNot() throws Exception {
        try (NetworkLab lab = new NetworkLab()) {
            NetworkHost lan = lab.lan("lan");
            NetworkHost hub = lab.host("hub");
            lab.join(lan, hub, "10.79.0.1/24");
            NetworkHost peers = lab.host("peers");
            String device = lab.join(lan, peers, "10.79.0.99/24").device();
            for (int octet :
                    Caller.all().stream().mapToInt(Caller::octet).distinct().toArray()) {
                peers.address(device, "10.79.0." + octet + "/24");
            }
            startNameServices(lab, lan, peers);
            Files.writeString(folder.resolve("secret"), "secret");
            Files.writeString(folder.resolve("guess"), "guess");
            Files.writeString(folder.resolve("hosts"), "10.79.0.14 filed.test\n");
            Files.writeString(folder.resolve("lmhosts"), "10.79.0.16 LMPEER\n");
            Events events = Events.of(folder.resolve("hub"));
            try (LogTruth truth = LogTruth.of(hub, folder.resolve("hub.pcapng"));
                    MtaProcess caller = MtaProcess.start(peers, callers())) {
                try (MtaProcess called = MtaProcess.start(hub, hub("credentials"))) {
                    letsInWhoIsListedOrNamed(caller, called, events);
                    refusesOtherNamesPasswordsAndSelectors(caller, events);
                }
                try (MtaProcess called = MtaProcess.start(hub, hub("address"))) {
                    refusesWhoHasNoNameOrAWrongOne(caller, events);
                }
                try (MtaProcess called = MtaProcess.start(hub, hub("failing"))) {
                    waitsForNoNameServerThatFails(caller, events);
                }
                try (MtaProcess called = MtaProcess.start(hub, hub("moving"))) {
                    followsNamesThatMove(caller, events);
                }
                try (MtaProcess called = MtaProcess.start(hub, hub("slow"))) {
                    aHangingNameServerDelaysNoOther(peers, caller, events);
                    called.kill();
                }
                LogTruth.tell("t-match", truth.judge(events));
            }
            System.out.println("t-match: " + LET_IN.size() + " peers found by address, DNS, hosts file, WINS, LMHOSTS,"
                    + " T-selector and MTA name, and two that had moved, by reverse name and after the TTL; "
                    + REFUSED.size() + " refused, each"
                    + " with the event that tells why; " + MORE_THAN_LOOK_UPS_AT_ONCE
                    + " look-ups at a dead name server, and a listed peer and one of another name were bound before the first of them"
                    + " ended");
        }
    }

    private static void letsInWhoIsListedOrNamed(MtaProcess caller, MtaProcess called, Events events)
            throws IOException {
        for (Caller each : LET_IN) {
            MtaProcess.Outcome outcome = caller.run("peers", "check", each.name());
            assertThat(outcome.exit()).as(outcome.output() + called.output()).isZero();
        }
        assertThat(connectors(events.named("ASSOCIATION_ACCEPTED")))
                .containsExactly(
                        "listed",
                        "listed",
                        "forward",
                        "filed",
                        "wins",
                        "lm",
                        "twin1",
                        "twin2",
                        "one",
                        "two",
                        "anywhere");
        assertThat(events.named("CONNECTOR_NOT_FOUND")).isEmpty();
        assertThat(events.named("UNKNOWN_MTA")).isEmpty();
    }

    private static void refusesOtherNamesPasswordsAndSelectors(MtaProcess caller, Events events) throws IOException {
        assertThat(caller.run("peers", "check", "other-name").output())
                .contains("refused at mts: authentication-error");
        assertThat(message(events.named("UNKNOWN_MTA")))
                .isEqualTo("Unknown MTA STRANGER at " + remote(events, "UNKNOWN_MTA")
                        + " tried to bind: " + NOT_TWINS
                        + "; listed: MTA name is \\\"LISTED\\\", called itself \\\"STRANGER\\\"; anywhere: MTA"
                        + " name is \\\"ANYWHERE\\\", called itself \\\"STRANGER\\\"");
        assertThat(caller.run("peers", "check", "other-password").output())
                .contains("refused at mts: authentication-error");
        assertThat(message(events.named("CREDENTIALS_WRONG")))
                .isEqualTo(
                        "Wrong credentials from listed at " + remote(events, "CREDENTIALS_WRONG") + ": " + NOT_TWINS
                                + "; anywhere: MTA name is \\\"ANYWHERE\\\", called itself \\\"LISTED\\\"; listed: password is another");
        assertThat(events.named("UNKNOWN_MTA")).hasSize(1);
        assertThat(events.named("CREDENTIALS_WRONG")).hasSize(1).noneMatch(event -> event.contains("guess"));
        assertThat(events.named("CONNECTOR_NOT_FOUND")).isEmpty();
    }

    private static void refusesWhoHasNoNameOrAWrongOne(MtaProcess caller, Events events) throws IOException {
        assertThat(caller.run("peers", "check", "no-reverse").output()).contains("DR reason 0");
        assertThat(message(events.named("CONNECTOR_NOT_FOUND")))
                .isEqualTo(
                        refusal("10.79.0.20 (0A4F0014)", "ANY", "no-reverse", BY_NAME + noReverseName("10.79.0.20")));
        assertThat(caller.run("peers", "check", "wrong-reverse").output()).contains("DR reason 0");
        assertThat(message(events.named("CONNECTOR_NOT_FOUND")))
                .isEqualTo(
                        refusal(
                                "10.79.0.21 (0A4F0015)",
                                "ANY",
                                "wrong-reverse",
                                BY_NAME
                                        + "reverse name is forward.test; forward: reverse name forward.test is not confirmed forward"));
        assertThat(caller.run("peers", "check", "other-selector").output()).contains("DR reason 3");
        // It was listed, so its name is looked up for the event only, which the refusal does not wait for.
        await().atMost(SOON).until(() -> events.named("CONNECTOR_NOT_FOUND").size() == 3);
        assertThat(message(events.named("CONNECTOR_NOT_FOUND")))
                .isEqualTo(refusal(
                        "10.79.0.19 (0A4F0013)",
                        "THREE",
                        "other-selector",
                        "twin1: addresses are 10.79.0.17; twin2: addresses are 10.79.0.17; one: incoming T-selector is"
                                + " \\\"ONE\\\", called \\\"THREE\\\"; two: incoming T-selector is \\\"TWO\\\", called"
                                + " \\\"THREE\\\"; " + noReverseName("10.79.0.19")));
        assertThat(events.named("CONNECTOR_NOT_FOUND")).hasSize(3);
    }

    private static void waitsForNoNameServerThatFails(MtaProcess caller, Events events) throws IOException {
        assertThat(caller.run("peers", "check", "listed").exit()).isZero();
        assertThat(caller.run("peers", "check", "server-fails").output()).contains("DR reason 0");
        assertThat(message(events.named("CONNECTOR_NOT_FOUND")))
                .contains("host peer.fail.test is not known now, temporary failure of dns: ")
                .contains("SERVFAIL");
        assertThat(caller.run("peers", "check", "by-dns").exit()).isZero();
        assertThat(events.named("CONNECTOR_NOT_FOUND")).hasSize(4);
    }

    private void followsNamesThatMove(MtaProcess caller, Events events) throws IOException {
        assertThat(caller.run("peers", "check", "moving-before").exit()).isZero();
        assertThat(caller.run("peers", "check", "turning-before").exit()).isZero();
        assertThat(caller.run("peers", "check", "moving-after").output()).contains("DR reason 0");
        moveNames();
        await().atMost(SOON)
                .until(() -> caller.run("peers", "check", "moving-after").exit() == 0);
        assertThat(caller.run("peers", "check", "moving-before").output()).contains("DR reason 0");
        await().atMost(SOON)
                .until(() -> caller.run("peers", "check", "turning-after").exit() == 0);
        assertThat(caller.run("peers", "check", "turning-before").output()).contains("DR reason 0");
        assertThat(connectors(events.named("ASSOCIATION_ACCEPTED"))).endsWith("moving", "turning", "moving", "turning");
    }

    private void aHangingNameServerDelaysNoOther(NetworkHost peers, MtaProcess caller, Events events)
            throws IOException {
        int refused = events.named("CONNECTOR_NOT_FOUND").size();
        int accepted = events.named("CONNECTION_ACCEPTED").size();
        server(peers, "calls", "perl", "-e", CALLS_FROM_AN_UNLISTED_ADDRESS);
        await().atMost(SOON)
                .until(() -> events.named("CONNECTION_ACCEPTED").size() == accepted + MORE_THAN_LOOK_UPS_AT_ONCE);
        await().atMost(SOON)
                .until(() -> Files.readString(folder.resolve("dnsmasq-10.79.0.53.log"))
                        .contains("never.slow.test"));
        assertThat(caller.run("peers", "check", "listed").exit()).isZero();
        assertThat(caller.run("peers", "check", "by-dns").exit()).isZero();
        assertThat(connectors(events.named("ASSOCIATION_ACCEPTED"))).endsWith("listed", "forward");
        assertThat(events.named("CONNECTOR_NOT_FOUND")).hasSize(refused);
    }

    private static String noReverseName(String address) {
        return "no reverse name: address " + address
                + " is unknown (hosts: is not in the file; dns: there is no such name"
                + " (NXDOMAIN); wins: the node does not tell its name: no answer within 2000 ms; lmhosts: is not in the"
                + " file)";
    }

    private static String remote(Events events, String name) throws IOException {
        List<String> named = events.named(name);
        return Events.field(named.get(named.size() - 1), "remote").orElseThrow();
    }

    private static List<String> connectors(List<String> events) {
        return events.stream()
                .map(event -> Events.field(event, "connector").orElse("none"))
                .toList();
    }

    /** Of the last one. */
    private static String message(List<String> events) {
        assertThat(events).isNotEmpty();
        return events.get(events.size() - 1).replaceAll(".*\"message\":\"((?:[^\"\\\\]|\\\\.)*)\".*", "$1");
    }

    private static String refusal(String address, String called, String calling, String tried) {
        return "The message transfer gateway that uses the network address " + address + " and the transport stack TCP"
                + " could not be found. Check the configuration of the mail gateway. Called selectors: T \\\"" + called
                + "\\\", S none, P none; calling: T \\\"" + calling
                + "\\\", S none, P none; MTA name: not known yet. Tried: listed: addresses are 10.79.0.11, 10.79.0.12; "
                + tried;
    }

    private void startNameServices(NetworkLab lab, NetworkHost lan, NetworkHost peers) throws IOException {
        NetworkHost names = lab.host("names");
        String device = lab.join(lan, names, "10.79.0.53/24").device();
        names.address(device, "10.79.0.55/24");
        names.address(device, "10.79.0.56/24");
        Files.writeString(folder.resolve("moving"), "10.79.0.30 moving.test\n");
        Files.writeString(folder.resolve("turning"), "10.79.0.32 turning.test\n");
        dnsmasq(
                names,
                "10.79.0.53",
                "--local-ttl=600",
                "--addn-hosts=" + folder.resolve("moving"),
                "--host-record=forward.test,10.79.0.13",
                "--ptr-record=21.0.79.10.in-addr.arpa,forward.test",
                "--local=/0.79.10.in-addr.arpa/",
                "--server=/turning.test/10.79.0.55",
                "--server=/fail.test/10.79.0.56",
                "--server=/slow.test/10.79.0.250");
        dnsmasq(names, "10.79.0.55", "--local-ttl=1", "--addn-hosts=" + folder.resolve("turning"));
        servers.push(NameServers.failing(names, folder.resolve("failing-dns.log"), "10.79.0.56"));
        NetworkHost wins = lab.host("wins");
        lab.join(lan, wins, "10.79.0.54/24");
        nmbd(wins, "WINSRV", "10.79.0.54", "wins support = yes");
        nmbd(peers, "WINSPEER", "10.79.0.15", "wins server = 10.79.0.54");
    }

    /** Both names have other addresses from now on. */
    private void moveNames() throws IOException {
        Files.writeString(folder.resolve("moving"), "10.79.0.31 moving.test\n");
        Files.writeString(folder.resolve("turning"), "10.79.0.33 turning.test\n");
        for (Process server : servers) {
            if (server.info().commandLine().orElse("").contains("dnsmasq")) {
                new ProcessBuilder("kill", "-HUP", Long.toString(server.pid())).start();
            }
        }
    }

    private void dnsmasq(NetworkHost host, String address, String... names) throws IOException {
        servers.push(NameServers.dnsmasq(host, folder.resolve("dnsmasq-" + address + ".log"), address, names));
    }

    private void nmbd(NetworkHost host, String name, String address, String role) throws IOException {
        servers.push(NameServers.nmbd(host, folder.resolve("samba-" + name), name, address, role));
    }

    private void server(NetworkHost host, String name, String... command) throws IOException {
        servers.push(host.command(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start());
    }

    private Path callers() throws IOException {
        StringBuilder connectors = new StringBuilder();
        for (Caller caller : Caller.all()) {
            connectors.append(
                    """
                      - name: %1$s
                        remote: { addresses: [10.79.0.1], port: 102 }
                        sourceAddress: %2$s
                        mta: { name: HUB, password: file:secret }
                        local: { name: %3$s, password: file:%5$s }
                        selectors: { outgoing: { t: %4$s }, incoming: { t: %1$s } }
                    """.formatted(caller.name(), caller.address(), caller.mta(), caller.called(), caller.password()));
        }
        return Files.writeString(folder.resolve("callers.yaml"), """
                mta:
                  name: PEERS
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: PEERS }
                  data: peers
                listen:
                  - { address: 10.79.0.99, port: 102 }
                connectors:
                """ + connectors);
    }

    /** @param more what there is besides: a connector for any address, one with a name that hangs, or nothing */
    private Path hub(String more) throws IOException {
        String besides = switch (more) {
            case "credentials" ->
                connector("anywhere", "{ port: 102 }", "ANYWHERE") + "    match: credentials\n    schedule: never\n";
            case "failing" -> connector("failing", "{ hosts: [peer.fail.test], port: 102 }", "FAILING");
            case "moving" ->
                connector("moving", "{ hosts: [moving.test], port: 102 }", "MOVING")
                        + connector("turning", "{ hosts: [turning.test], port: 102 }", "TURNING");
            case "slow" -> connector("slow", "{ hosts: [never.slow.test], port: 102 }", "SLOW");
            default -> "";
        };
        return Files.writeString(
                folder.resolve("hub.yaml"),
                """
                mta:
                  name: HUB
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: HUB }
                  data: hub
                listen:
                  - { address: 10.79.0.1, port: 102 }
                resolver:
                  chain: [hosts, dns, wins, lmhosts]
                  sourceAddress: 10.79.0.1
                  deadline: %s
                  hosts: { file: hosts }
                  dns: { servers: [10.79.0.53] }
                  wins: { server: 10.79.0.54 }
                  lmhosts: { file: lmhosts }
                connectors:
                """.formatted(more.equals("slow") ? "20s" : "2s")
                        + connector("listed", "{ addresses: [10.79.0.11, 10.79.0.12], port: 102 }", "LISTED")
                        + connector("twin1", "{ addresses: [10.79.0.17], port: 102 }", "TWIN1")
                        + connector("twin2", "{ addresses: [10.79.0.17], port: 102 }", "TWIN2")
                        + connector("one", "{ addresses: [10.79.0.19], port: 102 }", "SELECTED")
                        + "    selectors: { incoming: { t: ONE } }\n"
                        + connector("two", "{ addresses: [10.79.0.19], port: 102 }", "SELECTED")
                        + "    selectors: { incoming: { t: TWO } }\n"
                        + connector("forward", "{ hosts: [forward.test], port: 102 }", "FORWARD")
                        + connector("filed", "{ hosts: [filed.test], port: 102 }", "FILED")
                        + connector("wins", "{ hosts: [WINSPEER], port: 102 }", "WINS")
                        + connector("lm", "{ hosts: [LMPEER], port: 102 }", "LM")
                        + besides);
    }

    private static String connector(String name, String remote, String mta) {
        return "  - name: " + name + "\n    remote: " + remote + "\n    mta: { name: " + mta
                + ", password: file:secret }\n";
    }
}
