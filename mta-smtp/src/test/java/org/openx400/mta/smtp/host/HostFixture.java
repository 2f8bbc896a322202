package org.openx400.mta.smtp.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.net.PeerNetwork;
import org.openx400.mta.net.Scheduler;
import org.openx400.mta.net.WorkerPool;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.MailContent;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailOrigin;
import org.openx400.mta.smtp.MailPolicy;
import org.openx400.mta.smtp.MailRecipient;
import org.openx400.mta.smtp.MailSink;
import org.openx400.mta.smtp.SmtpLimits;
import org.openx400.mta.smtp.SmtpReply;
import org.openx400.mta.smtp.SmtpServerSettings;

/** What SMTP runs on, on loopback, and a server of ours whose mails are kept in memory. */
final class HostFixture implements AutoCloseable {
    static final SmtpDeadlines SHORT = deadlines(Duration.ofMinutes(1));

    final Scheduler scheduler = new Scheduler();
    final PeerNetwork network = new PeerNetwork(PeerNetwork.Limits.DEFAULT, scheduler);
    final WorkerPool workers = new WorkerPool("test", 4);
    final List<Event> events = new CopyOnWriteArrayList<>();
    final Mailboxes mailboxes = new Mailboxes();
    final List<SmtpServer> servers = new CopyOnWriteArrayList<>();

    /** Short ones, with connections that are used so long. */
    static SmtpDeadlines deadlines(Duration reuse) {
        return new SmtpDeadlines(
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                reuse);
    }

    /** A mail that was taken. */
    record Mail(MailOrigin origin, MailEnvelope envelope, Octets content) {}

    /** Takes every mail but to recipients whose local part begins with "no" (never) or "later". */
    static final class Mailboxes implements MailSink {
        final List<Mail> mails = new CopyOnWriteArrayList<>();
        volatile CompletableFuture<SmtpReply> answer =
                CompletableFuture.completedFuture(SmtpReply.of(250, "2.0.0", "Taken"));

        @Override
        public SmtpReply sender(MailOrigin origin, MailEnvelope envelope, long announced) {
            return MailPolicy.OK;
        }

        @Override
        public SmtpReply recipient(MailOrigin origin, MailEnvelope envelope, MailRecipient recipient) {
            String local = recipient.path().localPart();
            if (local.startsWith("later")) {
                return SmtpReply.of(450, "4.2.1", "Later");
            }
            return local.startsWith("no") ? SmtpReply.of(550, "5.7.1", "Relaying denied") : MailPolicy.OK;
        }

        @Override
        public CompletableFuture<SmtpReply> accept(MailOrigin origin, MailEnvelope envelope, MailContent content) {
            try (var in = content.open()) {
                mails.add(new Mail(origin, envelope, Octets.wrap(in.readAllBytes())));
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
            return answer;
        }
    }

    SmtpHosting hosting(SmtpDeadlines deadlines) {
        return new SmtpHosting(workers, scheduler, events::add, ProtocolLog.OFF, deadlines, () -> true);
    }

    static SmtpServerSettings settings(SmtpServerSettings.Tls tls, SmtpServerSettings.Auth auth) {
        return new SmtpServerSettings("mx.test.invalid", tls, auth, SmtpLimits.DEFAULT);
    }

    static TlsContexts tls() throws IOException {
        return TlsContexts.of(
                resource("test-certificate.pem"), resource("test-key.pem"), resource("test-certificate.pem"));
    }

    static Path resource(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(HostFixture.class.getResource(name)).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    ServerTerms terms(SmtpServerSettings settings, PeerLimits limits, SmtpDeadlines deadlines) throws IOException {
        return new ServerTerms(
                hosting(deadlines),
                settings,
                tls(),
                limits,
                mailboxes,
                (user, password) -> CompletableFuture.completedFuture(
                        user.equals("tim") && password.matches(Octets.utf8("tanstaaftanstaaf"))));
    }

    /** A server on loopback, which is closed with this. */
    SmtpServer server(SmtpServerSettings settings, PeerLimits limits, SmtpDeadlines deadlines, Path spool)
            throws IOException {
        SmtpServer server = new SmtpServer("internet", network, terms(settings, limits, deadlines), spool);
        servers.add(server);
        server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return server;
    }

    List<String> messages(EventId id) {
        return events.stream()
                .filter(event -> event.id() == id)
                .map(Event::message)
                .toList();
    }

    @Override
    public void close() {
        servers.forEach(SmtpServer::close);
        network.close();
        workers.close();
        scheduler.close();
    }
}
