package org.openx400.mta.internet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.mixer.AddressMapper;
import org.openx400.mta.mixer.Conversion;
import org.openx400.mta.mixer.InternetToX400;
import org.openx400.mta.mixer.RecipientDecision;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Sha256;
import org.openx400.mta.p1.ExtensionForm;
import org.openx400.mta.p1.ReportContentEncoder;
import org.openx400.mta.queue.Spool;
import org.openx400.mta.relay.GatewayIntake;
import org.openx400.mta.relay.Intake;
import org.openx400.mta.relay.Relay;
import org.openx400.mta.routing.RouteDecision;
import org.openx400.mta.smtp.MailContent;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailOrigin;
import org.openx400.mta.smtp.MailRecipient;
import org.openx400.mta.smtp.MailSink;
import org.openx400.mta.smtp.SmtpReply;

/**
 * Takes mail that SMTP brings: it is mapped, and positively answered when it is in the queue. Everybody may send to what the
 * mapping or the routes know; to other Internet domains only clients and users that the configuration names.
 *
 * <p>A mail that repeats another octet for octet, with the same sender and recipients, is acknowledged and not taken again: a
 * peer that lost our answer repeats it so. But a mail without a Message-ID that no host has relayed may rightly be sent twice.
 */
final class InboundMail implements MailSink {
    private static final int PIECE = 8 * 1024;
    private static final int KEY_LENGTH = 16;

    private final SmtpConnector connector;
    private final InternetToX400 mapping;
    private final Supplier<Relay> relay;
    private final MailMemory memory;
    private final EventLog events;
    private final Clock clock;

    /** @param relay that takes the mail; asked for with each mail */
    InboundMail(
            SmtpConnector connector,
            InternetToX400 mapping,
            Supplier<Relay> relay,
            MailMemory memory,
            EventLog events,
            Clock clock) {
        this.connector = connector;
        this.mapping = mapping;
        this.relay = relay;
        this.memory = memory;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public SmtpReply sender(MailOrigin origin, MailEnvelope envelope, long announced) {
        Optional<String> obstacle = relay.get().gatewayIntake().obstacle();
        return obstacle.isPresent() ? SmtpReply.of(452, "4.3.1", obstacle.get()) : OK;
    }

    @Override
    public SmtpReply recipient(MailOrigin origin, MailEnvelope envelope, MailRecipient recipient) {
        RecipientDecision decision = mapping.recipient(recipient.path());
        if (decision instanceof RecipientDecision.Refused refused) {
            return mayRelay(origin) && refused.reply().code() == 550 && isElsewhere(recipient) ? OK : refused.reply();
        }
        AddressMapper.ToX400 mapped = ((RecipientDecision.Accepted) decision).mapped();
        RouteDecision route = relay.get().router().route(mapped.address(), Set.of());
        if (route instanceof RouteDecision.Unroutable) {
            return SmtpReply.of(550, "5.1.1", "no such user, and no route to " + mapped.address());
        }
        return leadsBack(route) && !mayRelay(origin)
                ? SmtpReply.of(550, "5.7.1", mapped.address() + " leads back to the Internet, and nothing is relayed")
                : OK;
    }

    private boolean leadsBack(RouteDecision route) {
        return route instanceof RouteDecision.Relay relayed
                && relayed.connectors().equals(List.of(connector.name()));
    }

    private boolean isElsewhere(MailRecipient recipient) {
        return !recipient.path().domain().isEmpty()
                && !recipient
                        .path()
                        .domain()
                        .equalsIgnoreCase(connector.mapping().domain());
    }

    private boolean mayRelay(MailOrigin origin) {
        return origin.user() != null
                || connector.clients().stream()
                        .anyMatch((CidrBlock block) ->
                                block.contains(origin.remote().getAddress()));
    }

    @Override
    public CompletableFuture<SmtpReply> accept(MailOrigin origin, MailEnvelope envelope, MailContent content) {
        return memory.within(content.length(), () -> begin(envelope, content));
    }

    private CompletableFuture<SmtpReply> begin(MailEnvelope envelope, MailContent content) {
        try {
            return take(envelope, content);
        } catch (IOException e) {
            return CompletableFuture.completedFuture(
                    SmtpReply.of(451, "4.3.0", "the store fails: " + FailureText.of(e)));
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) { // the client is waiting all the same
            Event.of(EventId.UNEXPECTED_ERROR)
                    .with("where", "mail from " + envelope.reversePath())
                    .with("why", e)
                    .to(events);
            return CompletableFuture.completedFuture(SmtpReply.of(451, "4.3.0", "this mail cannot be taken now"));
        }
    }

    private CompletableFuture<SmtpReply> take(MailEnvelope envelope, MailContent content) throws IOException {
        GatewayIntake intake = relay.get().gatewayIntake();
        Conversion conversion = mapping.convert(envelope, content, intake.newIdentifier(), clock.instant());
        if (conversion instanceof Conversion.Refused refused) {
            return CompletableFuture.completedFuture(refused.reply());
        }
        if (conversion instanceof Conversion.Message message) {
            Octets key = message.distinct() ? key(envelope, content) : null;
            return take(intake, message.envelope(), message.content(), key);
        }
        Conversion.Report report = (Conversion.Report) conversion;
        return take(
                intake,
                report.envelope(),
                List.of(ReportContentEncoder.encode(report.content(), ExtensionForm.STANDARD)),
                key(envelope, content));
    }

    private CompletableFuture<SmtpReply> take(
            GatewayIntake intake, TransferEnvelope envelope, List<Octets> pieces, @Nullable Octets key)
            throws IOException {
        Spool content = intake.newContent();
        try {
            for (Octets piece : pieces) {
                content.write(piece);
            }
        } catch (IOException | RuntimeException e) {
            content.discard();
            throw e;
        }
        return intake.take(connector.name(), envelope, content, key).thenApply(decision -> reply(decision, envelope));
    }

    private static SmtpReply reply(Intake.Decision decision, TransferEnvelope envelope) {
        if (decision instanceof Intake.Decision.Refused refused) {
            return refused.temporary()
                    ? SmtpReply.of(451, "4.3.0", refused.why())
                    : SmtpReply.of(554, "5.6.0", refused.why());
        }
        return SmtpReply.of(250, "2.0.0", "taken as " + envelope.mtsIdentifier());
    }

    /** Of sender, recipients and every octet. */
    private static Octets key(MailEnvelope envelope, MailContent content) throws IOException {
        MessageDigest digest = Sha256.begin();
        StringBuilder text = new StringBuilder(envelope.reversePath().toString());
        envelope.recipients().forEach(recipient -> text.append('\n').append(recipient.path()));
        digest.update(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        try (InputStream octets = content.open()) {
            byte[] piece = new byte[PIECE];
            for (int read = octets.read(piece); read >= 0; read = octets.read(piece)) {
                digest.update(piece, 0, read);
            }
        }
        return Octets.wrap(digest.digest()).slice(0, KEY_LENGTH);
    }
}
