package org.openx400.mta.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openx400.mta.config.Loading.MTA;
import static org.openx400.mta.config.Loading.connector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.address.AddressPattern;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.NumericOrPrintable;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.connector.AddressSpaceEntry;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.resolve.ResolverSettings;
import org.openx400.mta.resolve.ResolverSettings.Kind;
import org.openx400.mta.routing.LocalUser;

class ConfigurationLoaderTest {
    @TempDir
    Path folder;

    private Loading loading;

    @BeforeEach
    void writeSecret() throws IOException {
        loading = new Loading(folder);
        Files.createDirectory(folder.resolve("secrets"));
        secret("hub", "hub password\n", "rw-------");
    }

    private void secret(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("secrets").resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void takesPostgreSqlWithItsPasswordFromElsewhere() throws Exception {
        secret("store", "open sesame", "rw-------");
        MtaConfiguration.Store store = loading.load(MTA
                        + "store: { url: 'jdbc:postgresql://db1,db2/mta', user: mta, password: file:secrets/store }\n")
                .store();
        assertThat(store)
                .isEqualTo(
                        new MtaConfiguration.Store("jdbc:postgresql://db1,db2/mta", "mta", Secret.of("open sesame")));
        assertThat(store.toString()).doesNotContain("sesame");
    }

    @Test
    void refusesAPasswordInTheAddressOfTheStore() {
        for (String url :
                List.of("jdbc:postgresql://db/mta?user=a&password=sesame", "jdbc:postgresql://a:sesame@db/mta")) {
            assertThatThrownBy(() -> loading.load(MTA + "store: { url: '" + url + "' }\n"))
                    .hasMessageContaining("store.url has a password")
                    .hasMessageNotContaining("sesame");
        }
    }

    @Test
    void refusesAUserOfAStoreThatHasNone() {
        assertThatThrownBy(() -> loading.load(MTA + "store: { user: mta }\n"))
                .hasMessageContaining("store has a user or password");
    }

    @Test
    void fillsInEveryDefault() throws Exception {
        MtaConfiguration configuration = loading.load(
                MTA + "connectors:\n  - name: c\n    mta: { name: C }\n" + "    remote: { hosts: [c.example.org] }\n");
        assertThat(configuration)
                .isEqualTo(new MtaConfiguration(
                        new MtaCredentials("HUB", Secret.NONE),
                        GlobalDomainIdentifier.of("US", " ", "EXAMPLE"),
                        folder.resolve("data"),
                        "node-a",
                        new MtaConfiguration.Store("jdbc:sqlite:" + folder.resolve("data/queue.db"), null, Secret.NONE),
                        List.of(),
                        List.of(new Connector(
                                "c",
                                new Connector.Remote(List.of("c.example.org"), List.of(), 102),
                                Connector.Match.ADDRESS,
                                null,
                                new MtaCredentials("C", Secret.NONE),
                                new MtaCredentials("HUB", Secret.NONE),
                                Selectors.NONE,
                                Selectors.NONE,
                                Mode.NORMAL_1988,
                                false,
                                new Connector.Rts(60, 16, Duration.ofSeconds(60)),
                                new Connector.Retry(Duration.ofSeconds(600), Duration.ofSeconds(120), 2),
                                new Connector.Association(
                                        Duration.ofSeconds(300),
                                        Duration.ofSeconds(120),
                                        50,
                                        10,
                                        1,
                                        Duration.ofSeconds(300)),
                                List.of(),
                                Connector.Schedule.ALWAYS,
                                new Connector.Peculiarities(false, false, true))),
                        List.of(),
                        new MtaConfiguration.Expiry(Duration.ofDays(2), Duration.ofDays(7), Duration.ofDays(10)),
                        List.of(),
                        new MtaConfiguration.Limits(
                                2000,
                                50,
                                500,
                                50,
                                10_000,
                                10_000_000,
                                2L << 30,
                                (4L << 30) + (16 << 20),
                                32767,
                                Duration.ofDays(4),
                                Duration.ofHours(1),
                                1L << 30,
                                50,
                                true,
                                16 << 20,
                                64,
                                1 << 20,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(10)),
                        new MtaConfiguration.Events(20 << 20, 10),
                        null,
                        folder.resolve("data/mailboxes"),
                        null,
                        List.of()));
    }

    @Test
    void readsEveryKey() throws Exception {
        MtaConfiguration configuration = loading.load("""
                mta:
                  name: HUB
                  password: file:secrets/hub
                  domain: { country: "840", admd: " ", prmd: EXAMPLE }
                  data: /var/lib/mta
                  node: east-1
                  mailboxes: { folder: boxes }
                store: { url: "jdbc:sqlite:/var/lib/mta/other.db" }
                listen:
                  - { stack: TCP, address: 127.0.0.1, port: 10102 }
                  - { address: "::1" }
                connectors:
                  - name: to-site2
                    type: x400
                    remote: { hosts: [mta2.example.org], addresses: [127.0.0.9, 198.51.100.0/28], port: 10103 }
                    match: credentials
                    sourceAddress: 127.0.0.2
                    mta: { name: MTA2, password: env:PASSWORD }
                    local: { name: HUB-OLD, password: file:secrets/hub }
                    selectors: { outgoing: { t: X400, s: "591", p: "0x00" }, incoming: { t: "0x0102" } }
                    mode: 1988-normal
                    dialogue: two-way-alternate
                    rts: { checkpointSize: 15KB, windowSize: 3, recoveryTimeout: 2m }
                    retry: { openInterval: 1h, transferInterval: 90s, maximumTransferRetries: 0 }
                    association: { lifetime: 0s, disconnect: 6m, threshold: 1, maximum: 4, reservedForUrgent: 3, transferTimeout: 1d }
                    addressSpace:
                      - { address: "C=US;A= ;P=SITE2;O=*;CN=Duty Officer", cost: 7 }
                    schedule: never
                    peculiarities: { extensionTypeForm1988: true, omitInternalTrace: true, recogniseDuplicates: false }
                expiry: { urgent: 90m, normal: 2d, nonUrgent: 3d }
                localUsers:
                  - { address: "C=US;A= ;P=EXAMPLE;S=Duty", addresses: ["C=US;A= ;P=EXAMPLE;S=Ops"], mailbox: duty }
                limits:
                  { associations: 3, perPeer: 2, halfOpen: 8, halfOpenPerAddress: 7, ratePerPeer: 6, queuedPerPeer: 5, content: 1MB, apdu: 3MB, recipients: 4, duplicateWindow: 5h, resumableAge: 6h, resumableContent: 7MB, hops: 20, upperBounds: tolerate, envelope: 64KB, nesting: 21, tsdu: 128KB, connectDeadline: 6s, bindDeadline: 7s, stopDeadline: 8s }
                events: { size: 1MB, count: 2 }
                resolver:
                  chain: [lmhosts, wins, dns]
                  deadline: 2s
                  sourceAddress: 127.0.0.3
                  hosts: { file: hosts.local }
                  dns: { servers: [127.0.0.4, "::1"], port: 5353 }
                  wins: { server: 127.0.0.5, domains: [example.org] }
                  lmhosts: { file: /etc/lmhosts }
                """);
        Secret hub = Secret.of("hub password");
        assertThat(configuration)
                .isEqualTo(new MtaConfiguration(
                        new MtaCredentials("HUB", hub),
                        new GlobalDomainIdentifier(
                                NumericOrPrintable.numeric("840"),
                                NumericOrPrintable.printable(" "),
                                NumericOrPrintable.printable("EXAMPLE")),
                        Path.of("/var/lib/mta"),
                        "east-1",
                        new MtaConfiguration.Store("jdbc:sqlite:/var/lib/mta/other.db", null, Secret.NONE),
                        List.of(new InetSocketAddress("127.0.0.1", 10102), new InetSocketAddress("::1", 102)),
                        List.of(new Connector(
                                "to-site2",
                                new Connector.Remote(
                                        List.of("mta2.example.org"),
                                        List.of(CidrBlock.parse("127.0.0.9"), CidrBlock.parse("198.51.100.0/28")),
                                        10103),
                                Connector.Match.CREDENTIALS,
                                InetAddress.getByName("127.0.0.2"),
                                new MtaCredentials("MTA2", Secret.of("s3cret")),
                                new MtaCredentials("HUB-OLD", hub),
                                new Selectors(Octets.latin1("X400"), Octets.latin1("591"), Octets.of(0)),
                                new Selectors(Octets.of(1, 2), Octets.NONE, Octets.NONE),
                                Mode.NORMAL_1988,
                                true,
                                new Connector.Rts(15, 3, Duration.ofSeconds(120)),
                                new Connector.Retry(Duration.ofHours(1), Duration.ofSeconds(90), 0),
                                new Connector.Association(
                                        Duration.ZERO, Duration.ofMinutes(6), 1, 4, 3, Duration.ofDays(1)),
                                List.of(new AddressSpaceEntry(
                                        AddressPattern.parse("C=US;A= ;P=SITE2;O=*;CN=Duty Officer"), 7)),
                                Connector.Schedule.NEVER,
                                new Connector.Peculiarities(true, true, false))),
                        List.of(),
                        new MtaConfiguration.Expiry(Duration.ofMinutes(90), Duration.ofDays(2), Duration.ofDays(3)),
                        List.of(new LocalUser(
                                List.of(address("C=US;A= ;P=EXAMPLE;S=Duty"), address("C=US;A= ;P=EXAMPLE;S=Ops")),
                                "duty")),
                        new MtaConfiguration.Limits(
                                3,
                                2,
                                8,
                                7,
                                6,
                                5,
                                1 << 20,
                                3 << 20,
                                4,
                                Duration.ofHours(5),
                                Duration.ofHours(6),
                                7 << 20,
                                20,
                                false,
                                64 << 10,
                                21,
                                128 << 10,
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(7),
                                Duration.ofSeconds(8)),
                        new MtaConfiguration.Events(1 << 20, 2),
                        new ResolverSettings(
                                List.of(Kind.LMHOSTS, Kind.WINS, Kind.DNS),
                                Duration.ofSeconds(2),
                                InetAddress.getByName("127.0.0.3"),
                                List.of(new InetSocketAddress("127.0.0.4", 5353), new InetSocketAddress("::1", 5353)),
                                new InetSocketAddress("127.0.0.5", 137),
                                List.of("example.org"),
                                folder.resolve("hosts.local"),
                                Path.of("/etc/lmhosts")),
                        Path.of("/var/lib/mta/boxes"),
                        null,
                        List.of()));
    }

    private static final String CLUSTER = """
            mta:
              name: HUB
              domain: { country: US, admd: " ", prmd: EXAMPLE }
              mailboxes: { folder: /mnt/mailboxes, shared: true }
            store: { url: "jdbc:postgresql://db/mta" }
            cluster:
              node: node-b
              groups:
                - { name: EAST, address: 10.77.0.100 }
                - { name: WEST, address: 10.77.0.200, address6: "2001:db8::200", port: 1102 }
            connectors:
              - { name: a, group: WEST, mta: { name: A }, remote: { addresses: ["2001:db8::9"] } }
              - { name: b, group: EAST, mta: { name: B }, remote: { addresses: [192.0.2.9] }, sourceAddress: 10.77.0.100 }
            localUsers: [{ address: "C=US;A= ;P=EXAMPLE;S=Duty", mailbox: duty }]
            """;

    @Test
    void givesEachGroupItsConnectorsAndAddresses() throws Exception {
        MtaConfiguration configuration = loading.load(CLUSTER);
        InetAddress west = InetAddress.getByName("10.77.0.200");
        InetAddress west6 = InetAddress.getByName("2001:db8::200");
        assertThat(configuration.node()).isEqualTo("node-b");
        assertThat(configuration.mailboxes()).isEqualTo(Path.of("/mnt/mailboxes"));
        assertThat(configuration.groups())
                .containsExactly(
                        new MtaConfiguration.Group(
                                "EAST",
                                List.of(InetAddress.getByName("10.77.0.100")),
                                List.of(new InetSocketAddress("10.77.0.100", 102)),
                                List.of(configuration.connectors().get(1)),
                                List.of()),
                        new MtaConfiguration.Group(
                                "WEST",
                                List.of(west, west6),
                                List.of(new InetSocketAddress(west, 1102), new InetSocketAddress(west6, 1102)),
                                List.of(configuration.connectors().get(0)),
                                List.of()));
    }

    @Test
    void warnsOfAGroupAddressInNoNetworkButNotOfOneThatIsElsewhereNow() throws Exception {
        assertThat(loading.warnings(CLUSTER))
                .isEqualTo(
                        "mta.yaml:10:53 cluster.groups[1].address6 is in the network of no interface of this machine");
    }

    @Test
    void listensInAClusterWhereTheListSays() throws Exception {
        MtaConfiguration configuration =
                loading.load(CLUSTER + "listen: [{ address: 10.77.0.200, port: 10102 }, { address: 10.77.0.200 }]\n");
        assertThat(configuration.groups().get(0).listen()).containsExactly(new InetSocketAddress("10.77.0.100", 102));
        assertThat(configuration.groups().get(1).listen())
                .containsExactly(
                        new InetSocketAddress("10.77.0.200", 10102), new InetSocketAddress("10.77.0.200", 102));
    }

    @Test
    void aSingleMachineIsOneGroup() throws Exception {
        MtaConfiguration configuration = loading.load(MTA + "listen: [{ address: 127.0.0.1 }]\n"
                + "connectors: [{ name: c, mta: { name: C }, remote: { addresses: [192.0.2.9] } }]\n");
        assertThat(configuration.groups())
                .containsExactly(new MtaConfiguration.Group(
                        "", List.of(), configuration.listen(), configuration.connectors(), List.of()));
    }

    @Test
    void saysWhatAResolverLacks() {
        assertThat(loading.faults(MTA + """
                resolver:
                  chain: [wins, lmhosts, wins]
                  dns: { servers: [127.0.0.300] }
                """))
                .contains("resolver.chain[2] is given twice")
                .contains("needs a server, as wins is in the chain")
                .contains("needs a file, as lmhosts is in the chain")
                .contains("is not an IP address: 127.0.0.300");
        assertThat(loading.faults(MTA + "resolver: { chain: [], wins: { server: \"::1\" } }\n"))
                .contains("is empty")
                .contains("must be an IPv4 address");
    }

    private static ORAddress address(String text) throws Exception {
        return ORAddressText.parse(text);
    }

    @Test
    void givesEachPriorityItsExpiry() {
        MtaConfiguration.Expiry expiry =
                new MtaConfiguration.Expiry(Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(3));
        assertThat(List.of(Priority.URGENT, Priority.NORMAL, Priority.NON_URGENT))
                .extracting(expiry::of)
                .containsExactly(Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(3));
    }

    @Test
    void takesModesWithAndWithoutQuotes() throws Exception {
        for (String mode : List.of("1984", "\"1984\"")) {
            assertThat(loading.load(connector("remote: { addresses: [127.0.0.9] }", "mode: " + mode))
                            .connectors())
                    .extracting(Connector::mode)
                    .containsExactly(Mode.X410_1984);
        }
    }

    @Test
    void warnsOfWhatIsAllowedButLooksWrong() throws Exception {
        secret("open", "x", "rw-r--r--");
        assertThat(loading.warnings(MTA.replace("HUB", "HUB\n  password: file:secrets/open")
                        + "listen: [{ address: 192.0.2.1 }]\n"
                        + "connectors:\n  - name: c\n    mta: { name: C }\n"
                        + "    remote: { hosts: [mta2] }\n    sourceAddress: 192.0.2.2\n"))
                .isEqualTo("""
                        mta.yaml:3:13 mta.password names the file secrets/open, which everybody can read: chmod o-r secrets/open
                        mta.yaml:5:21 listen[0].address is on no interface of this machine now
                        mta.yaml:9:23 connectors[0].remote.hosts[0] is a short name, which resolves differently from machine to machine: give the full name
                        mta.yaml:10:20 connectors[0].sourceAddress is on no interface of this machine now: nothing will be dialled until it is""");
    }

    @Test
    void takesOnlyTheLastLineEndOffASecret() throws Exception {
        secret("lines", " a \n\n", "rw-------");
        assertThat(loading.load(MTA.replace("HUB", "HUB\n  password: file:secrets/lines"))
                        .mta()
                        .password())
                .isEqualTo(Secret.of(" a \n"));
    }

    @Test
    void refusesALargeFileUnread() throws IOException {
        Path file = Files.writeString(folder.resolve("large.yaml"), "#".repeat(256 * 1024 + 1));
        assertThatThrownBy(() -> ConfigurationLoader.load(file))
                .hasMessage(file + ": is larger than 256KB and was not read");
    }

    @Test
    void refusesWhatIsNotUtf8() throws IOException {
        Path file = Files.write(folder.resolve("latin.yaml"), new byte[] {'#', '\n', ' ', '#', (byte) 0xe9});
        assertThatThrownBy(() -> ConfigurationLoader.load(file)).hasMessage(file + ":2:3 is not UTF-8");
    }

    @Test
    void saysThatAFileIsNotThere() {
        Path file = folder.resolve("none.yaml");
        assertThatThrownBy(() -> ConfigurationLoader.load(file)).hasMessage(file + ": does not exist");
        assertThatThrownBy(() -> ConfigurationLoader.load(folder)).hasMessageStartingWith(folder + ": cannot be read");
    }

    private static final String SMTP = """
            connectors:
              - name: internet
                type: smtp
                hostName: mail.example.org
                mapping: { domain: X400.example.org, address: "C=US;A= ;P=EXAMPLE;O=Internet" }
            """;

    @Test
    void readsAWayToInternetMailWithItsDefaults() throws Exception {
        MtaConfiguration configuration = loading.load(MTA + SMTP);
        assertThat(configuration.connectors()).isEmpty();
        ORAddress internet = ORAddressText.parse("C=US;A= ;P=EXAMPLE;O=Internet");
        assertThat(configuration.smtpConnectors())
                .containsExactly(new SmtpConnector(
                        "internet",
                        "mail.example.org",
                        List.of(),
                        null,
                        new SmtpConnector.Mapping("x400.example.org", internet, null),
                        List.of(),
                        List.of(),
                        new SmtpConnector.Outgoing(
                                null,
                                List.of(),
                                SmtpConnector.Protection.OPPORTUNISTIC,
                                null,
                                50,
                                10,
                                Duration.ofMinutes(15)),
                        null,
                        new SmtpConnector.Limits(500, 50, 1000, 50L << 20, 6000, 10),
                        SmtpConnector.ProtocolLog.OFF,
                        List.of(new AddressSpaceEntry(AddressPattern.parse("C=US;A= ;P=EXAMPLE;O=Internet"), 1))));
        assertThat(configuration.groups().get(0).smtpConnectors()).isEqualTo(configuration.smtpConnectors());
    }

    @Test
    void refusesWhatAWayToInternetMailDoesNotHave() {
        assertThat(
                        loading.faults(
                                MTA
                                        + SMTP.replace("mail.example.org", "mail")
                                                .replace(
                                                        "type: smtp",
                                                        "type: smtp\n    mode: \"1984\"\n    users: [{ name: a, password: 'env:NONE' }]")))
                .contains("connectors[0].mode is not a known key")
                .contains("connectors[0].hostName is a short name")
                .contains("connectors[0].users need tls")
                .contains("connectors[0].users[0].password names the environment variable NONE, which is not set");
    }

    @Test
    void refusesATypeThatItDoesNotKnow() {
        assertThat(loading.faults(MTA + SMTP.replace("type: smtp", "type: uucp")))
                .contains("connectors[0].type must be one of x400, smtp, is \"uucp\"");
    }

    @Test
    void listensForInternetMailWhereTheGroupIs() throws Exception {
        MtaConfiguration configuration =
                loading.load(CLUSTER.replaceFirst("(?m)^connectors:\n", SMTP + "    group: WEST\n"));
        MtaConfiguration.Group west = configuration.groups().get(1);
        assertThat(west.smtpConnectors())
                .isEqualTo(configuration.smtpConnectors())
                .hasSize(1);
        assertThat(west.smtpConnectors().get(0).listen())
                .containsExactly(new InetSocketAddress("10.77.0.200", 25), new InetSocketAddress("2001:db8::200", 25));
    }
}
