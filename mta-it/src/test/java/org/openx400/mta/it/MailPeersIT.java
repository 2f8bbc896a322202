package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.LineLog;
import org.openx400.mta.net.PeerNetwork;
import org.openx400.mta.net.Scheduler;
import org.openx400.mta.net.SourceBinder;
import org.openx400.mta.net.WorkerPool;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.resolve.NameChain;
import org.openx400.mta.smtp.MailContent;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailOrigin;
import org.openx400.mta.smtp.MailPath;
import org.openx400.mta.smtp.MailRecipient;
import org.openx400.mta.smtp.MailSink;
import org.openx400.mta.smtp.RecipientReply;
import org.openx400.mta.smtp.RecipientReply.Outcome;
import org.openx400.mta.smtp.SmtpLimits;
import org.openx400.mta.smtp.SmtpReply;
import org.openx400.mta.smtp.SmtpServerSettings;
import org.openx400.mta.smtp.host.PeerLimits;
import org.openx400.mta.smtp.host.ProtocolLog;
import org.openx400.mta.smtp.host.ServerTerms;
import org.openx400.mta.smtp.host.SmtpCarrier;
import org.openx400.mta.smtp.host.SmtpDeadlines;
import org.openx400.mta.smtp.host.SmtpHosting;
import org.openx400.mta.smtp.host.SmtpServer;
import org.openx400.mta.smtp.host.TlsContexts;
import org.openx400.mta.testkit.FreePorts;
import org.openx400.mta.testkit.NetworkHost;
import org.openx400.mta.testkit.PostfixInstance;

/** Our SMTP both ways with Postfix, its smtp-source and smtp-sink, and swaks, with TLS, notifications and passwords. */
class MailPeersIT {
    private static final String PASSWORD = "tanstaaftanstaaf";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String BODY = "\r\n\r\nGr\u00fc\u00dfe\r\n.\r\n..dots\r\n" + "long ".repeat(150) + "\r\n";
    private static final String MAIL = "From: a@mail.test\r\nSubject: =?utf-8?q?gr=C3=BC=C3=9Fe?=\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit" + BODY;

    private final Scheduler scheduler = new Scheduler();
    private final PeerNetwork network = new PeerNetwork(PeerNetwork.Limits.DEFAULT, scheduler);
    private final WorkerPool workers = new WorkerPool("mail", 8);
    private final SourceBinder binder = new SourceBinder(network);
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Taken taken = new Taken();
    private final List<AutoCloseable> open = new ArrayList<>();
    private int ourPort;
    private TlsContexts tls;
    private SmtpHosting hosting;

    @TempDir
    Path folder;

    /** Takes mail for x400.test from everybody, and for others from who has authenticated. */
    private static final class Taken implements MailSink {
        private final List<MailOrigin> origins = new CopyOnWriteArrayList<>();
        private final List<MailEnvelope> envelopes = new CopyOnWriteArrayList<>();
        private final List<String> contents = new CopyOnWriteArrayList<>();

        @Override
        public SmtpReply sender(MailOrigin origin, MailEnvelope envelope, long announced) {
            return OK;
        }

        @Override
        public SmtpReply recipient(MailOrigin origin, MailEnvelope envelope, MailRecipient recipient) {
            return recipient.path().domain().equals("x400.test") || origin.user() != null
                    ? OK
                    : SmtpReply.of(550, "5.7.1", "Relaying denied");
        }

        @Override
        public CompletableFuture<SmtpReply> accept(MailOrigin origin, MailEnvelope envelope, MailContent content) {
            try (InputStream in = content.open()) {
                contents.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                origins.add(origin);
                envelopes.add(envelope);
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
            return CompletableFuture.completedFuture(SmtpReply.of(250, "2.0.0", "Taken"));
        }
    }

    @BeforeEach
    void serve() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        NetworkHost.machine()
                .run(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost",
                        "-keyout",
                        file("key.pem"),
                        "-out",
                        file("cert.pem"));
        tls = TlsContexts.of(folder.resolve("cert.pem"), folder.resolve("key.pem"), folder.resolve("cert.pem"));
        LineLog log = LineLog.open(folder.resolve("log"), "smtp", 100_000_000, 1, Clock.systemUTC());
        open.add(log);
        hosting = new SmtpHosting(
                workers,
                scheduler,
                events::add,
                ProtocolLog.to(log, SmtpConnector.ProtocolLog.COMMANDS),
                SmtpDeadlines.DEFAULT,
                () -> true);
        SmtpServer server = new SmtpServer(
                "internet",
                network,
                new ServerTerms(
                        hosting,
                        new SmtpServerSettings(
                                "gw.test",
                                SmtpServerSettings.Tls.OFFERED,
                                SmtpServerSettings.Auth.WITH_TLS,
                                SmtpLimits.DEFAULT),
                        tls,
                        PeerLimits.DEFAULT,
                        taken,
                        (user, password) -> CompletableFuture.completedFuture(
                                user.equals("tim") && password.matches(Octets.latin1(PASSWORD)))),
                folder.resolve("spool"));
        open.add(server);
        server.listen(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        ourPort = server.localAddresses().get(0).getPort();
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        binder.close();
        network.close();
        workers.close();
        scheduler.close();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private SmtpCarrier carrier(int port, SmtpConnector.Protection protection, int connections) {
        SmtpConnector connector = new SmtpConnector(
                "internet",
                "gw.test",
                List.of(),
                null,
                new SmtpConnector.Mapping("gw.test", ORAddress.builder().build(), null),
                List.of(),
                List.of(),
                new SmtpConnector.Outgoing(
                        new SmtpConnector.SmartHost("localhost", port, protection, null, Secret.NONE),
                        List.of(),
                        protection,
                        null,
                        50,
                        connections,
                        Duration.ofMinutes(15)),
                null,
                new SmtpConnector.Limits(100, 100, 100, 1000, 100, 10),
                SmtpConnector.ProtocolLog.OFF,
                List.of());
        SmtpCarrier carrier = new SmtpCarrier(
                connector, hosting, binder, remote -> null, tls, NameChain.ofThisMachine(), workers, new Random(1));
        open.add(carrier);
        return carrier;
    }

    private static MailContent content(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return new MailContent() {
            @Override
            public long length() {
                return octets.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(octets);
            }
        };
    }

    private static MailEnvelope mail(String from, String... to) {
        return new MailEnvelope(
                MailPath.of(from),
                MailEnvelope.Ret.HDRS,
                "id-1",
                Arrays.stream(to)
                        .map(each -> new MailRecipient(MailPath.of(each), Set.of(MailRecipient.Notify.FAILURE), null))
                        .toList(),
                true,
                false);
    }

    private PostfixInstance postfix(int port) throws IOException {
        PostfixInstance postfix = PostfixInstance.start(
                NetworkHost.machine(),
                folder.resolve("postfix"),
                List.of(new PostfixInstance.Listener("mx.mail.test", "127.0.0.1", port)),
                """
                relayhost = [localhost]:%1$d
                virtual_mailbox_domains = mail.test
                virtual_mailbox_maps = inline:{ user1@mail.test=user1/, user2@mail.test=user2/, many@mail.test=many/ }
                smtpd_tls_security_level = may
                smtpd_tls_cert_file = %2$s/cert.pem
                smtpd_tls_key_file = %2$s/key.pem
                smtp_tls_security_level = verify
                smtp_tls_verify_cert_match = hostname
                smtp_tls_CAfile = %2$s/cert.pem
                """.formatted(ourPort, folder));
        open.add(postfix);
        return postfix;
    }

    private static int count(PostfixInstance postfix, String mailbox) {
        try {
            return postfix.arrived(mailbox).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void postfixSendsToUsAndTakesFromUs() throws Exception {
        int port = FreePorts.find(1).get(0);
        PostfixInstance postfix = postfix(port);
        postfix.send(
                "a@mail.test",
                MAIL.replace("\r\n", "\n"),
                List.of("-N", "success,failure", "-V", "env+1"),
                "b@x400.test",
                "c@x400.test");
        await().atMost(SOON).until(() -> taken.envelopes.size() == 1);
        MailEnvelope envelope = taken.envelopes.get(0);
        assertThat(envelope.envid()).isEqualTo("env+1");
        assertThat(envelope.body8bit()).isTrue();
        assertThat(envelope.recipients()).hasSize(2).allSatisfy(recipient -> {
            assertThat(recipient.notifyOn())
                    .containsExactlyInAnyOrder(MailRecipient.Notify.SUCCESS, MailRecipient.Notify.FAILURE);
            assertThat(recipient.orcpt())
                    .isEqualTo(new MailRecipient.OriginalRecipient(
                            "rfc822", recipient.path().toString()));
        });
        assertThat(taken.origins.get(0).tls()).startsWith("TLSv1.3");
        assertThat(taken.contents.get(0)).endsWith(BODY);

        SmtpCarrier carrier = carrier(port, SmtpConnector.Protection.REQUIRED, 4);
        List<RecipientReply> replies = carrier.carry(
                        mail("x@x400.test", "user1@mail.test", "nobody@mail.test", "user2@mail.test"), content(MAIL))
                .get(30, TimeUnit.SECONDS);
        assertThat(replies)
                .extracting(RecipientReply::outcome)
                .containsExactly(Outcome.TAKEN, Outcome.PERMANENT, Outcome.TAKEN);
        assertThat(replies.get(1).reply().toString()).startsWith("550 5.1.1 ");
        assertThat(replies).allMatch(RecipientReply::notifies);
        await().atMost(SOON).until(() -> count(postfix, "user2") == 1);
        assertThat(Files.readString(postfix.arrived("user1").get(0), StandardCharsets.ISO_8859_1))
                .contains("with ESMTPS")
                .endsWith(new String(BODY.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                        .replace("\r\n", "\n"));

        int mails = 200;
        long begin = System.nanoTime();
        List<CompletableFuture<List<RecipientReply>>> all = IntStream.range(0, mails)
                .mapToObj(i -> carrier.carry(mail("x@x400.test", "many@mail.test"), content(MAIL)))
                .toList();
        for (CompletableFuture<List<RecipientReply>> each : all) {
            assertThat(each.get(60, TimeUnit.SECONDS).get(0).outcome()).isEqualTo(Outcome.TAKEN);
        }
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        await().atMost(SOON).until(() -> count(postfix, "many") == mails);
        System.out.println("t-mail-peers: Postfix gave us a mail over verified TLS with DSN and took " + (mails + 2)
                + " of ours, 0 lost, one unknown user refused; " + mails + " over 4 connections in " + millis + " ms");
    }

    @Test
    void swaksIsServedAndRefused() throws Exception {
        assertThat(swaks("--to", "b@x400.test", "--pipeline")).isZero();
        assertThat(swaks("--to", "b@elsewhere.test")).as("RCPT is refused").isEqualTo(24);
        assertThat(swaks("--to", "b@elsewhere.test", "--auth", "PLAIN", "-au", "tim", "-ap", PASSWORD))
                .as("AUTH is not offered in clear")
                .isEqualTo(28);
        assertThat(swaks("--to", "b@elsewhere.test", "--tls", "--auth", "LOGIN", "-au", "tim", "-ap", PASSWORD))
                .isZero();
        assertThat(swaks("--to", "b@elsewhere.test", "--tls", "--auth", "PLAIN", "-au", "tim", "-ap", "guess"))
                .isEqualTo(28);
        assertThat(taken.origins).hasSize(2);
        assertThat(taken.origins.get(1).user()).isEqualTo("tim");
        await().untilAsserted(() -> assertThat(Files.readString(folder.resolve("log/smtp.log")))
                .contains("< EHLO ", "> 220 gw.test ESMTP", "< AUTH LOGIN", "< ***", "> 535 5.7.8 "));
        assertThat(Files.readString(folder.resolve("log/smtp.log"))).doesNotContain("dGFuc3Rh", PASSWORD, "guess");
        assertThat(events.toString()).doesNotContain(PASSWORD, "guess");
        System.out.println(
                "t-mail-peers: swaks: 2 mails taken, a relay attempt, a password in clear and a wrong one refused");
    }

    private int swaks(String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "swaks",
                "--server",
                "127.0.0.1",
                "--port",
                String.valueOf(ourPort),
                "--from",
                "a@mail.test",
                "--helo",
                "client.test"));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    @Test
    void manySessionsLoseNothing() throws Exception {
        int sessions = 50;
        int mails = 2_000;
        long begin = System.nanoTime();
        NetworkHost.machine()
                .run(
                        "smtp-source",
                        "-s",
                        String.valueOf(sessions),
                        "-m",
                        String.valueOf(mails),
                        "-l",
                        "4096",
                        "-f",
                        "a@mail.test",
                        "-t",
                        "b@x400.test",
                        "127.0.0.1:" + ourPort);
        long in = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        assertThat(taken.contents).hasSize(mails);

        int port = FreePorts.find(1).get(0);
        Process sink = new ProcessBuilder("smtp-sink", "-u", "nobody", "-p", "-8", "127.0.0.1:" + port, "100")
                .redirectErrorStream(true)
                .start();
        open.add(sink::destroy);
        SmtpCarrier carrier = carrier(port, SmtpConnector.Protection.OPPORTUNISTIC, 10);
        MailEnvelope eightBit = mail("x@x400.test", "b@y.test");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(send(carrier, eightBit).reply().toString())
                        .as("8BITMIME is not offered")
                        .startsWith("554 5.6.3 "));
        MailEnvelope sevenBit = new MailEnvelope(MailPath.NULL, null, null, eightBit.recipients(), false, false);
        begin = System.nanoTime();
        List<CompletableFuture<List<RecipientReply>>> all = IntStream.range(0, mails)
                .mapToObj(i -> carrier.carry(sevenBit, content("Subject: x\r\n\r\n" + "x".repeat(70) + "\r\n")))
                .toList();
        for (CompletableFuture<List<RecipientReply>> each : all) {
            assertThat(each.get(60, TimeUnit.SECONDS).get(0).outcome()).isEqualTo(Outcome.TAKEN);
        }
        long out = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        System.out.println("t-mail-peers: " + mails + " mails of smtp-source in " + sessions + " sessions taken in "
                + in + " ms; as many given to smtp-sink without PIPELINING over 10 connections in " + out + " ms");
    }

    private static RecipientReply send(SmtpCarrier carrier, MailEnvelope envelope) throws Exception {
        return carrier.carry(envelope, content(MAIL)).get(30, TimeUnit.SECONDS).get(0);
    }
}
