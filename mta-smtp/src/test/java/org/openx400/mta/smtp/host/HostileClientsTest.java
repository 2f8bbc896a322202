package org.openx400.mta.smtp.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.event.EventId;
import org.openx400.mta.smtp.SmtpLimits;
import org.openx400.mta.smtp.SmtpServerSettings;
import org.openx400.mta.smtp.SmtpServerSettings.Auth;
import org.openx400.mta.smtp.SmtpServerSettings.Tls;

/** What clients do to a server that mean it no good, over real sockets. */
class HostileClientsTest {
    private static final SmtpLimits SMALL = new SmtpLimits(100_000, 10, 20_000, 2_000, 1_000, 20, 100);
    private static final String HELLO = "EHLO client.test\r\n";
    private static final String ENVELOPE = HELLO + "MAIL FROM:<a@client.test>\r\nRCPT TO:<b@mx.test>\r\nDATA\r\n";

    private final HostFixture fixture = new HostFixture();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        fixture.close();
    }

    private InetSocketAddress serve(Auth auth, PeerLimits limits, SmtpDeadlines deadlines) throws IOException {
        return fixture.server(
                        new SmtpServerSettings("mx.test.invalid", Tls.NONE, auth, SMALL),
                        limits,
                        deadlines,
                        folder.resolve("spool"))
                .localAddresses()
                .get(0);
    }

    private InetSocketAddress serve() throws IOException {
        return serve(Auth.NONE, PeerLimits.DEFAULT, SmtpDeadlines.DEFAULT);
    }

    /** Says it and returns all replies until the server closes. */
    private static List<String> replies(InetSocketAddress server, String text) throws IOException {
        List<String> replies = new ArrayList<>();
        try (Caller caller = new Caller(server)) {
            caller.say(text);
            for (String reply = caller.hear(); !reply.isEmpty(); reply = caller.hear()) {
                replies.add(reply);
            }
        }
        return replies;
    }

    private List<String> violations() {
        return fixture.messages(EventId.MAIL_PROTOCOL_VIOLATED);
    }

    private List<String> limits() {
        return fixture.messages(EventId.MAIL_LIMIT_REACHED);
    }

    /** A server that still answers has not been harmed by the one before. */
    private static void answers(InetSocketAddress server) throws IOException {
        assertThat(replies(server, ENVELOPE + "text\r\n.\r\nQUIT\r\n"))
                .hasSize(7)
                .last()
                .asString()
                .startsWith("221 ");
    }

    @Test
    void noSecondMailIsSmuggledBehindADotThatEndsInBareCrOrLf() throws Exception {
        InetSocketAddress server = serve();
        for (String end : List.of("\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r", "\r.\r\n", "\n\n.\r\n")) {
            List<String> replies = replies(
                    server,
                    ENVELOPE + "Subject: one\r\n\r\ntext" + end
                            + "MAIL FROM:<evil@client.test>\r\nRCPT TO:<b@mx.test>\r\nDATA\r\n"
                            + "Subject: smuggled\r\n\r\ntext\r\n.\r\nQUIT\r\n");
            assertThat(replies).as(end).hasSize(6).last().asString().startsWith("554 5.6.0 ");
        }
        assertThat(fixture.mailboxes.mails).isEmpty();
        assertThat(violations()).hasSize(7).allMatch(text -> text.contains("in the mail at octet"));
        answers(server);
    }

    @Test
    void aLineAHeaderAndAMailHaveTheirEnds() throws Exception {
        InetSocketAddress server = serve();
        assertThat(replies(server, ENVELOPE + "\r\n" + "x".repeat(5_000) + "\r\n.\r\nQUIT\r\n"))
                .element(5)
                .isEqualTo("554 5.6.0 Line is longer than 2000 octets at octet 2002");
        assertThat(replies(server, ENVELOPE + "X-Field: y\r\n".repeat(5_000) + "\r\n.\r\nQUIT\r\n"))
                .element(5)
                .isEqualTo("554 5.6.0 Header is larger than 20000 octets");
        assertThat(replies(server, ENVELOPE + "\r\n" + "text\r\n".repeat(20_000) + ".\r\nQUIT\r\n"))
                .element(5)
                .isEqualTo("552 5.3.4 Mail is larger than 100000 octets");
        assertThat(replies(server, ENVELOPE + "\r\n" + "text\r\n".repeat(60_000)))
                .as("one that does not end")
                .last()
                .asString()
                .startsWith("552 ");
        assertThat(replies(server, HELLO + "MAIL FROM:<a@client.test> SIZE=100001\r\nQUIT\r\n"))
                .element(2)
                .isEqualTo("552 5.3.4 Mail is larger than 100000 octets");
        assertThat(limits()).as("once a minute").hasSize(1).allMatch(text -> text.contains("limits.size, 100000,"));
        assertThat(fixture.mailboxes.mails).isEmpty();
        answers(server);
    }

    @Test
    void tellsWhoNamesTooManyRecipients() throws Exception {
        String recipients = IntStream.range(0, 12)
                .mapToObj(i -> "RCPT TO:<u" + i + "@mx.test>\r\n")
                .reduce("", String::concat);
        assertThat(replies(serve(), HELLO + "MAIL FROM:<a@client.test>\r\n" + recipients + "QUIT\r\n"))
                .filteredOn(reply -> reply.equals("452 4.5.3 Too many recipients"))
                .hasSize(2);
        assertThat(limits()).hasSize(1).allMatch(text -> text.contains("limits.recipients, 10,"));
    }

    @Test
    void endsAfterCommandsWithoutAnEndOfWhichNoneBringsAMail() throws Exception {
        InetSocketAddress server = serve();
        for (String command : List.of("NOOP\r\n", "RSET\r\n", HELLO, "VRFY root\r\n")) {
            try (Caller caller = new Caller(server)) {
                caller.hear();
                long begin = System.nanoTime();
                try {
                    caller.say(command.repeat(100_000));
                } catch (IOException e) {
                    // cut off before all was said
                }
                await().until(() -> fixture.servers.get(0).live() == 0);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            }
        }
        assertThat(violations()).hasSize(4).allMatch(text -> text.contains("Too many commands without a mail"));
        assertThat(replies(server, "WHAT\r\n".repeat(50)))
                .hasSize(22)
                .last()
                .asString()
                .isEqualTo("421 4.7.0 Too many errors");
        assertThat(replies(server, "x".repeat(100_000))).last().asString().isEqualTo("500 5.5.2 Line too long");
        answers(server);
    }

    @Test
    void holdsNoMoreOfAClientThatNeverListensThanItsBudget() throws Exception {
        InetSocketAddress server = serve();
        String mail = "MAIL FROM:<a@client.test>\r\nRCPT TO:<b@mx.test>\r\nDATA\r\ntext\r\n.\r\n";
        try (Caller caller = new Caller(server)) {
            try {
                caller.say(HELLO + mail.repeat(1_000));
            } catch (IOException e) {
                // cut off before all was said
            }
            await().until(() -> fixture.servers.get(0).live() == 0);
        }
        assertThat(fixture.mailboxes.mails).hasSize(SMALL.mails());
        assertThat(violations()).hasSize(1).allMatch(text -> text.contains("Too many mails in one connection"));
        await().until(() -> fixture.network.octetsHeld() == 0);
        answers(server);
    }

    @Test
    void forgetsClientsThatOpenAConnectionAndSayNothing() throws Exception {
        InetSocketAddress server = serve(Auth.NONE, PeerLimits.DEFAULT, HostFixture.SHORT);
        List<Caller> silent = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            silent.add(new Caller(server));
        }
        await().until(() -> fixture.servers.get(0).live() == 0);
        for (Caller each : silent) {
            assertThat(each.hear()).startsWith("220 ");
            assertThat(each.hear()).startsWith("421 4.4.2 ");
            each.close();
        }
        answers(server);
    }

    @Test
    void triesNoPasswordsOfAPeerThatHadTooManyWrongOnesOverAnyConnection() throws Exception {
        InetSocketAddress server = serve(Auth.IN_CLEAR, new PeerLimits(10, 10, 100, 5), SmtpDeadlines.DEFAULT);
        List<String> replies = new ArrayList<>();
        for (int connection = 0; connection < 4; connection++) {
            replies.addAll(replies(server, HELLO + plain("guess" + connection).repeat(2) + "QUIT\r\n")
                    .subList(2, 4));
        }
        replies.addAll(
                replies(server, HELLO + plain("tanstaaftanstaaf") + "QUIT\r\n").subList(2, 3));
        assertThat(replies.subList(0, 5)).allMatch(reply -> reply.startsWith("535 5.7.8 "));
        assertThat(replies.subList(5, 9)).as("even a right one").allMatch(reply -> reply.startsWith("454 4.7.0 "));
        assertThat(fixture.messages(EventId.MAIL_AUTHENTICATION_FAILED)).hasSize(5);
        assertThat(limits()).hasSize(1).allMatch(text -> text.contains("limits.authFailures, 5,"));
    }

    private static String plain(String password) {
        return "AUTH PLAIN "
                + Base64.getEncoder().encodeToString(("\0tim\0" + password).getBytes(StandardCharsets.US_ASCII))
                + "\r\n";
    }
}
