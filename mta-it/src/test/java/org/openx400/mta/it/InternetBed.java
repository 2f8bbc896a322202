package org.openx400.mta.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.NameServers;
import org.openx400.mta.testkit.NetworkHost;
import org.openx400.mta.testkit.NetworkLab;
import org.openx400.mta.testkit.PostfixInstance;

/**
 * A site with X.400, a gateway, and the Internet: Postfix behind several exchangers, with the name servers of its domains.
 * Between the gateway and the Internet is a firewall that knows nothing but the gateway's group address.
 */
final class InternetBed implements AutoCloseable {
    static final int SMTP = 25;
    static final int X400 = 102;
    static final String NODE = "10.77.0.11";
    static final String GROUP = "10.77.0.100";
    static final String SITE = "10.77.0.12";
    static final String LOAD = "10.77.0.13";

    /** Mail domain of the site, whose users are {@code given.surname} there. */
    static final String SITE_DOMAIN = "site.example.org";

    static final String ANN = "ann.lee@" + SITE_DOMAIN;
    static final String ALICE = "alice@example.net";

    /** What {@link org.openx400.mta.testkit.LoadMessage} addresses, behind the gateway. */
    static final String LOAD_DOMAIN = "INTERNET";

    /** Where mail for domains of one exchanger arrives. */
    static final String EXCHANGED = "exchanged";

    private static final String FIRST = "10.88.0.25";
    private static final String SECOND = "10.88.0.26";
    private static final String DEAF = "10.88.0.28";
    private static final String NAMES = "10.88.0.53";
    private static final String FAILING_NAMES = "10.88.0.56";

    private static final String RULES = """
            table inet wall {
              chain forward {
                type filter hook forward priority 0; policy drop;
                ct state established,related accept
                ip saddr 10.77.0.100 ip daddr 10.88.0.0/24 tcp dport { 25, 53 } accept
                ip saddr 10.77.0.100 ip daddr 10.88.0.0/24 udp dport 53 accept
                ip saddr 10.88.0.0/24 ip daddr 10.77.0.100 tcp dport 25 accept
                counter reject
              }
            }
            """;

    /** Domains that have exchangers of equal preference; enough to see that not one of them gets everything. */
    static final List<String> EQUAL = Stream.iterate(1, i -> i + 1)
            .limit(20)
            .map(i -> "equal" + i + ".test")
            .toList();

    /** What the name server says of other domains, as dnsmasq's options. */
    private static final Map<String, List<String>> DOMAINS = Map.of(
            "preferred.test", List.of("--mx-host=preferred.test,mx2.test,20", "--mx-host=preferred.test,mx1.test,10"),
            "deaf.test", List.of("--mx-host=deaf.test,deaf-mx.test,5", "--mx-host=deaf.test,mx2.test,10"),
            "aliased.test", List.of("--mx-host=aliased.test,alias-mx.test,10"),
            "without.test", List.of("--host-record=without.test," + SECOND),
            "null.test", List.of("--dns-rr=null.test,15,000000"),
            "failing.test", List.of("--server=/failing.test/" + FAILING_NAMES));

    final Path folder;
    final NetworkHost internet;
    final NetworkHost wall;
    final NetworkHost gateway;
    final NetworkHost site;
    final PostfixInstance postfix;
    private final NetworkLab lab = new NetworkLab();
    private final Process failingNames;

    private InternetBed(Path folder) throws IOException {
        this.folder = folder;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        try {
            NetworkHost inside = lab.lan("inside");
            NetworkHost outside = lab.lan("outside");
            gateway = lab.host("gateway");
            gateway.address(lab.join(inside, gateway, NODE + "/24").device(), GROUP + "/24");
            gateway.defaultRoute("10.77.0.1");
            site = lab.host("site");
            site.address(lab.join(inside, site, SITE + "/24").device(), LOAD + "/24");
            wall = lab.host("wall");
            lab.join(inside, wall, "10.77.0.1/24");
            lab.join(outside, wall, "10.88.0.1/24");
            wall.run("sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
            wall.rules(RULES);
            internet = lab.host("internet");
            String device = lab.join(outside, internet, FIRST + "/24").device();
            for (String address : List.of(SECOND, DEAF, NAMES, FAILING_NAMES)) {
                internet.address(device, address + "/24");
            }
            internet.defaultRoute("10.88.0.1");
            failingNames = NameServers.failing(internet, folder.resolve("failing-names.log"), FAILING_NAMES);
            NameServers.dnsmasq(internet, folder.resolve("names.log"), NAMES, names());
            postfix = PostfixInstance.start(
                    internet,
                    Files.createDirectory(folder.resolve("postfix")),
                    List.of(
                            new PostfixInstance.Listener("mx1.test", FIRST, SMTP),
                            new PostfixInstance.Listener("mx2.test", SECOND, SMTP)),
                    settings());
            Files.writeString(folder.resolve("secret"), "secret");
            writeConfigurations();
        } catch (IOException e) {
            lab.close();
            throw e;
        }
    }

    static InternetBed build(Path folder) throws IOException {
        return new InternetBed(folder);
    }

    MtaProcess startGateway() throws IOException {
        return MtaProcess.start(gateway, folder.resolve("gateway.yaml"));
    }

    MtaProcess startSite() throws IOException {
        return MtaProcess.start(site, folder.resolve("site.yaml"));
    }

    /** Configuration of a load process at the site, whose connector {@code gateway} leads to {@link #LOAD_DOMAIN}. */
    Path loadPeer() throws IOException {
        return Files.writeString(folder.resolve("load.yaml"), """
                mta:
                  name: LOAD
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: SOURCE }
                  data: load
                listen:
                  - { address: 10.77.0.13, port: 102 }
                connectors:
                  - name: gateway
                    remote: { addresses: [10.77.0.100], port: 102 }
                    sourceAddress: 10.77.0.13
                    mta: { name: GATEWAY, password: file:secret }
                    addressSpace:
                      - { address: "C=US;A= ;P=INTERNET" }
                """);
    }

    /** How many packets the firewall stopped. */
    long stopped() throws IOException {
        return wall.run("nft", "list", "chain", "inet", "wall", "forward")
                .lines()
                .filter(line -> line.contains("counter packets"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*counter packets (\\d+).*", "$1")))
                .sum();
    }

    /** The name server of {@code failing.test} works from now on. */
    void repairNames() throws IOException {
        failingNames.destroy();
        failingNames.onExit().join();
        NameServers.dnsmasq(
                internet,
                folder.resolve("repaired-names.log"),
                FAILING_NAMES,
                "--local=/test/",
                "--mx-host=failing.test,mx1.test,10",
                "--host-record=mx1.test," + FIRST);
    }

    private static String[] names() {
        List<String> options = new ArrayList<>(List.of(
                "--local=/test/",
                "--local=/net/",
                "--local=/org/",
                "--mx-host=example.net,mx1.test,10",
                "--host-record=mx1.test," + FIRST,
                "--host-record=mx2.test," + SECOND,
                "--host-record=deaf-mx.test," + DEAF,
                "--cname=alias-mx.test,mx2.test"));
        DOMAINS.values().forEach(options::addAll);
        for (String domain : EQUAL) {
            options.add("--mx-host=" + domain + ",mx1.test,10");
            options.add("--mx-host=" + domain + ",mx2.test,10");
        }
        return options.toArray(String[]::new);
    }

    private static String settings() {
        List<String> domains =
                Stream.concat(DOMAINS.keySet().stream(), EQUAL.stream()).toList();
        return """
                relayhost = [%1$s]
                virtual_mailbox_domains = example.net, %2$s
                virtual_mailbox_maps = inline:{ { alice@example.net = alice/ }, { load@example.net = load/ }, %3$s }
                queue_run_delay = 1s
                minimal_backoff_time = 1s
                maximal_backoff_time = 2s
                """.formatted(
                        GROUP,
                        String.join(", ", domains),
                        domains.stream()
                                .map(domain -> "{ @" + domain + " = " + EXCHANGED + "/ }")
                                .collect(Collectors.joining(", ")));
    }

    private void writeConfigurations() throws IOException {
        Files.writeString(folder.resolve("internet.map"), """
                both             site.example.org  /C=US/A= /P=SITE
                user-to-internet load@example.net  /C=US/A= /P=INTERNET/O=Load/S=Recipient
                """);
        Files.writeString(folder.resolve("gateway.yaml"), """
                mta:
                  name: GATEWAY
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: GATEWAY }
                  data: gateway
                listen:
                  - { address: 10.77.0.100, port: 102 }
                resolver:
                  chain: [dns]
                  sourceAddress: 10.77.0.100
                  dns: { servers: [10.88.0.53] }
                connectors:
                  - name: internet
                    type: smtp
                    hostName: gateway.example.org
                    listen:
                      - { address: 10.77.0.100, port: 25 }
                    sourceAddress: 10.77.0.100
                    mapping:
                      domain: gateway.example.org
                      address: "C=US;A= ;P=EXAMPLE;O=Internet"
                      table: internet.map
                    outgoing: { retry: 1s }
                    protocolLog: commands
                    addressSpace:
                      - { address: "C=US;A= ;P=INTERNET" }
                  - name: site
                    remote: { addresses: [10.77.0.12], port: 102 }
                    sourceAddress: 10.77.0.100
                    mta: { name: SITE, password: file:secret }
                    retry: { openInterval: 1s, transferInterval: 1s }
                    addressSpace:
                      - { address: "C=US;A= ;P=SITE" }
                  - name: load
                    remote: { addresses: [10.77.0.13], port: 102 }
                    sourceAddress: 10.77.0.100
                    mta: { name: LOAD, password: file:secret }
                    addressSpace:
                      - { address: "C=US;A= ;P=SOURCE" }
                events: { size: 10GB }
                """);
        Files.writeString(folder.resolve("site.yaml"), """
                mta:
                  name: SITE
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: SITE }
                  data: site
                listen:
                  - { address: 10.77.0.12, port: 102 }
                connectors:
                  - name: gateway
                    remote: { addresses: [10.77.0.100], port: 102 }
                    sourceAddress: 10.77.0.12
                    mta: { name: GATEWAY, password: file:secret }
                    retry: { openInterval: 1s, transferInterval: 1s }
                    addressSpace:
                      - { address: "C=US;A= ;P=EXAMPLE" }
                      - { address: "C=US;A= ;P=INTERNET" }
                localUsers:
                  - { address: "C=US;A= ;P=SITE;G=Ann;S=Lee", mailbox: ann }
                """);
    }

    @Override
    public void close() throws IOException {
        try {
            postfix.close();
        } finally {
            lab.close();
        }
    }
}
