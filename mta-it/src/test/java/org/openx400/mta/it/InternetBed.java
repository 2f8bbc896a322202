package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openx400.mta.testkit.MtaProcess;
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

    private static final String RULES = """
            table inet wall {
              chain forward {
                type filter hook forward priority 0; policy drop;
                ct state established,related accept
                ip saddr 10.77.0.100 ip daddr 10.88.0.0/24 tcp dport { 25, 53, 587 } accept
                ip saddr 10.77.0.100 ip daddr 10.88.0.0/24 udp dport { 53, 137 } accept
                ip saddr 10.88.0.0/24 ip daddr 10.77.0.100 tcp dport 25 accept
                counter reject
              }
            }
            """;

    final Path folder;
    final NetworkHost internet;
    final NetworkHost wall;
    final NetworkHost gateway;
    final NetworkHost site;
    final InternetNames names;
    final InternetKeys keys;
    final PostfixInstance postfix;
    private final NetworkLab lab = new NetworkLab();

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
            String device =
                    lab.join(outside, internet, InternetNames.FIRST + "/24").device();
            internet.address(device, InternetNames.SECOND + "/24");
            internet.address(device, InternetKeys.SECURE + "/24");
            internet.defaultRoute("10.88.0.1");
            names = InternetNames.start(internet, device, folder);
            keys = InternetKeys.make(internet, folder);
            List<PostfixInstance.Listener> exchangers = new ArrayList<>(List.of(
                    new PostfixInstance.Listener("mx1.test", InternetNames.FIRST, SMTP),
                    new PostfixInstance.Listener("mx2.test", InternetNames.SECOND, SMTP),
                    new PostfixInstance.Listener(InternetNames.WINS_NAME, InternetNames.WINS, SMTP)));
            exchangers.addAll(InternetKeys.listeners());
            postfix = PostfixInstance.start(
                    internet, folder.resolve("postfix"), exchangers, settings() + keys.settings());
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

    /** From its next start on the gateway calls its smart host from the address of the node. */
    void callFromTheNode() throws IOException {
        Path file = folder.resolve("gateway.yaml");
        String[] parts = Files.readString(file).split("(?=  - name: smart)", 2);
        Files.writeString(file, parts[0] + parts[1].replaceFirst("sourceAddress: " + GROUP, "sourceAddress: " + NODE));
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

    /** Submits a message with these options of {@code mta send}. */
    static void send(MtaProcess site, String... options) throws IOException {
        String[] command = Stream.concat(Stream.of("send"), Stream.of(options)).toArray(String[]::new);
        MtaProcess.Outcome outcome = site.run(command);
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    /** The O/R address behind the gateway that stands for an Internet address. */
    static String behindGateway(String address) {
        return "C=US;A= ;P=EXAMPLE;O=Internet;DDA:RFC-822=" + address.replace("@", "(a)");
    }

    /** How many packets the firewall stopped. */
    long stopped() throws IOException {
        return wall.run("nft", "list", "chain", "inet", "wall", "forward")
                .lines()
                .filter(line -> line.contains("counter packets"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*counter packets (\\d+).*", "$1")))
                .sum();
    }

    private static String settings() {
        List<String> domains = InternetNames.domains();
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
        Files.writeString(
                folder.resolve("lmhosts"),
                InternetNames.SECOND + " " + InternetNames.LMHOSTS_NAME.toUpperCase(Locale.ROOT) + "\n");
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
                  chain: [dns, wins, lmhosts]
                  sourceAddress: 10.77.0.100
                  dns: { servers: [10.88.0.53] }
                  wins: { server: 10.88.0.54 }
                  lmhosts: { file: lmhosts }
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
                    users: [ { name: tim, password: file:user-secret } ]
                    tls: { certificate: gateway.example.org.pem, key: gateway.example.org.key }
                    outgoing:
                      routes:
                        - { domain: verified.test, tls: required }
                        - { domain: wrongname.test, tls: required }
                        - { domain: unencrypted.test, tls: required }
                      trusted: ca.pem
                      retry: 1s
                    protocolLog: commands
                    addressSpace:
                      - { address: "C=US;A= ;P=INTERNET" }
                  - name: smart
                    type: smtp
                    hostName: gateway.example.org
                    sourceAddress: 10.77.0.100
                    mapping:
                      domain: smart.example.org
                      address: "C=US;A= ;P=EXAMPLE;O=Smart"
                      table: internet.map
                    outgoing:
                      smartHost: { host: secure.test, port: 587, tls: required, user: gateway, password: file:relay-secret }
                      trusted: ca.pem
                      retry: 1s
                    protocolLog: full
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
