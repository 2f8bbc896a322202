package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.james.mime4j.dom.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.local.DeliverySummary;
import org.openx400.mta.testkit.ArrivedMail;
import org.openx400.mta.testkit.LiveCapture;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.Tshark;

/** Internet mail, by Postfix, from and to a user of X.400 behind a gateway: mails, reports, and who takes mail for a domain. */
class InternetIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TEXT = "Dear Ann,\n\n.\nthe plan is in the file.\n";
    private static final String ENVELOPE = "plan-7";

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    @Test
    void mailAndReportsGoBothWaysFromTheGroupAddressAlone() throws Exception {
        Path plan = Files.write(folder.resolve("plan.pdf"), randomOctets());
        try (InternetBed bed = InternetBed.build(folder);
                LiveCapture capture = LiveCapture.start(
                        bed.internet,
                        folder.resolve("internet.pcapng"),
                        "tcp port 25 or tcp port 587 or udp port 53 or udp port 137");
                LogTruth truth = LogTruth.of(
                        bed.gateway,
                        folder.resolve("gateway.pcapng"),
                        List.of(InternetBed.X400, InternetBed.SMTP, InternetKeys.SUBMISSION));
                MtaProcess gateway = bed.startGateway();
                MtaProcess site = bed.startSite()) {
            Mailbox ann = Mailbox.of(folder.resolve("site"), "ann");
            Exchangers exchangers = new Exchangers(bed, site, gateway, ann);
            exchangers.changesAnExchanger();
            sendFromTheInternet(bed, plan);
            exchangers.keepsTheOldOne();
            String originator = arrivesAsItWasSent(ann, site, plan);
            replyArrives(bed, site, originator, plan);
            reportsArriveAsNotifications(bed);
            notificationsArriveAsReports(ann, site);
            MailSecurity security = new MailSecurity(bed, site);
            told.add(security.protects());
            told.add(security.authenticates());
            told.add(security.isAskedFor());
            told.add(exchangers.areFound());

            assertThat(gateway.stop()).isZero();
            assertThat(bed.stopped()).as("packets that the firewall stopped").isZero();
            told.add(stopsAtTheWall(bed, site));
            Path recorded = capture.finish();
            assertThat(Tshark.fields(recorded, InternetBed.X400, "ip.src==10.77.0.0/16", "ip.src"))
                    .isNotEmpty()
                    .allMatch(row -> row.get(0).equals(InternetBed.GROUP));
            told.add(Exchangers.questions(recorded));
            Set<String> connections = MailConnections.onTheWire(recorded, InternetBed.GROUP);
            Set<String> logged = new TreeSet<>(MailConnections.logged(folder.resolve("gateway"), "internet"));
            logged.addAll(MailConnections.logged(folder.resolve("gateway"), "smart"));
            assertThat(logged).isEqualTo(connections);
            told.add(security.isNowhereElse());
            System.out.println("t-internet: " + String.join("; ", told) + "; every packet of " + connections.size()
                    + " connections from " + InternetBed.GROUP + ", and the protocol log tells of the same");
            LogTruth.tell("t-internet", truth.judge(Events.of(folder.resolve("gateway"))));
        }
    }

    private static void sendFromTheInternet(InternetBed bed, Path plan) throws IOException {
        bed.internet.run(
                "swaks",
                "--server",
                InternetBed.GROUP,
                "--from",
                InternetBed.ALICE,
                "--to",
                InternetBed.ANN,
                "--h-From",
                "Alice Example <" + InternetBed.ALICE + ">",
                "--h-Subject",
                "=?utf-8?Q?Gr=C3=BC=C3=9Fe?=",
                "--body",
                TEXT,
                "--attach-type",
                "application/pdf",
                "--attach-name",
                "plan.pdf",
                "--attach",
                "@" + plan);
        bed.postfix.send(
                InternetBed.ALICE,
                "From: " + InternetBed.ALICE + "\nTo: " + InternetBed.ANN + "\nSubject: By sendmail\n\nSee above.\n",
                List.of("-N", "success,failure", "-V", ENVELOPE),
                InternetBed.ANN,
                "nobody@" + InternetBed.SITE_DOMAIN);
    }

    /** Gives the originator as the recipient sees it. */
    private String arrivesAsItWasSent(Mailbox ann, MtaProcess site, Path plan) throws IOException {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ann.subjects()).containsExactlyInAnyOrder("Grüße", "By sendmail"));
        List<DeliverySummary> deliveries = ann.deliveries();
        int number = 0;
        while (!"Grüße".equals(deliveries.get(number).subject())) {
            number++;
        }
        Path saved = folder.resolve("saved");
        String shown = site.run("mailbox", "show", "ann", Integer.toString(number + 1), "--save", saved.toString())
                .output();
        assertThat(shown)
                .contains("Subject:         Grüße\n")
                .contains(TEXT)
                .contains("To:              C=US;A= ;P=SITE;S=lee;G=ann\n");
        assertThat(saved.resolve("plan.pdf")).hasSameBinaryContentAs(plan);
        told.add("2 mails with text and file to a mailbox");
        return deliveries.get(number).originator();
    }

    private void replyArrives(InternetBed bed, MtaProcess site, String originator, Path plan) throws IOException {
        InternetBed.send(
                site,
                "--to",
                originator,
                "-s",
                "Re: Grüße",
                "-m",
                "Thänk you",
                "-a",
                plan.toString(),
                "--report",
                "delivery");
        ArrivedMail reply = arrived(bed, "alice", mail -> mail.field("Subject").equals(Optional.of("Re: Grüße")));
        assertThat(reply.field("From").orElseThrow()).containsIgnoringCase(InternetBed.ANN);
        assertThat(reply.field("To").orElseThrow()).contains(InternetBed.ALICE);
        assertThat(reply.text().strip()).isEqualTo("Thänk you");
        assertThat(reply.attachments()).hasSize(1).allSatisfy(file -> {
            assertThat(file.name()).isEqualTo("plan.pdf");
            assertThat(file.octets().toArray()).isEqualTo(Files.readAllBytes(plan));
        });
        told.add("a reply");
    }

    private void reportsArriveAsNotifications(InternetBed bed) throws IOException {
        Map<String, Header> recipients = new HashMap<>();
        await().atMost(SOON).untilAsserted(() -> {
            for (Path file : bed.postfix.arrived("alice")) {
                ArrivedMail mail = ArrivedMail.read(file);
                if (mail.type().equals("multipart/report")) {
                    assertThat(mail.typeParameter("report-type")).contains("delivery-status");
                    assertThat(mail.parts()).startsWith("text/plain", "message/delivery-status");
                    assertThat(mail.field("Return-Path")).contains("<>");
                    List<Header> status = mail.deliveryStatus();
                    assertThat(ArrivedMail.field(status.get(0), "Reporting-MTA").orElseThrow())
                            .contains(";");
                    assertThat(ArrivedMail.field(status.get(0), "Original-Envelope-Id"))
                            .contains(ENVELOPE);
                    status.subList(1, status.size())
                            .forEach(each -> recipients.put(
                                    ArrivedMail.field(each, "Original-Recipient")
                                            .or(() -> ArrivedMail.field(each, "Final-Recipient"))
                                            .orElseThrow()
                                            .replaceAll(".*; *", ""),
                                    each));
                }
            }
            assertThat(recipients.keySet())
                    .containsExactlyInAnyOrder(InternetBed.ANN, "nobody@" + InternetBed.SITE_DOMAIN);
        });
        Header delivered = recipients.get(InternetBed.ANN);
        assertThat(ArrivedMail.field(delivered, "Action")).contains("delivered");
        assertThat(ArrivedMail.field(delivered, "Status").orElseThrow()).startsWith("2.");
        Header failed = recipients.get("nobody@" + InternetBed.SITE_DOMAIN);
        assertThat(ArrivedMail.field(failed, "Action")).contains("failed");
        assertThat(ArrivedMail.field(failed, "Status").orElseThrow()).startsWith("5.1.");
        assertThat(ArrivedMail.field(failed, "Final-Recipient")).isPresent();
        told.add("a delivery and a non-delivery report as notifications");
    }

    /** What the gateway sends from another address than the group's does not come through. */
    private String stopsAtTheWall(InternetBed bed, MtaProcess site) throws IOException {
        bed.callFromTheNode();
        try (MtaProcess gateway = bed.startGateway()) {
            String late = InternetBed.behindGateway("late@smart.test").replace("O=Internet", "O=Smart");
            InternetBed.send(site, "--to", late, "-m", "Hello");
            await().atMost(SOON).until(() -> bed.stopped() > 0);
            String dial = "from " + InternetBed.NODE + " to " + InternetKeys.SECURE + ":" + InternetKeys.SUBMISSION;
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    Events.of(folder.resolve("gateway")).named("CONNECT_FAILED"))
                            .anyMatch(event -> event.contains(dial)));
            assertThat(gateway.stop()).isZero();
        }
        return bed.stopped() + " dials from " + InternetBed.NODE + " stopped by the firewall";
    }

    private void notificationsArriveAsReports(Mailbox ann, MtaProcess site) throws IOException {
        InternetBed.send(site, "--to", InternetBed.behindGateway("nobody@example.net"), "-m", "Who?");
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(ann.outcome("alice(a)example.net"))
                    .hasValueSatisfying(
                            outcome -> assertThat(outcome.delivered()).isTrue());
            assertThat(ann.outcome("nobody(a)example.net")).hasValueSatisfying(outcome -> {
                assertThat(outcome.delivered()).isFalse();
                assertThat(outcome.diagnostic()).isEqualTo("unrecognised-OR-name");
                assertThat(outcome.why()).contains("550");
            });
        });
        told.add("a notification of Postfix and a refusal as reports");
    }

    private interface Wanted {
        boolean test(ArrivedMail mail);
    }

    private static ArrivedMail arrived(InternetBed bed, String mailbox, Wanted wanted) {
        return await().atMost(SOON)
                .until(
                        () -> {
                            for (Path file : bed.postfix.arrived(mailbox)) {
                                ArrivedMail mail = ArrivedMail.read(file);
                                if (wanted.test(mail)) {
                                    return Optional.of(mail);
                                }
                            }
                            return Optional.<ArrivedMail>empty();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private static byte[] randomOctets() {
        byte[] octets = new byte[100_000];
        new Random(20261121).nextBytes(octets);
        return octets;
    }
}
