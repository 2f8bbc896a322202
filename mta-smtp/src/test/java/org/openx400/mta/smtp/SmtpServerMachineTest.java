package org.openx400.mta.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.MailRecipient.Notify;
import org.openx400.mta.smtp.MailRecipient.OriginalRecipient;
import org.openx400.mta.smtp.SmtpServerSettings.Auth;
import org.openx400.mta.smtp.SmtpServerSettings.Tls;

class SmtpServerMachineTest {
    /** RFC 5321 D.1, without the body's text. */
    private static final List<String> SCENARIO = List.of(
            "EHLO bar.com",
            "MAIL FROM:<Smith@bar.com>",
            "RCPT TO:<Jones@foo.com>",
            "RCPT TO:<nobody@foo.com>",
            "RCPT TO:<Brown@foo.com>",
            "DATA",
            "From: John Q. Public <JQP@bar.com>",
            "Subject:  The Next Meeting of the Board",
            "",
            "Bill:",
            "..",
            "...",
            ".. dots",
            ".",
            "QUIT");

    private static final String CONTENT = "From: John Q. Public <JQP@bar.com>\r\n"
            + "Subject:  The Next Meeting of the Board\r\n\r\nBill:\r\n.\r\n..\r\n. dots\r\n";

    private static final String MAIL = "EHLO bar.com\r\nMAIL FROM:<a@bar.com>\r\nRCPT TO:<b@foo.com>\r\nDATA\r\n";

    private final ServerDriver server = new ServerDriver();

    @Test
    void takesTheMailOfTheTypicalScenario() {
        assertThat(server.replies).containsExactly("220 foo.com ESMTP");
        assertThat(server.say("EHLO bar.com\r\n"))
                .containsExactly(
                        "250-foo.com",
                        "250-PIPELINING",
                        "250-SIZE 10000",
                        "250-8BITMIME",
                        "250-ENHANCEDSTATUSCODES",
                        "250-DSN",
                        "250 SMTPUTF8");
        assertThat(server.say("MAIL FROM:<Smith@bar.com>\r\n")).containsExactly("250 2.1.0 OK");
        assertThat(server.say("RCPT TO:<Jones@foo.com>\r\n")).containsExactly("250 2.1.5 OK");
        assertThat(server.say("RCPT TO:<nobody@foo.com>\r\n")).containsExactly("550 5.1.1 No such user");
        assertThat(server.say("RCPT TO:<Brown@foo.com>\r\n")).containsExactly("250 2.1.5 OK");
        assertThat(server.say("DATA\r\n")).first().asString().startsWith("354 ");
        assertThat(server.say("Subject: x\r\n\r\ntext\r\n.\r\n")).containsExactly("250 2.0.0 Taken");
        assertThat(server.say("QUIT\r\n")).first().asString().startsWith("221 2.0.0 ");
        assertThat(server.closed).isNotNull();
        ServerDriver.Mail mail = server.mails.get(0);
        assertThat(mail.content()).isEqualTo("Subject: x\r\n\r\ntext\r\n");
        assertThat(mail.envelope().reversePath()).isEqualTo(MailPath.of("Smith@bar.com"));
        assertThat(mail.envelope().recipients())
                .containsExactly(
                        MailRecipient.of(MailPath.of("Jones@foo.com")), MailRecipient.of(MailPath.of("Brown@foo.com")));
        assertThat(mail.origin())
                .isEqualTo(new MailOrigin("M1", ServerDriver.LOCAL, ServerDriver.REMOTE, "bar.com", true, null, null));
    }

    @Test
    void doesTheSameHoweverTheStreamIsCut() {
        Octets stream = Octets.utf8(String.join("\r\n", SCENARIO) + "\r\n");
        server.say(stream);
        assertThat(server.mails).hasSize(1);
        assertThat(server.mails.get(0).content()).isEqualTo(CONTENT);
        for (int cut = 1; cut < stream.length(); cut++) {
            ServerDriver other = new ServerDriver();
            other.say(stream.slice(0, cut));
            other.say(stream.from(cut));
            assertThat(other.replies).as("cut at " + cut).isEqualTo(server.replies);
            assertThat(other.mails).as("cut at " + cut).isEqualTo(server.mails);
        }
        ServerDriver other = new ServerDriver();
        other.sayByOctet(stream);
        assertThat(other.replies).isEqualTo(server.replies);
        assertThat(other.mails).isEqualTo(server.mails);
    }

    @Test
    void answersAMailOnlyWhenItIsCommittedAndKeepsWhatIsPipelinedBehindIt() {
        server.commit = mail -> null;
        List<String> before = server.say(MAIL + "text\r\n.\r\nNOOP\r\n");
        assertThat(before).last().asString().startsWith("354 ");
        assertThat(server.machine.ready()).isFalse();
        int answered = server.replies.size();
        server.perform(server.machine.committed(SmtpReply.of(250, "2.0.0", "Taken")));
        assertThat(server.replies.subList(answered, server.replies.size()))
                .containsExactly("250 2.0.0 Taken", "250 2.0.0 OK");
        assertThat(server.machine.ready()).isTrue();
    }

    @Test
    void passesARefusalOfTheCommitOnAndGoesOn() {
        server.commit = mail -> SmtpReply.of(451, "4.3.0", "Queue is read only");
        assertThat(server.say(MAIL + "text\r\n.\r\n")).last().isEqualTo("451 4.3.0 Queue is read only");
        assertThat(server.say("MAIL FROM:<>\r\n")).containsExactly("250 2.1.0 OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text\n.\r\n",
                "text\r\n.\n",
                "text\n.\n",
                "text\r.\r\n",
                "text\r\n.\r",
                "text\r.\r",
                "\r.\r\n",
                "\n.\r\n",
                "te\rxt\r\n",
                "te\nxt\r\n",
                "\r\r\n.\r\n",
                "text\r\n.\rx\r\n",
                "text\r\n\n.\r\n"
            })
    void takesNoMailWithAnEndOfLineThatOthersMightTakeForOne(String smuggling) {
        List<String> replies = server.say(
                MAIL + smuggling + "MAIL FROM:<evil@bar.com>\r\nRCPT TO:<b@foo.com>\r\nDATA\r\nevil\r\n.\r\n");
        assertThat(server.mails).isEmpty();
        assertThat(server.violations).isNotEmpty();
        assertThat(replies).last().asString().startsWith("554 5.6.0 ");
        assertThat(server.closed).isNotNull();
    }

    @Test
    void saysWhereTheContentIsFaulty() {
        server.say(MAIL + "ok\r\nab\ncd\r\n.\r\n");
        assertThat(server.effects)
                .filteredOn(SmtpServerEffect.Violation.class::isInstance)
                .first()
                .extracting(effect -> ((SmtpServerEffect.Violation) effect).offset())
                .isEqualTo(6L);
        assertThat(server.replies).last().isEqualTo("554 5.6.0 LF without CR in the mail at octet 6");
        assertThat(server.closed).as("what follows may be smuggled").isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP\n", "NOOP\rNOOP\r\n", "\r\r\n", "EHLO a\nMAIL FROM:<a@b>\r\n"})
    void endsTheConnectionAtACommandThatEndsOtherwise(String commands) {
        assertThat(server.say(commands)).first().asString().startsWith("500 5.5.2 ");
        assertThat(server.closed).isNotNull();
        assertThat(server.say("NOOP\r\n")).isEmpty();
    }

    @Test
    void takesAMailUpToItsLimitsAndNoOctetMore() {
        String header = "H: " + "h".repeat(993) + "\r\n"; // 998 octets
        assertThat(server.say(MAIL + header + header + "\r\n.\r\n")).last().isEqualTo("250 2.0.0 Taken");
        refusesContent("554 5.6.0 Header is larger than 2000", header + header + "H: x\r\n\r\n");
        String line = "x".repeat(998) + "\r\n";
        assertThat(new ServerDriver().say(MAIL + "\r\n" + line + ".\r\n"))
                .last()
                .isEqualTo("250 2.0.0 Taken");
        refusesContent("554 5.6.0 Line is longer than 1000", "\r\n" + "x".repeat(999) + "\r\n");
        refusesContent("552 5.3.4 Mail is larger than 10000", "\r\n" + line.repeat(10));
    }

    private static void refusesContent(String reply, String content) {
        ServerDriver server = new ServerDriver();
        assertThat(server.say(MAIL + content + ".\r\n")).last().asString().startsWith(reply);
        assertThat(server.mails).isEmpty();
        assertThat(server.say("NOOP\r\n")).containsExactly("250 2.0.0 OK");
    }

    @Test
    void cutsOffAMailThatGoesOnAlthoughItIsTooLarge() {
        server.say(MAIL + "\r\n");
        for (int i = 0; i < 30; i++) {
            server.say("x".repeat(998) + "\r\n");
        }
        assertThat(server.closed).isEqualTo("the mail does not end");
        assertThat(server.replies).last().asString().startsWith("552 5.3.4 ");
    }

    @Test
    void refusesAMailThatIsAnnouncedTooLarge() {
        server.say("EHLO bar.com\r\n");
        assertThat(server.say("MAIL FROM:<a@b> SIZE=10001\r\n"))
                .first()
                .asString()
                .startsWith("552 5.3.4 ");
        assertThat(server.say("MAIL FROM:<a@b> SIZE=99999999999999999999\r\n"))
                .first()
                .asString()
                .startsWith("552 ");
        assertThat(server.say("MAIL FROM:<a@b> SIZE=10000\r\n"))
                .first()
                .asString()
                .startsWith("250 ");
    }

    @Test
    void boundsRecipients() {
        server.say("EHLO bar.com\r\nMAIL FROM:<a@b>\r\n");
        for (int i = 0; i < 5; i++) {
            assertThat(server.say("RCPT TO:<u" + i + "@foo.com>\r\n"))
                    .first()
                    .asString()
                    .startsWith("250 ");
        }
        assertThat(server.say("RCPT TO:<u6@foo.com>\r\n")).containsExactly("452 4.5.3 Too many recipients");
        server.say("DATA\r\n.\r\n");
        assertThat(server.mails.get(0).envelope().recipients()).hasSize(5);
        assertThat(server.mails.get(0).content()).isEmpty();
    }

    @Test
    void boundsMailsErrorsLinesAndIdleCommands() {
        server.say("EHLO bar.com\r\n");
        for (int i = 0; i < 3; i++) {
            server.say("MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n.\r\n");
        }
        assertThat(server.mails).hasSize(3);
        assertThat(server.say("MAIL FROM:<a@b>\r\n")).first().asString().startsWith("421 4.7.0 ");
        assertThat(server.closed).isNotNull();

        ServerDriver errors = new ServerDriver();
        errors.say("FOO\r\n".repeat(100));
        assertThat(errors.replies).hasSize(1 + 5 + 1).last().isEqualTo("421 4.7.0 Too many errors");

        ServerDriver line = new ServerDriver();
        line.say("NOOP " + "x".repeat(993) + "\r\n");
        assertThat(line.closed).isNull();
        line.say("NOOP " + "x".repeat(994));
        line.say("\r\n");
        assertThat(line.replies).last().isEqualTo("500 5.5.2 Line too long");
        assertThat(line.closed).isNotNull();

        ServerDriver idle = new ServerDriver();
        idle.say("NOOP\r\n".repeat(200));
        assertThat(idle.replies).last().isEqualTo("421 4.7.0 Too many commands without a mail");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAIL FROM:<a@b> | 503 5.5.1",
                "RCPT TO:<a@b> | 503 5.5.1",
                "DATA | 503 5.5.1",
                "EHLO | 501 5.5.4",
                "EXPN list | 502 5.5.1",
                "BDAT 5 LAST | 502 5.5.1",
                "XFOO | 500 5.5.2",
                "VRFY someone | 252 2.5.0",
                "HELP | 214 2.0.0",
                "STARTTLS | 502 5.5.1",
                "AUTH PLAIN x | 503 5.5.1",
                "GET / HTTP/1.1 | 421 4.7.0",
            })
    void answersCommandsOutOfOrder(String command, String reply) {
        assertThat(server.say(command + "\r\n")).first().asString().startsWith(reply + " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAIL FROM:a@b | 501 5.5.4",
                "MAIL TO:<a@b> | 501 5.5.4",
                "MAIL FROM:<a b@c> | 501 5.1.7",
                "MAIL FROM:<a@b>SIZE=1 | 501 5.5.4",
                "MAIL FROM:<a@b> SIZE=x | 501 5.5.4",
                "MAIL FROM:<a@b> SIZE=1 SIZE=1 | 501 5.5.4",
                "MAIL FROM:<a@b> FOO=1 | 555 5.5.4",
                "MAIL FROM:<a@b> BODY=BINARYMIME | 501 5.5.4",
                "MAIL FROM:<a@b> RET=SOME | 501 5.5.4",
                "MAIL FROM:<a@b> ENVID=a+4 | 501 5.5.4",
                "MAIL FROM:<a@b> ENVID=a+0Ab | 501 5.5.4",
                "MAIL FROM:<ä@b> | 550 5.6.7",
                "MAIL FROM:<noone@b> | 550 5.7.1",
                "MAIL FROM:<\"a>b\"@c> | 250 2.1.0",
                "MAIL FROM: <a@b> | 250 2.1.0",
                "mail from:<ä@b> smtputf8 body=8bitmime | 250 2.1.0",
            })
    void judgesMailCommands(String command, String reply) {
        server.say("EHLO bar.com\r\n");
        assertThat(server.say(command + "\r\n")).first().asString().startsWith(reply + " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RCPT TO:<> | 501 5.1.3",
                "RCPT TO:<a> | 501 5.1.3",
                "RCPT TO:<a@b> NOTIFY=NEVER,FAILURE | 501 5.5.4",
                "RCPT TO:<a@b> NOTIFY= | 501 5.5.4",
                "RCPT TO:<a@b> ORCPT=rfc822 | 501 5.5.4",
                "RCPT TO:<a@b> ORCPT=rfc822;a=b | 501 5.5.4",
                "RCPT TO:<a@b> SIZE=1 | 555 5.5.4",
                "RCPT TO:<ä@b> | 553 5.6.7",
                "RCPT TO:<Postmaster> | 250 2.1.5",
                "MAIL FROM:<c@d> | 503 5.5.1",
                "DATA | 554 5.5.1",
                "DATA now | 501 5.5.4",
            })
    void judgesCommandsInAMail(String command, String reply) {
        server.say("EHLO bar.com\r\nMAIL FROM:<x@y>\r\n");
        assertThat(server.say(command + "\r\n")).first().asString().startsWith(reply + " ");
    }

    @Test
    void readsWhatIsAskedAboutNotifications() {
        server.say("EHLO bar.com\r\nMAIL FROM:<x@y> RET=HDRS ENVID=a+2Bb BODY=8BITMIME SMTPUTF8\r\n");
        server.say("RCPT TO:<a@b> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;Bob+2BC@x.example\r\n");
        server.say("RCPT TO:<ü@b> NOTIFY=never\r\nDATA\r\n.\r\n");
        MailEnvelope envelope = server.mails.get(0).envelope();
        assertThat(envelope)
                .isEqualTo(new MailEnvelope(
                        MailPath.of("x@y"),
                        MailEnvelope.Ret.HDRS,
                        "a+b",
                        List.of(
                                new MailRecipient(
                                        MailPath.of("a@b"),
                                        Set.of(Notify.SUCCESS, Notify.FAILURE, Notify.DELAY),
                                        new OriginalRecipient("rfc822", "Bob+C@x.example")),
                                new MailRecipient(MailPath.of("ü@b"), Set.of(Notify.NEVER), null)),
                        true,
                        true));
    }

    @Test
    void forgetsTheMailAtRsetAndEhlo() {
        server.say("EHLO bar.com\r\nMAIL FROM:<x@y>\r\nRCPT TO:<a@b>\r\n");
        assertThat(server.say("RSET\r\nDATA\r\nMAIL FROM:<x@y>\r\nHELO bar.com\r\nRCPT TO:<a@b>\r\n"))
                .extracting(reply -> reply.substring(0, 3))
                .containsExactly("250", "503", "250", "250", "503");
    }

    @Test
    void startsTlsAndBelievesNothingOfWhatCameBefore() {
        ServerDriver tls = new ServerDriver(ServerDriver.settings(Tls.REQUIRED, Auth.REQUIRED_WITH_TLS));
        assertThat(tls.say("EHLO bar.com\r\n")).contains("250 STARTTLS").noneMatch(reply -> reply.contains("AUTH"));
        assertThat(tls.say("MAIL FROM:<x@y>\r\n")).containsExactly("530 5.7.0 Say STARTTLS first");
        assertThat(tls.say("AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm\r\n"))
                .first()
                .asString()
                .startsWith("538 ");
        assertThat(tls.say("STARTTLS\r\nMAIL FROM:<evil@y>\r\n")).containsExactly("220 2.0.0 Ready to start TLS");
        assertThat(tls.machine.ready()).isFalse();
        assertThat(tls.violations).hasSize(1);
        tls.perform(tls.machine.tlsStarted("TLSv1.3"));
        assertThat(tls.say("MAIL FROM:<x@y>\r\n")).containsExactly("503 5.5.1 Say EHLO first");
        assertThat(tls.say("EHLO bar.com\r\n")).contains("250 AUTH PLAIN LOGIN").doesNotContain("250-STARTTLS");
        assertThat(tls.say("MAIL FROM:<x@y>\r\n")).containsExactly("530 5.7.0 Authentication required");
        assertThat(tls.say("AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm\r\n"))
                .containsExactly("235 2.7.0 Authentication succeeded");
        assertThat(tls.say("MAIL FROM:<x@y>\r\nRCPT TO:<a@b>\r\nDATA\r\n.\r\n"))
                .last()
                .isEqualTo("250 2.0.0 Taken");
        assertThat(tls.mails.get(0).origin().user()).isEqualTo("tim");
        assertThat(tls.mails.get(0).origin().protocol(false)).isEqualTo("ESMTPSA");
    }

    @Test
    void logsNoPasswordOfAClientThatDoesNotWaitForTheAnswerToItsAuth() {
        ServerDriver tls = new ServerDriver(ServerDriver.settings(Tls.REQUIRED, Auth.REQUIRED_WITH_TLS));
        tls.say("EHLO bar.com\r\n");
        tls.say("AUTH LOGIN\r\ndGlt\r\ndGFuc3RhYWZ0YW5zdGFhZg== x\r\n");
        assertThat(tls.heard).containsExactly("EHLO bar.com", "AUTH LOGIN", "***", "***");
    }

    /** The examples of RFC 4954 4.1 and RFC 4616, and LOGIN. */
    @Test
    void authenticatesWithPlainAndLogin() {
        assertThat(authenticating("AUTH PLAIN dGltAHRpbQB0YW5zdGFhZnRhbnN0YWFm"))
                .containsExactly("235");
        assertThat(authenticating("AUTH PLAIN", "dGltAHRpbQB0YW5zdGFhZnRhbnN0YWFm"))
                .containsExactly("334", "235");
        assertThat(authenticating("AUTH LOGIN", "dGlt", "dGFuc3RhYWZ0YW5zdGFhZg=="))
                .containsExactly("334", "334", "235");
        assertThat(authenticating("AUTH LOGIN dGlt", "dGFuc3RhYWZ0YW5zdGFhZg=="))
                .containsExactly("334", "235");
        assertThat(authenticating("AUTH PLAIN AHRpbQB3cm9uZw==")).containsExactly("535");
        assertThat(authenticating("AUTH PLAIN", "*")).containsExactly("334", "501");
        assertThat(authenticating("AUTH PLAIN =")).containsExactly("501");
        assertThat(authenticating("AUTH PLAIN ????")).containsExactly("501");
        assertThat(authenticating("AUTH CRAM-MD5")).containsExactly("504");
        assertThat(authenticating("AUTH")).containsExactly("504");
        // joe may not send as tim
        assertThat(authenticating("AUTH PLAIN am9lAHRpbQB0YW5zdGFhZnRhbnN0YWFm"))
                .containsExactly("501");
    }

    private static List<String> authenticating(String... lines) {
        ServerDriver server = new ServerDriver(ServerDriver.settings(Tls.NONE, Auth.IN_CLEAR));
        server.say("EHLO bar.com\r\n");
        List<String> replies = Arrays.stream(lines)
                .flatMap(line -> server.say(line + "\r\n").stream())
                .map(reply -> reply.substring(0, 3))
                .toList();
        assertThat(server.heard.toString()).doesNotContain("dGltAHRpb", "AHRpbQ", "dGFuc3Rh", "tanstaaf");
        assertThat(server.effects.toString()).doesNotContain("tanstaaf", "dGFuc3Rh");
        return replies;
    }

    @Test
    void saysGoodbyeWhenItIsTimeOrTheServiceEnds() {
        server.say(MAIL + "half");
        server.perform(server.machine.timedOut());
        assertThat(server.replies).last().asString().startsWith("421 4.4.2 ");
        assertThat(server.effects).anyMatch(SmtpServerEffect.Discard.class::isInstance);
        ServerDriver other = new ServerDriver();
        other.perform(other.machine.shutDown("stop"));
        assertThat(other.replies).last().asString().startsWith("421 4.3.2 ");
        assertThat(other.closed).isEqualTo("stop");
    }

    @Test
    void survivesWhateverIsSent() {
        long seed = 20261121;
        Random random = new Random(seed);
        byte[] good = (MAIL + "H: x\r\n\r\n..text\r\n.\r\nRSET\r\nAUTH PLAIN x\r\nMAIL FROM:<x@y> RET=FULL ENVID=q\r\n"
                        + "RCPT TO:<a@b> NOTIFY=DELAY ORCPT=rfc822;a+20b\r\nSTARTTLS\r\nQUIT\r\n")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        for (int run = 0; run < 20_000; run++) {
            byte[] bad = good.clone();
            for (int n = random.nextInt(6); n >= 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            ServerDriver other = new ServerDriver(ServerDriver.settings(Tls.OFFERED, Auth.IN_CLEAR));
            int cut = random.nextInt(bad.length);
            other.say(Octets.copyOf(bad).slice(0, cut));
            if (other.machine.ready()) {
                other.say(Octets.copyOf(bad).from(cut));
            }
            assertThat(other.mails.size()).as("seed %d run %d", seed, run).isLessThanOrEqualTo(2);
            for (ServerDriver.Mail mail : other.mails) {
                assertThat(mail.content()).as("seed %d run %d", seed, run).doesNotContainPattern("(?<!\r)\n|\r(?!\n)");
            }
        }
    }
}
