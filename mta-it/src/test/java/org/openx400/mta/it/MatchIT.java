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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.testkit.MtaProcess;
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

    /** Name of a calling connector, the last octet of its address, and the MTA name that it says. */
    private static final List<Caller> CALLERS = List.of(
            new Caller("listed", 11, "LISTED"),
            new Caller("listed-too", 12, "LISTED"),
            new Caller("by-dns", 13, "FORWARD"),
            new Caller("by-hosts", 14, "FILED"),
            new Caller("by-wins", 15, "WINS"),
            new Caller("by-lmhosts", 16, "LM"),
            new Caller("twin-one", 17, "TWIN1"),
            new Caller("twin-two", 17, "TWIN2"),
            new Caller("by-name", 18, "ANYWHERE"),
            new Caller("other-name", 11, "STRANGER"),
            new Caller("no-reverse", 20, "LISTED"),
            new Caller("wrong-reverse", 21, "LISTED"));

    @TempDir
    Path folder;

    private final Deque<Process> servers = new ArrayDeque<>();

    private record Caller(String name, int octet, String mta) {
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
            for (int octet : CALLERS.stream().mapToInt(Caller::octet).distinct().toArray()) {
                peers.address(device, "10.79.0." + octet + "/24");
            }
            NetworkHost names = lab.host("names");
            lab.join(lan, names, "10.79.0.53/24");
            dnsmasq(names);
            NetworkHost wins = lab.host("wins");
            lab.join(lan, wins, "10.79.0.54/24");
            nmbd(wins, "WINSRV", "10.79.0.54", "wins support = yes");
            nmbd(peers, "WINSPEER", "10.79.0.15", "wins server = 10.79.0.54");
            Files.writeString(folder.resolve("secret"), "secret");
            Files.writeString(folder.resolve("hosts"), "10.79.0.14 filed.test\n");
            Files.writeString(folder.resolve("lmhosts"), "10.79.0.16 LMPEER\n");
            Events events = Events.of(folder.resolve("hub"));
            try (MtaProcess caller = MtaProcess.start(peers, callers())) {
                try (MtaProcess called = MtaProcess.start(hub, hub("credentials"))) {
                    for (Caller each : CALLERS.subList(0, 9)) {
                        assertThat(caller.run("peers", "check", each.name()))
                                .as(called.output())
                                .satisfies(outcome -> assertThat(outcome.exit())
                                        .as(outcome.output())
                                        .isZero());
                    }
                    assertThat(connectors(events.named("ASSOCIATION_ACCEPTED")))
                            .containsExactly(
                                    "listed", "listed", "forward", "filed", "wins", "lm", "twin1", "twin2", "anywhere");
                    assertThat(events.named("CONNECTOR_NOT_FOUND")).isEmpty();
                    assertThat(events.named("UNKNOWN_MTA")).isEmpty();
                    assertThat(caller.run("peers", "check", "other-name").output())
                            .contains("refused at mts: authentication-error");
                    assertThat(message(events.named("UNKNOWN_MTA")))
                            .contains("MTA name is \\\"LISTED\\\", called itself \\\"STRANGER\\\"");
                }
                try (MtaProcess called = MtaProcess.start(hub, hub("address"))) {
                    assertThat(caller.run("peers", "check", "no-reverse").output())
                            .contains("DR reason 0");
                    assertThat(message(events.named("CONNECTOR_NOT_FOUND")))
                            .isEqualTo(
                                    refusal(
                                            "10.79.0.20 (0A4F0014)",
                                            "no-reverse",
                                            "no reverse name: address 10.79.0.20 is unknown (hosts: is not in the file; dns: there is no such name (NXDOMAIN); wins: the node does not tell its name: no answer within 2000 ms; lmhosts: is not in the file)"));
                    caller.run("peers", "check", "wrong-reverse");
                    assertThat(message(events.named("CONNECTOR_NOT_FOUND")))
                            .isEqualTo(
                                    refusal(
                                            "10.79.0.21 (0A4F0015)",
                                            "wrong-reverse",
                                            "reverse name is forward.test; forward: reverse name forward.test is not confirmed forward"));
                    assertThat(events.named("CONNECTOR_NOT_FOUND")).hasSize(2);
                }
                try (MtaProcess called = MtaProcess.start(hub, hub("slow"))) {
                    aHangingNameServerDelaysNoOther(peers, caller, events);
                    called.kill();
                }
            }
            System.out.println(
                    "t-match: 9 peers found by address, DNS, hosts file, WINS, LMHOSTS and MTA name; 3 refused; "
                            + MORE_THAN_LOOK_UPS_AT_ONCE
                            + " look-ups at a dead name server, and a listed peer was bound before the first of them ended");
        }
    }

    private void aHangingNameServerDelaysNoOther(NetworkHost peers, MtaProcess caller, Events events)
            throws IOException {
        int refused = events.named("CONNECTOR_NOT_FOUND").size();
        int accepted = events.named("CONNECTION_ACCEPTED").size();
        server(peers, "perl", "-e", CALLS_FROM_AN_UNLISTED_ADDRESS);
        await().atMost(SOON)
                .until(() -> events.named("CONNECTION_ACCEPTED").size() == accepted + MORE_THAN_LOOK_UPS_AT_ONCE);
        await().atMost(SOON)
                .until(() -> Files.readString(folder.resolve("dnsmasq.log")).contains("never.slow.test"));
        assertThat(caller.run("peers", "check", "listed").exit()).isZero();
        assertThat(connectors(events.named("ASSOCIATION_ACCEPTED"))).endsWith("listed");
        assertThat(events.named("CONNECTOR_NOT_FOUND")).hasSize(refused);
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

    private static String refusal(String address, String calling, String reverse) {
        return "The message transfer gateway that uses the network address " + address + " and the transport stack TCP"
                + " could not be found. Check the configuration of the mail gateway. Called selectors: T none, S none,"
                + " P none; calling: T \\\"" + calling
                + "\\\", S none, P none; MTA name: not known yet. Tried: listed: addresses are"
                + " 10.79.0.11, 10.79.0.12; twin1: addresses are 10.79.0.17; twin2: addresses are 10.79.0.17; forward:"
                + " host forward.test is 10.79.0.13; filed: host filed.test is 10.79.0.14; wins: host WINSPEER is"
                + " 10.79.0.15; lm: host LMPEER is 10.79.0.16; " + reverse;
    }

    private void dnsmasq(NetworkHost host) throws IOException {
        server(
                host,
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--no-resolv",
                "--no-hosts",
                "--log-queries",
                "--log-facility=-",
                "--domain-needed",
                "--user=root",
                "--pid-file=",
                "--listen-address=10.79.0.53",
                "--bind-interfaces",
                "--host-record=forward.test,10.79.0.13",
                "--ptr-record=21.0.79.10.in-addr.arpa,forward.test",
                "--local=/0.79.10.in-addr.arpa/",
                "--server=/slow.test/10.79.0.250");
        await().atMost(SOON).until(() -> host.run("ss", "-Huln").contains(":53"));
    }

    private void nmbd(NetworkHost host, String name, String address, String role) throws IOException {
        Path home = Files.createDirectory(folder.resolve("samba-" + name));
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
        server(host, "nmbd", "--foreground", "--no-process-group", "--configfile=" + config);
        await().atMost(SOON).until(() -> host.run("ss", "-Huln").contains(address + ":137"));
    }

    private void server(NetworkHost host, String... command) throws IOException {
        servers.push(host.command(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command[0] + ".log").toFile())
                .start());
    }

    private Path callers() throws IOException {
        StringBuilder connectors = new StringBuilder();
        for (Caller caller : CALLERS) {
            connectors.append("""
                      - name: %1$s
                        remote: { addresses: [10.79.0.1], port: 102 }
                        sourceAddress: %2$s
                        mta: { name: HUB, password: file:secret }
                        local: { name: %3$s, password: file:secret }
                        selectors: { incoming: { t: %1$s } }
                    """.formatted(caller.name(), caller.address(), caller.mta()));
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
