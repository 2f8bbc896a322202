package org.openx400.mta.smtp.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openx400.mta.smtp.RecipientReply.Outcome.PERMANENT;
import static org.openx400.mta.smtp.RecipientReply.Outcome.TAKEN;
import static org.openx400.mta.smtp.RecipientReply.Outcome.TEMPORARY;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.connector.SmtpConnector.DomainRoute;
import org.openx400.mta.connector.SmtpConnector.Protection;
import org.openx400.mta.event.EventId;
import org.openx400.mta.net.SourceBinder;
import org.openx400.mta.smtp.MailContent;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailPath;
import org.openx400.mta.smtp.MailRecipient;
import org.openx400.mta.smtp.RecipientReply;
import org.openx400.mta.smtp.SmtpLimits;
import org.openx400.mta.smtp.SmtpServerSettings;
import org.openx400.mta.smtp.SmtpServerSettings.Auth;
import org.openx400.mta.smtp.SmtpServerSettings.Tls;

class SmtpCarrierTest {
    private final HostFixture fixture = new HostFixture();
    private final SourceBinder binder = new SourceBinder(fixture.network);
    private final List<AutoCloseable> open = new ArrayList<>();
    private ZoneServer zone;

    @TempDir
    private Path folder;

    @BeforeEach
    void serveNames() throws IOException {
        zone = new ZoneServer("localhost A 127.0.0.1\nmx.test.invalid A 127.0.0.1\nwrong.test A 127.0.0.1\n");
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        zone.close();
        binder.close();
        fixture.close();
    }

    private SmtpServer serve(Tls tls, Auth auth, SmtpLimits limits) throws IOException {
        return fixture.server(
                new SmtpServerSettings("mx.test.invalid", tls, auth, limits),
                PeerLimits.DEFAULT,
                SmtpDeadlines.DEFAULT,
                folder.resolve("spool"));
    }

    private SmtpServer serve() throws IOException {
        return serve(Tls.NONE, Auth.NONE, SmtpLimits.DEFAULT);
    }

    private static int port(SmtpServer server) {
        return server.localAddresses().get(0).getPort();
    }

    private static SmtpConnector.SmartHost host(String host, int port, Protection protection) {
        return new SmtpConnector.SmartHost(host, port, protection, null, Secret.NONE);
    }

    private SmtpCarrier carrier(SmtpConnector.@Nullable SmartHost host, int perDestination, DomainRoute... routes)
            throws IOException {
        return carrier(HostFixture.SHORT, host, perDestination, routes);
    }

    private SmtpCarrier carrier(
            SmtpDeadlines deadlines, SmtpConnector.@Nullable SmartHost host, int perDestination, DomainRoute... routes)
            throws IOException {
        SmtpConnector connector = new SmtpConnector(
                "internet",
                "gw.test",
                List.of(),
                null,
                new SmtpConnector.Mapping("gw.test", ORAddress.builder().build(), null),
                List.of(),
                List.of(),
                new SmtpConnector.Outgoing(
                        host, List.of(routes), Protection.NONE, null, 50, perDestination, Duration.ofMinutes(15)),
                null,
                new SmtpConnector.Limits(100, 100, 100, 1000, 100, 10),
                SmtpConnector.ProtocolLog.OFF,
                List.of());
        SmtpCarrier carrier = new SmtpCarrier(
                connector,
                fixture.hosting(deadlines),
                binder,
                remote -> null,
                HostFixture.tls(),
                zone.names(Files.writeString(folder.resolve("hosts"), "")),
                fixture.workers,
                new Random(1));
        open.add(carrier);
        return carrier;
    }

    private static MailEnvelope mail(String... recipients) {
        return new MailEnvelope(
                MailPath.of("a@gw.test"),
                null,
                null,
                Arrays.stream(recipients)
                        .map(MailPath::of)
                        .map(MailRecipient::of)
                        .toList(),
                false,
                false);
    }

    private static MailContent content(int octets) {
        byte[] text =
                ("x".repeat(62) + "\r\n").repeat(octets / 64).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return new MailContent() {
            @Override
            public long length() {
                return text.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(text);
            }
        };
    }

    private static List<RecipientReply> send(SmtpCarrier carrier, MailEnvelope envelope) throws Exception {
        return carrier.carry(envelope, content(640)).get(30, TimeUnit.SECONDS);
    }

    private static List<RecipientReply.Outcome> outcomes(List<RecipientReply> replies) {
        return replies.stream().map(RecipientReply::outcome).toList();
    }

    @Test
    void tellsForEachRecipientWhatBecameOfIt() throws Exception {
        SmtpCarrier carrier = carrier(host("localhost", port(serve()), Protection.NONE), 2);
        List<RecipientReply> replies = send(carrier, mail("b@x.test", "no@x.test", "later@y.test", "c@y.test"));
        assertThat(outcomes(replies)).containsExactly(TAKEN, PERMANENT, TEMPORARY, TAKEN);
        assertThat(replies.get(1).reply().toString()).isEqualTo("550 5.7.1 Relaying denied");
        assertThat(replies.get(0).notifies()).isTrue();
        assertThat(replies.get(0).host()).isEqualTo("localhost");
        assertThat(fixture.mailboxes.mails.get(0).envelope().recipients()).hasSize(2);
        assertThat(fixture.messages(EventId.MAIL_SENT)).hasSize(1);
        assertThat(fixture.messages(EventId.MAIL_RECIPIENT_REFUSED)).hasSize(2);
    }

    @Test
    void aHostThatRefusesAllMailIsFinalOnlyWhereNoOtherMayTakeIt() throws Exception {
        try (ScriptedHost refusing = new ScriptedHost("127.0.0.1", 0, "554 5.3.2 no mail here", "221 bye")) {
            List<RecipientReply> alone =
                    send(carrier(host("localhost", refusing.port(), Protection.NONE), 1), mail("b@x.test"));
            assertThat(outcomes(alone)).containsExactly(PERMANENT);
            assertThat(alone.get(0).reply().toString()).isEqualTo("554 5.3.2 no mail here");
            refusing.then("454 4.3.2 not now");
            assertThat(outcomes(
                            send(carrier(host("localhost", refusing.port(), Protection.NONE), 1), mail("b@x.test"))))
                    .containsExactly(TEMPORARY);
        }
    }

    @Test
    void usesOneConnectionForManyMailsAndEndsItWhenItIsIdle() throws Exception {
        SmtpCarrier carrier = carrier(host("localhost", port(serve()), Protection.NONE), 1);
        List<CompletableFuture<List<RecipientReply>>> all = IntStream.range(0, 50)
                .mapToObj(i -> carrier.carry(mail("b" + i + "@x.test"), content(100_000)))
                .toList();
        for (CompletableFuture<List<RecipientReply>> each : all) {
            assertThat(outcomes(each.get(60, TimeUnit.SECONDS))).containsExactly(TAKEN);
        }
        assertThat(fixture.mailboxes.mails)
                .hasSize(50)
                .allMatch(mail -> mail.content().length() == 99_968);
        assertThat(fixture.messages(EventId.MAIL_CONNECTION_OPENED)).hasSize(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> carrier.live() == 0);
        assertThat(fixture.messages(EventId.MAIL_CONNECTION_CLOSED))
                .anyMatch(text -> text.endsWith("the peer has quit"));
    }

    @Test
    void usesNoConnectionLongerThanItsHostIsKnown() throws Exception {
        SmtpCarrier carrier =
                carrier(HostFixture.deadlines(Duration.ZERO), host("localhost", port(serve()), Protection.NONE), 1);
        List<CompletableFuture<List<RecipientReply>>> all = IntStream.range(0, 20)
                .mapToObj(i -> carrier.carry(mail("b" + i + "@x.test"), content(6_400)))
                .toList();
        for (CompletableFuture<List<RecipientReply>> each : all) {
            assertThat(outcomes(each.get(60, TimeUnit.SECONDS))).containsExactly(TAKEN);
        }
        assertThat(fixture.messages(EventId.MAIL_CONNECTION_OPENED)).hasSizeGreaterThan(10);
        assertThat(fixture.mailboxes.mails).hasSize(20);
    }

    @Test
    void opensNoMoreConnectionsToADestinationThanAreAllowed() throws Exception {
        SmtpServer server = serve();
        SmtpCarrier carrier = carrier(host("localhost", port(server), Protection.NONE), 3);
        List<CompletableFuture<List<RecipientReply>>> all = IntStream.range(0, 30)
                .mapToObj(i -> carrier.carry(mail("b" + i + "@x.test"), content(64_000)))
                .toList();
        for (CompletableFuture<List<RecipientReply>> each : all) {
            each.get(60, TimeUnit.SECONDS);
        }
        assertThat(fixture.messages(EventId.MAIL_CONNECTION_OPENED)).hasSizeBetween(1, 3);
        assertThat(fixture.mailboxes.mails).hasSize(30);
    }

    @Test
    void splitsTheRecipientsOfALargeMailAndGoesOnWithThoseThatWereTooMany() throws Exception {
        SmtpLimits few = new SmtpLimits(1_000_000, 40, 10_000, 1_000, 12_288, 20, 100);
        SmtpCarrier carrier = carrier(host("localhost", port(serve(Tls.NONE, Auth.NONE, few)), Protection.NONE), 2);
        String[] recipients =
                IntStream.range(0, 250).mapToObj(i -> "b" + i + "@x.test").toArray(String[]::new);
        assertThat(outcomes(send(carrier, mail(recipients)))).hasSize(250).containsOnly(TAKEN);
        assertThat(fixture.mailboxes.mails.stream()
                        .mapToInt(mail -> mail.envelope().recipients().size())
                        .sum())
                .isEqualTo(250);
    }

    @Test
    void asksAFullMailboxNoMoreThanOnceAgain() throws Exception {
        String full = "452 4.2.2 over quota";
        String[] first = {"220 hi", "250 x", "250 ok", "250 ok", full, "354 go", "250 taken"};
        String[] again = {"250 ok", full, "250 reset"};
        String[] both = Stream.of(first, again).flatMap(Arrays::stream).toArray(String[]::new);
        try (ScriptedHost host = new ScriptedHost("127.0.0.1", 0, both)) {
            SmtpCarrier carrier = carrier(host("localhost", host.port(), Protection.NONE), 1);
            List<RecipientReply> replies = send(carrier, mail("b@x.test", "full@x.test"));
            assertThat(outcomes(replies)).containsExactly(TAKEN, TEMPORARY);
            assertThat(replies.get(1).reply()).hasToString(full);
        }
    }

    @Test
    void encryptsWhereItIsOfferedAndVerifiesTheNameWhereItIsRequired() throws Exception {
        int port = port(serve(Tls.OFFERED, Auth.NONE, SmtpLimits.DEFAULT));
        send(carrier(host("wrong.test", port, Protection.OPPORTUNISTIC), 1), mail("b@x.test"));
        assertThat(fixture.mailboxes.mails.get(0).origin().tls()).startsWith("TLSv1.3 ");
        send(carrier(host("mx.test.invalid", port, Protection.REQUIRED), 1), mail("b@x.test"));
        assertThat(fixture.mailboxes.mails.get(1).origin().tls()).startsWith("TLSv1.3 ");
        List<RecipientReply> wrong = send(carrier(host("wrong.test", port, Protection.REQUIRED), 1), mail("b@x.test"));
        assertThat(outcomes(wrong)).containsExactly(TEMPORARY);
        assertThat(wrong.get(0).reply().toString()).contains("wrong.test");
        assertThat(fixture.messages(EventId.MAIL_TLS_FAILED)).isNotEmpty();
    }

    @Test
    void authenticatesToASmartHost() throws Exception {
        int port = port(serve(Tls.OFFERED, Auth.REQUIRED_WITH_TLS, SmtpLimits.DEFAULT));
        send(
                carrier(
                        new SmtpConnector.SmartHost(
                                "localhost", port, Protection.REQUIRED, "tim", Secret.of("tanstaaftanstaaf")),
                        1),
                mail("b@x.test"));
        assertThat(fixture.mailboxes.mails.get(0).origin().user()).isEqualTo("tim");
        List<RecipientReply> wrong = send(
                carrier(
                        new SmtpConnector.SmartHost("localhost", port, Protection.REQUIRED, "tim", Secret.of("guess")),
                        1),
                mail("b@x.test"));
        assertThat(outcomes(wrong)).containsExactly(TEMPORARY);
        assertThat(fixture.events.toString()).doesNotContain("guess").doesNotContain("tanstaaf");
    }

    @Test
    void goesOnToTheNextHostWhenOneIsDownOrBusy() throws Exception {
        SmtpServer good = serve();
        DomainRoute route =
                new DomainRoute("x.test", List.of("[127.0.0.9]", "[127.0.0.1]"), port(good), Protection.NONE);
        assertThat(outcomes(send(carrier(null, 1, route), mail("b@sub.x.test"))))
                .containsExactly(TAKEN);
        assertThat(fixture.messages(EventId.CONNECT_FAILED)).hasSize(1);
        try (ScriptedHost busy = new ScriptedHost("127.0.0.8", port(good), "421 4.3.2 busy")) {
            DomainRoute other =
                    new DomainRoute("x.test", List.of("[127.0.0.8]", "[127.0.0.1]"), port(good), Protection.NONE);
            assertThat(outcomes(send(carrier(null, 1, other), mail("b@x.test"))))
                    .containsExactly(TAKEN);
        }
        assertThat(fixture.messages(EventId.MAIL_HOST_UNUSABLE).get(0))
                .endsWith("takes no mail of internet now: 421 4.3.2 busy");
    }

    @Test
    void triesWithoutTlsWhereItFailsAndNeedNotBe() throws Exception {
        String[] ehlo = {"220 hi", "250-x\r\n250 STARTTLS", "220 go"};
        try (ScriptedHost broken = new ScriptedHost("127.0.0.1", 0, ehlo)) {
            SmtpCarrier carrier = carrier(host("localhost", broken.port(), Protection.OPPORTUNISTIC), 1);
            broken.then("220 hi", "250 x", "250 ok", "250 ok", "354 go", "250 taken");
            assertThat(outcomes(send(carrier, mail("b@x.test")))).containsExactly(TAKEN);
        }
        assertThat(fixture.messages(EventId.MAIL_TLS_FAILED)).hasSize(1);
    }

    @Test
    void waitsNoLongerThanTheDeadlines() throws Exception {
        try (ScriptedHost silent = new ScriptedHost("127.0.0.1", 0)) {
            List<RecipientReply> replies =
                    send(carrier(host("localhost", silent.port(), Protection.NONE), 1), mail("b@x.test"));
            assertThat(outcomes(replies)).containsExactly(TEMPORARY);
            assertThat(replies.get(0).reply().toString()).contains("4.4.2");
        }
    }

    @Test
    void endsWhatIsUnderWayWhenItStops() throws Exception {
        fixture.mailboxes.answer = new CompletableFuture<>();
        SmtpCarrier carrier = carrier(host("localhost", port(serve()), Protection.NONE), 1);
        CompletableFuture<List<RecipientReply>> first = carrier.carry(mail("b@x.test"), content(64));
        CompletableFuture<List<RecipientReply>> second = carrier.carry(mail("c@x.test"), content(64));
        await().until(() -> fixture.mailboxes.mails.size() == 1);
        carrier.close();
        assertThat(outcomes(first.get(10, TimeUnit.SECONDS))).containsExactly(TEMPORARY);
        assertThat(outcomes(second.get(10, TimeUnit.SECONDS))).containsExactly(TEMPORARY);
        assertThat(outcomes(send(carrier, mail("d@x.test")))).containsExactly(TEMPORARY);
    }

    @Test
    void neverEndsAMailWhoseContentCannotBeRead() throws Exception {
        MailContent broken = new MailContent() {
            @Override
            public long length() {
                return 100_000;
            }

            @Override
            public InputStream open() {
                return new InputStream() {
                    private int left = 50_000;

                    @Override
                    public int read() throws IOException {
                        if (left-- <= 0) {
                            throw new IOException("damaged");
                        }
                        return 'x';
                    }
                };
            }
        };
        SmtpCarrier carrier = carrier(host("localhost", port(serve()), Protection.NONE), 1);
        List<RecipientReply> replies = carrier.carry(mail("b@x.test"), broken).get(10, TimeUnit.SECONDS);
        assertThat(outcomes(replies)).containsExactly(TEMPORARY);
        assertThat(replies.get(0).reply().toString()).contains("damaged");
        await().until(() -> !fixture.messages(EventId.MAIL_CONNECTION_CLOSED).isEmpty());
        assertThat(fixture.mailboxes.mails).isEmpty();
    }

    @Test
    void refusesForEverWhatHasNoHost() throws Exception {
        List<RecipientReply> replies = send(carrier(null, 1), mail("b@unknown.test", "c@broken.test"));
        assertThat(outcomes(replies)).containsExactly(PERMANENT, TEMPORARY);
        assertThat(fixture.messages(EventId.MAIL_DOMAIN_UNRESOLVED)).hasSize(2);
    }
}
