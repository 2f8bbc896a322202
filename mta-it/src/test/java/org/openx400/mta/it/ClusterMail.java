package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.openx400.mta.testkit.LiveCapture;
import org.openx400.mta.testkit.LoadBed;
import org.openx400.mta.testkit.LoadProcess;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.NetworkHost;
import org.openx400.mta.testkit.PostfixInstance;
import org.openx400.mta.testkit.Tshark;

/**
 * Internet mail beside the X.400 traffic of a {@link ClusterBed}: Postfix, which sends to a mailbox at a third site through
 * whichever node has the group address, and takes what a source of messages sends the same way back.
 */
final class ClusterMail implements AutoCloseable {
    static final int SMTP = 25;
    static final String CONNECTOR = "internet";

    private static final String POSTFIX = "10.77.0.60";
    private static final String SITE = "10.77.0.52";
    private static final String LOAD = "10.77.0.53";
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int ASSOCIATIONS = 2;
    private static final int AT_ONCE = 10;

    private final ClusterBed bed;
    private final PostfixInstance postfix;
    private final LiveCapture capture;
    private final MtaProcess site;
    private final LoadProcess load;
    private final Mailbox ann;
    private final LoadMails loads;
    private final List<Process> senders = new ArrayList<>();
    private int eachWay;

    private ClusterMail(ClusterBed bed, Path folder, NetworkHost internet) throws IOException {
        this.bed = bed;
        capture = LiveCapture.start(internet, folder.resolve("mail.pcapng"), List.of(SMTP));
        postfix = PostfixInstance.start(
                internet,
                Files.createDirectory(folder.resolve("postfix")),
                List.of(new PostfixInstance.Listener("mx.test", POSTFIX, SMTP)),
                """
                relayhost = [%s]
                virtual_mailbox_domains = example.net
                virtual_mailbox_maps = inline:{ { load@example.net = load/ }, { alice@example.net = alice/ } }
                smtp_connect_timeout = 2s
                smtp_helo_timeout = 5s
                smtp_mail_timeout = 5s
                smtp_rcpt_timeout = 5s
                smtp_data_init_timeout = 5s
                smtp_data_xfer_timeout = 5s
                smtp_data_done_timeout = 5s
                smtp_quit_timeout = 5s
                queue_run_delay = 1s
                minimal_backoff_time = 1s
                maximal_backoff_time = 2s
                """.formatted(ClusterBed.EAST));
        site = MtaProcess.start(bed.peerHost, site(folder));
        load = LoadProcess.start(
                bed.peerHost, load(folder), List.of(new LoadProcess.Source("east", ASSOCIATIONS, "INTERNET")));
        ann = Mailbox.of(folder.resolve("site3"), "ann");
        loads = new LoadMails(postfix, "load");
    }

    /** What the nodes of a cluster are told besides. */
    static void configure(Path cluster) throws IOException {
        Files.writeString(cluster.resolve("internet.map"), """
                both             site3.example.org /C=US/A= /P=SITE3
                user-to-internet load@example.net  /C=US/A= /P=INTERNET/O=Load/S=Recipient
                """);
        for (String node : List.of("node-a.yaml", "node-b.yaml")) {
            Files.writeString(
                    cluster.resolve(node), Files.readString(cluster.resolve(node)) + """

                  - name: to-site3
                    remote: { addresses: [10.77.0.52] }
                    mta: { name: SITE3, password: file:secrets/peer }
                    retry: { openInterval: 1s, transferInterval: 1s }
                    addressSpace:
                      - { address: "C=US;A= ;P=SITE3" }
                  - name: from-load
                    remote: { addresses: [10.77.0.53] }
                    mta: { name: LOAD, password: file:secrets/peer }
                    addressSpace:
                      - { address: "C=US;A= ;P=LOAD" }
                  - name: %s
                    type: smtp
                    hostName: gateway.example.org
                    mapping:
                      domain: gateway.example.org
                      address: "C=US;A= ;P=EXAMPLE;O=Internet"
                      table: internet.map
                    outgoing:
                      smartHost: { host: "[10.77.0.60]" }
                      perDestination: %d
                      retry: 1s
                    protocolLog: commands
                    addressSpace:
                      - { address: "C=US;A= ;P=INTERNET" }
                """.formatted(CONNECTOR, AT_ONCE));
        }
    }

    /** Starts everything that is no node. */
    static ClusterMail start(ClusterBed bed, Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        NetworkHost internet = bed.lab.host("internet");
        bed.lab.join(bed.lan, internet, POSTFIX + "/24");
        return new ClusterMail(bed, folder, internet);
    }

    /** Sends so many more each way; returns when some of them have arrived. */
    void send(int count) throws IOException {
        int before = arrivals();
        senders.add(postfix.sendMany(1 + eachWay, count, "alice@example.net", "ann.lee@site3.example.org"));
        load.send(count);
        eachWay += count;
        await().atMost(SOON).until(() -> arrivals() > before);
    }

    /** Returns when all have arrived. */
    void arrives() throws Exception {
        for (Process sender : senders) {
            assertThat(sender.waitFor()).isZero();
        }
        await("Postfix has given all")
                .atMost(SOON)
                .pollInterval(Duration.ofSeconds(1))
                .until(this::postfixHasGivenAll);
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(
                        () -> assertThat(new HashSet<>(ann.subjects())).isEqualTo(LoadMails.numbers(1, eachWay, "")));
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(new HashSet<>(loads.identifiers()))
                        .isEqualTo(LoadMails.numbers(0, eachWay, LoadMails.FIRST_SOURCE)));
    }

    /**
     * Returns what was seen, when both nodes have been stopped.
     *
     * @param faults what was given to the Internet at one of them, and not yet answered, may be given again
     */
    String judge(int faults) throws IOException {
        assertThat(ann.subjects()).hasSize(eachWay);
        int again = loads.identifiers().size() - eachWay;
        assertThat(again).as("twice in the Internet").isLessThanOrEqualTo(faults * AT_ONCE);
        assertThat(load.state().acknowledged()).isEqualTo(eachWay);
        assertThat(load.state().received()).as("reports").isZero();
        assertThat(postfix.arrived("alice")).as("bounces").isEmpty();
        Path recorded = capture.finish();
        List<List<String>> packets = Tshark.fields(recorded, SMTP, "tcp && !(ip.src==" + POSTFIX + ")", "ip.src");
        assertThat(packets).isNotEmpty().allMatch(row -> row.get(0).equals(ClusterBed.EAST));
        Set<String> established = MailConnections.onTheWire(recorded, ClusterBed.EAST);
        Set<String> logged = new TreeSet<>(bed.a.mailConnections());
        logged.addAll(bed.b.mailConnections());
        assertThat(established).containsAll(logged);
        return eachWay + " mails each way beside it, 0 lost, 0 twice in X.400 ("
                + (bed.a.recognisedMails() + bed.b.recognisedMails()) + " repeated by the peer and recognised), "
                + again
                + " twice in the Internet, which were under way at a fault; " + packets.size()
                + " SMTP packets, each from "
                + ClusterBed.EAST + "; " + logged.size() + " of " + established.size()
                + " connections in the protocol logs, the others from when a node was broken";
    }

    /** What Postfix found locked by a delivery that was just ending it would try again after 300 s only. */
    private boolean postfixHasGivenAll() throws IOException {
        postfix.flush();
        return postfix.isIdle();
    }

    private int arrivals() throws IOException {
        return ann.size() + postfix.arrived("load").size();
    }

    private Path site(Path folder) throws IOException {
        bed.peerHost.address(bed.peerDevice, SITE + "/24");
        Files.writeString(folder.resolve("secret"), bed.secret());
        return Files.writeString(folder.resolve("site3.yaml"), """
                mta:
                  name: SITE3
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: SITE3 }
                  data: site3
                listen:
                  - { address: 10.77.0.52 }
                connectors:
                  - name: east
                    remote: { addresses: [10.77.0.100] }
                    mta: { name: HUB, password: file:secret }
                    addressSpace:
                      - { address: "C=US;A= ;P=EXAMPLE" }
                localUsers:
                  - { address: "C=US;A= ;P=SITE3;G=Ann;S=Lee", mailbox: ann }
                """);
    }

    private Path load(Path folder) throws IOException {
        bed.peerHost.address(bed.peerDevice, LOAD + "/24");
        return Files.writeString(folder.resolve("load.yaml"), """
                mta:
                  name: LOAD
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: %s }
                  data: load
                listen:
                  - { address: 10.77.0.53 }
                connectors:
                  - name: east
                    remote: { addresses: [10.77.0.100] }
                    sourceAddress: 10.77.0.53
                    mta: { name: HUB, password: file:secret }
                    addressSpace:
                      - { address: "C=US;A= ;P=INTERNET" }
                """.formatted(LoadBed.SOURCE_DOMAIN));
    }

    @Override
    public void close() throws IOException {
        capture.close();
        load.close();
        site.close();
        postfix.close();
    }
}
