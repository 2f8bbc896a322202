package org.openx400.mta.smtp.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.event.EventId;
import org.openx400.mta.smtp.SmtpLimits;
import org.openx400.mta.smtp.SmtpReply;
import org.openx400.mta.smtp.SmtpServerSettings;
import org.openx400.mta.smtp.SmtpServerSettings.Auth;
import org.openx400.mta.smtp.SmtpServerSettings.Tls;

class SmtpServerTest {
    private static final String ENVELOPE =
            "EHLO client.test\r\nMAIL FROM:<a@client.test>\r\nRCPT TO:<b@mx.test>\r\nDATA\r\n";

    private final HostFixture fixture = new HostFixture();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        fixture.close();
    }

    private SmtpServer serve(PeerLimits limits, SmtpDeadlines deadlines) throws IOException {
        return fixture.server(
                HostFixture.settings(Tls.OFFERED, Auth.WITH_TLS), limits, deadlines, folder.resolve("spool"));
    }

    private SmtpServer serve() throws IOException {
        return serve(PeerLimits.DEFAULT, SmtpDeadlines.DEFAULT);
    }

    private static InetSocketAddress address(SmtpServer server) {
        return server.localAddresses().get(0);
    }

    @Test
    void answersAMailWhenTheSinkHasTakenItAndNotBefore() throws Exception {
        CompletableFuture<SmtpReply> committed = new CompletableFuture<>();
        fixture.mailboxes.answer = committed;
        try (Caller caller = new Caller(address(serve()))) {
            assertThat(caller.hear()).isEqualTo("220 mx.test.invalid ESMTP");
            caller.say(ENVELOPE + "text\r\n.\r\nNOOP\r\nQUIT\r\n");
            for (String code : List.of("250", "250", "250", "354")) {
                assertThat(caller.hear()).startsWith(code);
            }
            await().until(() -> fixture.mailboxes.mails.size() == 1);
            committed.complete(SmtpReply.of(250, "2.0.0", "Taken as 1"));
            assertThat(caller.hear()).isEqualTo("250 2.0.0 Taken as 1");
            assertThat(caller.hear()).isEqualTo("250 2.0.0 OK");
            assertThat(caller.hear()).startsWith("221 ");
            assertThat(caller.hear()).as("closed").isEmpty();
        }
        assertThat(fixture.mailboxes.mails.get(0).content().toLatin1()).isEqualTo("text\r\n");
        await().until(() -> !fixture.messages(EventId.MAIL_CONNECTION_CLOSED).isEmpty());
        assertThat(fixture.messages(EventId.MAIL_CONNECTION_CLOSED).get(0))
                .endsWith("after 1 mails: the peer has quit");
        assertThat(fixture.messages(EventId.MAIL_RECEIVED).get(0))
                .startsWith("Mail of 6 octets from <a@client.test> to 1 recipients");
    }

    @Test
    void asksToTryAgainWhenTheSinkFails() throws Exception {
        fixture.mailboxes.answer = CompletableFuture.failedFuture(new IllegalStateException("disk"));
        try (Caller caller = new Caller(address(serve()))) {
            caller.say(ENVELOPE + "text\r\n.\r\n");
            for (String code : List.of("220", "250", "250", "250", "354", "451 4.3.0")) {
                assertThat(caller.hear()).startsWith(code);
            }
        }
    }

    @Test
    void spoolsALongMailToAFileAndForgetsIt() throws Exception {
        String line = "x".repeat(998) + "\r\n";
        SmtpServer server = serve();
        Path spool = folder.resolve("spool");
        CompletableFuture<SmtpReply> committed = new CompletableFuture<>();
        fixture.mailboxes.answer = committed;
        try (Caller caller = new Caller(address(server))) {
            caller.say(ENVELOPE + "\r\n");
            for (int i = 0; i < 5_000; i++) {
                caller.say(line);
            }
            caller.say(".\r\n");
            await().until(() -> fixture.mailboxes.mails.size() == 1);
            assertThat(spool).isNotEmptyDirectory();
            committed.complete(SmtpReply.of(250, "2.0.0", "Taken"));
            for (String code : List.of("220", "250", "250", "250", "354", "250")) {
                assertThat(caller.hear()).startsWith(code);
            }
            await().untilAsserted(() -> assertThat(spool).isEmptyDirectory());
        }
        assertThat(fixture.mailboxes.mails.get(0).content().length()).isEqualTo(5_000_002);
    }

    @Test
    void forgetsTheMailOfAConnectionThatIsCut() throws Exception {
        SmtpServer server = serve();
        try (Caller caller = new Caller(address(server))) {
            caller.say(ENVELOPE + "\r\n" + ("x".repeat(998) + "\r\n").repeat(100));
            await().untilAsserted(() -> assertThat(folder.resolve("spool")).isNotEmptyDirectory());
        }
        await().untilAsserted(() -> assertThat(folder.resolve("spool")).isEmptyDirectory());
        await().until(() -> server.live() == 0);
        assertThat(fixture.mailboxes.mails).isEmpty();
    }

    @Test
    void asksToTryAgainWhenTheSpoolFails() throws Exception {
        SmtpServer server = serve();
        Files.delete(folder.resolve("spool"));
        try (Caller caller = new Caller(address(server))) {
            caller.say(ENVELOPE + "\r\n" + ("x".repeat(998) + "\r\n").repeat(100) + ".\r\nNOOP\r\n");
            for (String code : List.of("220", "250", "250", "250", "354", "452 4.3.1", "250")) {
                assertThat(caller.hear()).startsWith(code);
            }
        }
        assertThat(fixture.messages(EventId.MAIL_SPOOL_FAILED)).hasSize(1);
    }

    @Test
    void encryptsAndAuthenticatesAndBelievesNothingOfWhatCameBefore() throws Exception {
        try (Caller caller = new Caller(address(serve()))) {
            caller.hear();
            assertThat(caller.ask("EHLO client.test")).startsWith("250 ");
            caller.say("STARTTLS\r\nMAIL FROM:<evil@client.test>\r\n");
            assertThat(caller.hear()).startsWith("220 2.0.0 ");
            caller.startTls(trusting());
            assertThat(caller.ask("MAIL FROM:<a@client.test>")).startsWith("503 5.5.1 ");
            assertThat(caller.ask("EHLO client.test")).isEqualTo("250 AUTH PLAIN LOGIN");
            assertThat(caller.ask("AUTH PLAIN AHRpbQB3cm9uZw==")).startsWith("535 5.7.8 ");
            assertThat(caller.ask("AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm")).startsWith("235 2.7.0 ");
            caller.say("MAIL FROM:<a@client.test>\r\nRCPT TO:<b@mx.test>\r\nDATA\r\n");
            caller.say("\r\n" + ("x".repeat(998) + "\r\n").repeat(1_000) + ".\r\n");
            for (String code : List.of("250", "250", "354", "250")) {
                assertThat(caller.hear()).startsWith(code);
            }
            assertThat(caller.ask("QUIT")).startsWith("221 ");
            assertThat(caller.hear()).isEmpty();
        }
        HostFixture.Mail mail = fixture.mailboxes.mails.get(0);
        assertThat(mail.content().length()).isEqualTo(1_000_002);
        assertThat(mail.origin().user()).isEqualTo("tim");
        assertThat(mail.origin().tls()).startsWith("TLSv1.3 ");
        assertThat(fixture.messages(EventId.MAIL_AUTHENTICATION_FAILED)).hasSize(1);
        assertThat(fixture.messages(EventId.MAIL_PROTOCOL_VIOLATED)).anyMatch(text -> text.contains("STARTTLS"));
    }

    @Test
    void endsAConnectionThatSpeaksNoTlsAfterStartTls() throws Exception {
        try (Caller caller = new Caller(address(serve()))) {
            caller.hear();
            caller.ask("EHLO client.test");
            caller.ask("STARTTLS");
            caller.say("EHLO client.test\r\nMAIL FROM:<a@client.test>\r\n");
            await().until(() -> !fixture.messages(EventId.MAIL_TLS_FAILED).isEmpty());
        }
        await().until(() -> fixture.servers.get(0).live() == 0);
    }

    @Test
    void answers421AtOnceWhenALimitIsReached() throws Exception {
        InetSocketAddress server = address(serve(new PeerLimits(10, 2, 100, 10), SmtpDeadlines.DEFAULT));
        try (Caller one = new Caller(server)) {
            assertThat(one.hear()).startsWith("220 ");
            try (Caller two = new Caller(server)) {
                assertThat(two.hear()).startsWith("220 ");
                for (int i = 0; i < 3; i++) {
                    try (Caller more = new Caller(server)) {
                        assertThat(more.hear()).startsWith("421 4.3.2 ");
                        assertThat(more.hear()).as("closed").isEmpty();
                    }
                }
            }
        }
        await().until(() -> fixture.servers.get(0).live() == 0);
        try (Caller five = new Caller(server)) {
            assertThat(five.hear()).startsWith("220 ");
        }
        assertThat(fixture.messages(EventId.MAIL_LIMIT_REACHED))
                .hasSize(1)
                .first()
                .asString()
                .contains("limits.perPeer, 2, of connector internet");
    }

    @Test
    void refusesTheMailOfAPeerThatSendsTooMuch() throws Exception {
        try (Caller caller = new Caller(address(serve(new PeerLimits(10, 10, 3, 10), SmtpDeadlines.DEFAULT)))) {
            caller.hear();
            caller.ask("EHLO client.test");
            for (int i = 0; i < 3; i++) {
                assertThat(caller.ask("MAIL FROM:<a@client.test>")).startsWith("250 ");
                assertThat(caller.ask("RSET")).startsWith("250 ");
            }
            assertThat(caller.ask("MAIL FROM:<a@client.test>")).startsWith("450 4.7.1 ");
            assertThat(fixture.messages(EventId.MAIL_LIMIT_REACHED)).hasSize(1);
        }
    }

    @Test
    void tellsWhomItRefuses() throws Exception {
        try (Caller caller = new Caller(address(serve()))) {
            caller.hear();
            caller.ask("EHLO client.test");
            caller.ask("MAIL FROM:<a@client.test>");
            assertThat(caller.ask("RCPT TO:<noone@elsewhere.test>")).isEqualTo("550 5.7.1 Relaying denied");
        }
        assertThat(fixture.messages(EventId.MAIL_NOT_WANTED).get(0)).contains("<noone@elsewhere.test>");
    }

    @Test
    void saysGoodbyeToAPeerThatSaysNothing() throws Exception {
        try (Caller caller = new Caller(address(serve(PeerLimits.DEFAULT, HostFixture.SHORT)))) {
            caller.hear();
            assertThat(caller.ask("EHLO client.test")).startsWith("250 ");
            assertThat(caller.hear()).startsWith("421 4.4.2 ");
            assertThat(caller.hear()).isEmpty();
        }
    }

    @Test
    void waitsNotForEverForAMailThatTrickles() throws Exception {
        SmtpDeadlines deadlines = new SmtpDeadlines(
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1));
        try (Caller caller = new Caller(address(serve(PeerLimits.DEFAULT, deadlines)))) {
            caller.say(ENVELOPE);
            for (int i = 0; i < 5; i++) { // the greeting and four replies
                caller.hear();
            }
            AtomicBoolean over = new AtomicBoolean();
            Thread trickle = new Thread(() -> {
                try {
                    while (!over.get()) {
                        caller.say("x");
                        await().pollDelay(Duration.ofMillis(20)).until(() -> true);
                    }
                } catch (IOException e) {
                    // cut off, as it should be
                }
            });
            trickle.start();
            assertThat(caller.hear()).startsWith("421 4.4.2 ");
            over.set(true);
            trickle.join();
        }
        assertThat(fixture.mailboxes.mails).isEmpty();
    }

    @Test
    void saysGoodbyeWhenItStops() throws Exception {
        SmtpServer server = serve();
        try (Caller caller = new Caller(address(server))) {
            assertThat(caller.hear()).startsWith("220 ");
            server.close();
            assertThat(caller.hear()).startsWith("421 4.3.2 ");
        }
    }

    @Test
    void answersAMailThatIsBeingCommittedBeforeItStops() throws Exception {
        CompletableFuture<SmtpReply> committed = new CompletableFuture<>();
        fixture.mailboxes.answer = committed;
        SmtpServer server = serve();
        try (Caller caller = new Caller(address(server))) {
            caller.say(ENVELOPE + "text\r\n.\r\n");
            for (int i = 0; i < 5; i++) { // the greeting and four replies
                caller.hear();
            }
            await().until(() -> fixture.mailboxes.mails.size() == 1);
            server.close();
            await().until(() -> server.localAddresses().isEmpty());
            committed.complete(SmtpReply.of(250, "2.0.0", "Taken"));
            assertThat(caller.hear()).isEqualTo("250 2.0.0 Taken");
            assertThat(caller.hear()).startsWith("421 4.3.2 ");
        }
    }

    @Test
    void aConnectionKeepsToTheTermsThatItBeganWith() throws Exception {
        SmtpServer server = serve();
        try (Caller before = new Caller(address(server))) {
            before.hear();
            server.serve(fixture.terms(
                    new SmtpServerSettings("other.test.invalid", Tls.NONE, Auth.NONE, SmtpLimits.DEFAULT),
                    new PeerLimits(2, 2, 100, 10),
                    SmtpDeadlines.DEFAULT));
            assertThat(before.ask("STARTTLS")).startsWith("220 ");
            try (Caller after = new Caller(address(server))) {
                assertThat(after.hear()).isEqualTo("220 other.test.invalid ESMTP");
                assertThat(after.ask("STARTTLS")).startsWith("502 ");
                try (Caller third = new Caller(address(server))) {
                    assertThat(third.hear()).startsWith("421 4.3.2 other.test.invalid ");
                }
            }
        }
    }

    @Test
    void listensElsewhereAndKeepsWhoIsThere() throws Exception {
        SmtpServer server = serve();
        InetSocketAddress old = address(server);
        try (Caller caller = new Caller(old)) {
            caller.hear();
            InetSocketAddress wanted = new InetSocketAddress("127.0.0.2", old.getPort());
            server.listenOnly(List.of(wanted));
            server.listen(wanted);
            assertThat(server.localAddresses()).containsExactly(wanted);
            try (Caller other = new Caller(wanted)) {
                assertThat(other.hear()).startsWith("220 ");
            }
            assertThat(caller.ask("NOOP")).startsWith("250 ");
        }
    }

    private static SSLContext trusting() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(HostFixture.resource("test-certificate.pem"))) {
            store.setCertificateEntry(
                    "test", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
