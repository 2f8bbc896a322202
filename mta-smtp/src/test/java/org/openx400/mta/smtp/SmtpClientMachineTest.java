package org.openx400.mta.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openx400.mta.smtp.RecipientReply.Outcome.PERMANENT;
import static org.openx400.mta.smtp.RecipientReply.Outcome.TAKEN;
import static org.openx400.mta.smtp.RecipientReply.Outcome.TEMPORARY;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.SmtpConnector.Protection;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.MailRecipient.Notify;
import org.openx400.mta.smtp.MailRecipient.OriginalRecipient;
import org.openx400.mta.smtp.SmtpClientSettings.Credentials;

class SmtpClientMachineTest {
    private static final String[] PIPELINING = {"250-mx.example", "250-PIPELINING", "250-8BITMIME", "250 SIZE 1000"};
    private static final String END = "Subject: x\r\n\r\n..dot\r\n.\r\n";

    private final ClientDriver client = new ClientDriver();

    private static MailEnvelope mail(String... recipients) {
        return new MailEnvelope(
                MailPath.of("a@bar.com"),
                null,
                null,
                Arrays.stream(recipients)
                        .map(MailPath::of)
                        .map(MailRecipient::of)
                        .toList(),
                false,
                false);
    }

    private static List<RecipientReply.Outcome> outcomes(ClientDriver client) {
        return client.done.get(client.done.size() - 1).results().stream()
                .map(RecipientReply::outcome)
                .toList();
    }

    private void open(String... ehlo) {
        assertThat(client.hear("220 mx.example ESMTP")).isEqualTo("EHLO bar.com\r\n");
        assertThat(client.hear(ehlo)).isEmpty();
        assertThat(client.ready).isEqualTo(1);
    }

    @Test
    void sendsAMailCommandByCommandToAServerWithoutPipelining() {
        open("250 mx.example");
        assertThat(client.send(mail("b@foo.com", "no@foo.com", "c@foo.com"))).isEqualTo("MAIL FROM:<a@bar.com>\r\n");
        assertThat(client.hear("250 ok")).isEqualTo("RCPT TO:<b@foo.com>\r\n");
        assertThat(client.hear("250 ok")).isEqualTo("RCPT TO:<no@foo.com>\r\n");
        assertThat(client.hear("550 5.1.1 no such user")).isEqualTo("RCPT TO:<c@foo.com>\r\n");
        assertThat(client.hear("450 4.2.1 not now")).isEqualTo("DATA\r\n");
        assertThat(client.hear("354 go")).isEqualTo(END);
        assertThat(client.machine.waiting()).isEqualTo(SmtpClientMachine.Waiting.FINAL_REPLY);
        assertThat(client.hear("250 2.0.0 taken")).isEmpty();
        assertThat(outcomes(client)).containsExactly(TAKEN, PERMANENT, TEMPORARY);
        List<RecipientReply> results = client.done.get(0).results();
        assertThat(results.get(1).reply()).isEqualTo(SmtpReply.of(550, "5.1.1", "no such user"));
        assertThat(results.get(0).notifies()).as("DSN is not offered").isFalse();
        assertThat(client.ready).isEqualTo(2);
    }

    @Test
    void sendsTheEnvelopeAtOnceToAServerWithPipelining() {
        open(PIPELINING);
        assertThat(client.send(mail("b@foo.com", "c@foo.com")))
                .isEqualTo("MAIL FROM:<a@bar.com> SIZE=20\r\nRCPT TO:<b@foo.com>\r\nRCPT TO:<c@foo.com>\r\nDATA\r\n");
        assertThat(client.hear("250 ok", "250 ok", "550 no")).isEmpty();
        assertThat(client.hear("354 go")).isEqualTo(END);
        client.hear("250 taken");
        assertThat(outcomes(client)).containsExactly(TAKEN, PERMANENT);
        client.send(mail("d@foo.com"));
        client.hear("250 ok", "250 ok", "354 go");
        client.hear("250 taken");
        assertThat(outcomes(client)).containsExactly(TAKEN);
    }

    @Test
    void doesTheSameHoweverTheRepliesAreCut() {
        Octets envelope = Octets.latin1("250-ok\r\n250 ok\r\n250 2.1.5 ok\r\n550 5.1.1 no\r\n354 go\r\n");
        Octets end = Octets.latin1("250-2.0.0 taken\r\n250 2.0.0 as 1\r\n");
        open(PIPELINING);
        client.send(mail("b@foo.com", "c@foo.com"));
        client.hear(envelope);
        client.hear(end);
        for (int cut = 1; cut < envelope.length(); cut++) {
            ClientDriver other = new ClientDriver();
            other.hear("220 hi");
            other.hear(PIPELINING);
            other.send(mail("b@foo.com", "c@foo.com"));
            other.hear(envelope.slice(0, cut));
            other.hear(envelope.from(cut));
            int endCut = Math.min(cut, end.length());
            other.hear(end.slice(0, endCut));
            other.hear(end.from(endCut));
            assertThat(other.done).as("cut at " + cut).isEqualTo(client.done).hasSize(1);
        }
        assertThat(outcomes(client)).containsExactly(TAKEN, PERMANENT);
        assertThat(client.done.get(0).results().get(0).reply().lines()).containsExactly("taken", "as 1");
    }

    @Test
    void endsAMailThatNobodyGetsAndGoesOn() {
        open(PIPELINING);
        client.send(mail("b@foo.com"));
        assertThat(client.hear("250 ok", "550 no", "354 go")).isEqualTo(".\r\n");
        client.hear("250 taken for nobody");
        assertThat(outcomes(client)).containsExactly(PERMANENT);
        client.send(mail("b@foo.com"));
        assertThat(client.hear("250 ok", "550 no", "554 no valid recipients")).isEqualTo("RSET\r\n");
        client.hear("250 ok");
        assertThat(client.ready).isEqualTo(3);
    }

    @Test
    void takesTheRefusalOfTheSenderForAllAndNotWhatFollowsFromIt() {
        open(PIPELINING);
        client.send(mail("b@foo.com", "c@foo.com"));
        assertThat(client.hear("451 4.7.1 greylisted", "503 5.5.1 no mail", "503 no mail", "503 no mail"))
                .isEqualTo("RSET\r\n");
        assertThat(outcomes(client)).containsExactly(TEMPORARY, TEMPORARY);
        assertThat(client.done.get(0).elsewhere()).isFalse();
    }

    @Test
    void takes552ForARecipientAsTooManyAndRefusalsOfTheContentForAll() {
        open(PIPELINING);
        client.send(mail("b@foo.com", "c@foo.com"));
        client.hear("250 ok", "250 ok", "552 too many", "354 go");
        client.hear("554 5.6.0 spam");
        assertThat(outcomes(client)).containsExactly(PERMANENT, TEMPORARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 4.3.2 closing", "garbage", "251-a\r\n250 b", "999 x", "354 what"})
    void triesElsewhereWhenTheConnectionFailsBeforeTheMailIsWhole(String line) {
        open(PIPELINING);
        client.send(mail("b@foo.com"));
        client.hear(line);
        assertThat(outcomes(client)).containsExactly(TEMPORARY);
        assertThat(client.done.get(0).elsewhere()).isTrue();
        assertThat(client.closed).isNotNull();
    }

    @Test
    void believesARefusalBeforeTheEndOfTheContentAndGivesTheConnectionUp() {
        open(PIPELINING);
        client.send(mail("b@foo.com"));
        client.hear("250 ok", "250 ok", "354 go", "552 5.3.4 too large");
        assertThat(outcomes(client)).containsExactly(PERMANENT);
        assertThat(client.closed).isNotNull();
    }

    @Test
    void triesNobodyElseAtOnceWhenTheMailMayHaveBeenTaken() {
        open(PIPELINING);
        client.send(mail("b@foo.com", "no@foo.com"));
        client.hear("250 ok", "250 ok", "550 no", "354 go");
        client.perform(client.machine.failed("4.4.2", "the peer closed the connection"));
        assertThat(outcomes(client)).containsExactly(TEMPORARY, PERMANENT);
        assertThat(client.done.get(0).elsewhere()).isFalse();
    }

    @Test
    void saysWhyAConnectionIsOfNoUse() {
        assertThat(unusable("554 5.7.1 no service")).isEqualTo("554 5.7.1 no service");
        assertThat(unusable("421 busy")).isEqualTo("421 busy");
        assertThat(unusable("220 hi", "421 busy")).isEqualTo("421 busy");
        assertThat(unusable("220 hi", "502 what", "502 what")).isEqualTo("502 what");
    }

    private static String unusable(String... lines) {
        ClientDriver client = new ClientDriver();
        for (String line : lines) {
            client.hear(line);
        }
        assertThat(client.closed).isNotNull();
        return String.valueOf(client.unusable);
    }

    @Test
    void saysHeloToAServerThatKnowsNoEhlo() {
        client.hear("220 hi");
        assertThat(client.hear("502 what")).isEqualTo("HELO bar.com\r\n");
        client.hear("250 hi");
        assertThat(client.ready).isEqualTo(1);
    }

    @Test
    void asksForNotificationsWhereTheyAreOffered() {
        open("250-mx", "250-DSN", "250-SMTPUTF8", "250-8BITMIME", "250 PIPELINING");
        String sent = client.send(new MailEnvelope(
                MailPath.NULL,
                MailEnvelope.Ret.HDRS,
                "a+b=c",
                List.of(
                        new MailRecipient(
                                MailPath.of("b@foo.com"),
                                Set.of(Notify.SUCCESS, Notify.DELAY),
                                new OriginalRecipient("x400", "/S=B/P=X Y/")),
                        new MailRecipient(MailPath.of("\"c d\"@foo.com"), Set.of(Notify.NEVER), null)),
                true,
                true));
        assertThat(sent.lines())
                .containsExactly(
                        "MAIL FROM:<> BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=a+2Bb+3Dc",
                        "RCPT TO:<b@foo.com> NOTIFY=SUCCESS,DELAY ORCPT=x400;/S+3DB/P+3DX+20Y/",
                        "RCPT TO:<\"c d\"@foo.com> NOTIFY=NEVER",
                        "DATA");
        client.hear("250 ok", "250 ok", "250 ok", "354 go");
        client.hear("250 ok");
        assertThat(client.done.get(0).results()).allMatch(RecipientReply::notifies);
    }

    @Test
    void refusesByItselfWhatTheServerCannotTake() {
        open("250-mx", "250 SIZE 19");
        client.send(mail("b@foo.com"));
        assertThat(client.done.get(0).results().get(0).reply().toString()).startsWith("552 5.3.4 ");
        client.send(new MailEnvelope(MailPath.NULL, null, null, mail("b@c").recipients(), false, true));
        assertThat(client.ready).isEqualTo(3);
        assertThat(outcomes(client)).containsExactly(PERMANENT);
    }

    @Test
    void startsTlsAndAuthenticates() {
        Credentials credentials = new Credentials("tim", Secret.of("tanstaaftanstaaf"));
        ClientDriver tls = new ClientDriver(new SmtpClientSettings("bar.com", Protection.REQUIRED, credentials));
        tls.hear("220 hi");
        assertThat(tls.hear("250-mx", "250-AUTH PLAIN", "250 STARTTLS")).isEqualTo("STARTTLS\r\n");
        assertThat(tls.hear("220 go")).isEmpty();
        assertThat(tls.tlsWanted).isTrue();
        tls.perform(tls.machine.tlsStarted());
        assertThat(tls.hear("250-mx", "250 AUTH LOGIN PLAIN"))
                .isEqualTo("EHLO bar.com\r\nAUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm\r\n");
        assertThat(tls.logged).contains("AUTH PLAIN ***");
        assertThat(tls.effects.toString())
                .doesNotContain("dGFuc3RhYWZ0")
                .doesNotContain(Octets.latin1("tanst").toHex());
        tls.hear("235 2.7.0 ok");
        assertThat(tls.ready).isEqualTo(1);
    }

    @Test
    void sendsNeitherMailNorPasswordWhereTlsIsMissing() {
        ClientDriver required = new ClientDriver(new SmtpClientSettings("bar.com", Protection.REQUIRED, null));
        required.hear("220 hi");
        assertThat(required.hear("250 mx")).isEmpty();
        assertThat(required.unusable).isNotNull();
        Credentials credentials = new Credentials("tim", Secret.of("secret"));
        ClientDriver password =
                new ClientDriver(new SmtpClientSettings("bar.com", Protection.OPPORTUNISTIC, credentials));
        password.hear("220 hi");
        assertThat(password.hear("250-mx", "250 AUTH PLAIN")).isEmpty();
        assertThat(password.unusable).isNotNull();
        ClientDriver injected = new ClientDriver(new SmtpClientSettings("bar.com", Protection.OPPORTUNISTIC, null));
        injected.hear("220 hi");
        injected.hear("250-mx", "250 STARTTLS");
        injected.hear("220 go", "250-evil", "250 SIZE 1");
        assertThat(injected.unusable).isNotNull();
        assertThat(injected.tlsWanted).isFalse();
    }

    @Test
    void quitsBetweenMails() {
        open(PIPELINING);
        client.perform(client.machine.quit());
        client.hear("221 bye");
        assertThat(client.closed).isEqualTo("we have quit");
        assertThat(client.done).isEmpty();
    }

    @Test
    void carriesAnyContentUnchangedToOurOwnServerHoweverItIsCut() {
        Octets content = Octets.latin1(".\r\n..\r\n\r\n.x\r\ny.\r\n.");
        for (int cut = 0; cut <= content.length(); cut++) {
            DotStuffing stuffing = new DotStuffing();
            Octets wire =
                    Octets.concat(stuffing.add(content.slice(0, cut)), stuffing.add(content.from(cut)), stuffing.end());
            ServerDriver server = new ServerDriver();
            server.say("EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n");
            server.say(wire);
            assertThat(server.mails.get(0).content()).as("cut at " + cut).isEqualTo(content.toLatin1() + "\r\n");
        }
    }

    @Test
    void sendsNoLoneCrOrLf() {
        String content = "a\n.\nb\r.\rc\r\n.\n\r";
        for (int cut = 0; cut <= content.length(); cut++) {
            DotStuffing stuffing = new DotStuffing();
            Octets wire = Octets.concat(
                    stuffing.add(Octets.latin1(content.substring(0, cut))),
                    stuffing.add(Octets.latin1(content.substring(cut))),
                    stuffing.end());
            assertThat(wire.toLatin1()).as("cut at " + cut).isEqualTo("a\r\n..\r\nb\r\n..\r\nc\r\n..\r\n\r\n.\r\n");
        }
    }

    @Test
    void survivesWhateverIsAnswered() {
        long seed = 20261121;
        Random random = new Random(seed);
        byte[] good = Octets.latin1(
                        "220 hi\r\n250-mx\r\n250-SIZE 1000\r\n250-AUTH PLAIN\r\n250 PIPELINING\r\n250 2.1.0 ok\r\n"
                                + "250 2.1.5 ok\r\n550 5.1.1 no\r\n354 go\r\n250 2.0.0 ok\r\n221 bye\r\n")
                .toArray();
        for (int run = 0; run < 20_000; run++) {
            byte[] bad = good.clone();
            for (int n = random.nextInt(5); n >= 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            ClientDriver other = new ClientDriver();
            boolean begun = false;
            for (int i = 0; i < bad.length; i++) {
                other.hear(Octets.of(bad[i]));
                if (other.ready == 1 && !begun) {
                    begun = true;
                    other.send(mail("b@foo.com", "c@foo.com"));
                }
            }
            other.perform(other.machine.failed("4.4.2", "end"));
            assertThat(other.done).as("seed %d run %d", seed, run).hasSize(begun ? 1 : 0);
        }
    }
}
