package org.openx400.mta.internet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.connector.SmtpConnector.Protection;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.mixer.AddressMapper;
import org.openx400.mta.mixer.Conversion;
import org.openx400.mta.mixer.Gateway;
import org.openx400.mta.mixer.InternetToX400;
import org.openx400.mta.mixer.MappingTable;
import org.openx400.mta.mixer.MimeLimits;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.relay.ConnectorStatus;
import org.openx400.mta.relay.Departure;
import org.openx400.mta.relay.Handover;
import org.openx400.mta.report.Outcome;
import org.openx400.mta.smtp.MailContent;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailPath;
import org.openx400.mta.smtp.MailRecipient;
import org.openx400.mta.smtp.RecipientReply;
import org.openx400.mta.smtp.SmtpReply;

/** What a message for two Internet recipients becomes, as the next hosts answer. */
class InternetGatewayTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final GlobalDomainIdentifier DOMAIN = GlobalDomainIdentifier.of("US", " ", "EXAMPLE");
    private static final Duration RETRY = Duration.ofMinutes(15);
    private static final String MAIL = "From: sam@example.net\r\nTo: ann@example.com, ben@example.com\r\n"
            + "Subject: tea\r\nMessage-ID: <1@example.net>\r\n\r\nAt four?\r\n";

    private final List<MailEnvelope> carried = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<RecipientReply> replies = new ArrayList<>();
    private AddressMapper addresses;
    private InternetGateway gateway;

    @BeforeEach
    void start() throws Exception {
        addresses = new AddressMapper(
                new Gateway("x400.example.org", ORAddressText.parse("C=US;A= ;P=EXAMPLE;O=Internet")),
                MappingTable.EMPTY);
        gateway = new InternetGateway(
                connector(),
                addresses,
                new InternetGateway.Surroundings(
                        DOMAIN,
                        () -> {
                            throw new AssertionError("nothing comes in");
                        },
                        this::carry,
                        Runnable::run,
                        event -> {},
                        Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    private SmtpConnector connector() throws Exception {
        return new SmtpConnector(
                "internet",
                "mail.example.org",
                List.of(),
                null,
                new SmtpConnector.Mapping(
                        "x400.example.org", ORAddressText.parse("C=US;A= ;P=EXAMPLE;O=Internet"), null),
                List.of(),
                List.of(new SmtpConnector.User("nobody", Secret.of("x"))),
                new SmtpConnector.Outgoing(null, List.of(), Protection.OPPORTUNISTIC, null, 5, 5, RETRY),
                null,
                new SmtpConnector.Limits(10, 10, 10, 10_000, 100, 10),
                SmtpConnector.ProtocolLog.OFF,
                List.of());
    }

    private CompletableFuture<List<RecipientReply>> carry(MailEnvelope envelope, MailContent content) {
        carried.add(envelope);
        try (InputStream octets = content.open()) {
            texts.add(new String(octets.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return CompletableFuture.completedFuture(List.copyOf(replies));
    }

    private void answer(RecipientReply.Outcome outcome, int code, String status, String text, boolean notifies) {
        replies.add(new RecipientReply(
                MailRecipient.of(MailPath.of("x@example.com")),
                outcome,
                SmtpReply.of(code, status, text),
                "mx.example.com",
                notifies));
    }

    private Departure departure(MailRecipient.Notify notify) throws IOException {
        MailEnvelope mail = new MailEnvelope(
                MailPath.of("sam@example.net"),
                null,
                null,
                List.of(
                        new MailRecipient(MailPath.of("ann@example.com"), Set.of(notify), null),
                        new MailRecipient(MailPath.of("ben@example.com"), Set.of(notify), null)),
                false,
                false);
        Conversion.Message message = (Conversion.Message) new InternetToX400(addresses, DOMAIN, MimeLimits.DEFAULT)
                .convert(mail, Text.of(MAIL), new MTSIdentifier(DOMAIN, "m1"), NOW);
        Octets content = Octets.concat(message.content());
        return departure(message.envelope(), content);
    }

    private static Departure departure(MessageTransferEnvelope envelope, Octets content) {
        return new Departure(envelope, List.of(0, 1), NOW, content.length(), () -> new InMemory(content), 0);
    }

    private Handover handOver(MailRecipient.Notify notify) throws IOException {
        return gateway.handOver(departure(notify)).join();
    }

    @Test
    void carriesOneMailForAllRecipients() throws Exception {
        answer(RecipientReply.Outcome.TAKEN, 250, "2.0.0", "ok", true);
        answer(RecipientReply.Outcome.TAKEN, 250, "2.0.0", "ok", true);
        assertThat(handOver(MailRecipient.Notify.FAILURE)).isEqualTo(new Handover(List.of(), List.of(), RETRY, null));
        assertThat(carried).hasSize(1);
        assertThat(carried.get(0).reversePath()).isEqualTo(MailPath.of("sam@example.net"));
        assertThat(carried.get(0).recipients())
                .extracting(MailRecipient::path)
                .containsExactly(MailPath.of("ann@example.com"), MailPath.of("ben@example.com"));
        assertThat(texts.get(0))
                .contains("Subject: tea\r\n")
                .contains("Message-ID: <1@example.net>")
                .endsWith("At four?\r\n");
    }

    @Test
    void settlesEachRecipientAsItsHostAnswers() throws Exception {
        answer(RecipientReply.Outcome.TEMPORARY, 451, "4.7.1", "greylisted", false);
        answer(RecipientReply.Outcome.PERMANENT, 550, "5.1.1", "no such user", false);
        Handover handover = handOver(MailRecipient.Notify.FAILURE);
        assertThat(handover.again()).containsExactly(0);
        assertThat(handover.after()).isEqualTo(RETRY);
        assertThat(handover.why()).isEqualTo("mx.example.com: 451 4.7.1 greylisted");
        assertThat(handover.outcomes()).hasSize(1);
        Outcome failed = handover.outcomes().get(0);
        assertThat(failed.recipient()).isEqualTo(1);
        assertThat(((ReportType.NonDelivery) failed.type()).nonDeliveryDiagnosticCode())
                .isEqualTo(NonDeliveryDiagnosticCode.UNRECOGNISED_OR_NAME);
        assertThat(failed.supplementaryInformation()).isEqualTo("mx.example.com: 550 5.1.1 no such user");
        ConnectorStatus status = gateway.status(7);
        assertThat(status.waiting()).isEqualTo(7);
        assertThat(status.lastProblem()).contains("greylisted");
    }

    @Test
    void reportsDeliveryOnlyWhereTheNextHostDoesNot() throws Exception {
        answer(RecipientReply.Outcome.TAKEN, 250, "2.0.0", "ok", true);
        answer(RecipientReply.Outcome.TAKEN, 250, "2.0.0", "ok", false);
        Handover handover = handOver(MailRecipient.Notify.SUCCESS);
        assertThat(handover.outcomes()).extracting(Outcome::recipient).containsExactly(1);
        assertThat(handover.outcomes().get(0).type()).isInstanceOf(ReportType.Delivery.class);
    }

    @Test
    void doesNotReadWhatIsTooLong() throws Exception {
        Departure departure = departure(MailRecipient.Notify.FAILURE);
        Handover handover = gateway.handOver(new Departure(
                        departure.envelope(),
                        departure.recipients(),
                        NOW,
                        10_001,
                        () -> {
                            throw new AssertionError("is not opened");
                        },
                        0))
                .join();
        assertThat(handover.outcomes())
                .hasSize(2)
                .allMatch(outcome -> ((ReportType.NonDelivery) outcome.type()).nonDeliveryDiagnosticCode()
                        == NonDeliveryDiagnosticCode.CONTENT_TOO_LONG);
        assertThat(carried).isEmpty();
    }

    /** A mail as text. */
    private record Text(byte[] octets) implements MailContent {
        static Text of(String text) {
            return new Text(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public long length() {
            return octets.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(octets);
        }
    }

    /** A content as the queue has it. */
    private static final class InMemory implements ContentReader {
        private final Octets content;
        private int read;

        InMemory(Octets content) {
            this.content = content;
        }

        @Override
        public long length() {
            return content.length();
        }

        @Override
        public Octets next(int maximum) {
            Octets next = content.slice(read, Math.min(content.length(), read + maximum));
            read += next.length();
            return next;
        }

        @Override
        public void close() {}
    }
}
