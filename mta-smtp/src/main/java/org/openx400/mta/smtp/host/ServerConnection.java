package org.openx400.mta.smtp.host;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.net.Mailbox;
import org.openx400.mta.net.PeerHandler;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailOrigin;
import org.openx400.mta.smtp.MailPolicy;
import org.openx400.mta.smtp.MailRecipient;
import org.openx400.mta.smtp.SmtpReply;
import org.openx400.mta.smtp.SmtpServerEffect;
import org.openx400.mta.smtp.SmtpServerMachine;

/**
 * One connection of our server at work: feeds its machine with what the socket, the timer and the sink bring, one thing at a time
 * through its mailbox, and does what the machine asks for.
 */
final class ServerConnection implements PeerHandler, MailPolicy {
    private static final Logger LOG = LogManager.getLogger(ServerConnection.class);

    private final SmtpServer server;
    private final ServerTerms terms;
    private final SmtpHosting hosting;
    private final String id;
    private final PeerSocket socket;
    private final MailChannel channel;
    private final SmtpServerMachine machine;
    private final ProtocolLog.Voice log;
    private final Mailbox mailbox;
    private final Deadline deadline;
    private final Deque<Octets> pieces = new ArrayDeque<>();
    private final List<Octets> outbox = new ArrayList<>();
    private @Nullable Spool spool;
    private @Nullable IOException spoolFailure;
    private long mailBegin;
    private int mails;
    private @Nullable String stopping;
    private @Nullable String over;

    ServerConnection(SmtpServer server, PeerSocket socket) {
        this.server = server;
        this.terms = server.terms();
        this.hosting = terms.hosting();
        this.id = hosting.nextId();
        this.socket = socket;
        this.channel = new MailChannel(socket);
        this.machine = new SmtpServerMachine(terms.settings(), this, id, socket.localAddress(), socket.remoteAddress());
        this.log = hosting.protocol().of(id, socket);
        this.mailbox = new Mailbox(hosting.workers(), SmtpHosting.MAILBOX_CAPACITY, this::broken);
        this.deadline = new Deadline(hosting.scheduler(), this::post, () -> perform(machine.timedOut()));
    }

    String id() {
        return id;
    }

    void begin() {
        post(() -> perform(machine.connected()));
    }

    /** Ends with a 421; a mail that is being committed is still answered. From any thread. */
    void shutDown(String why) {
        post(() -> {
            stopping = why;
            stopIfDue();
        });
    }

    private void stopIfDue() {
        if (stopping != null && (machine.ready() || channel.isHandshaking())) {
            perform(machine.shutDown(stopping));
        }
    }

    /** Ends without a word. From any thread. */
    void drop() {
        socket.closeNow();
    }

    @Override
    public void received(Octets piece) {
        post(() -> {
            pieces.add(piece);
            read();
        });
    }

    @Override
    public void writable() {}

    @Override
    public void closed(String why) {
        post(() -> {
            over(why);
            deadline.cancel();
            if (machine.ready()) { // else the sink still reads it
                discard();
            }
            server.gone(this, socket);
            event(EventId.MAIL_CONNECTION_CLOSED)
                    .with("mails", mails)
                    .with("why", over)
                    .to(hosting.events());
            log.note("closed: " + over);
        });
    }

    private void post(Runnable task) {
        try {
            mailbox.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.error("SMTP connection {} is cut off: {}", id, e.getMessage());
            socket.closeNow();
        }
    }

    private void broken(Throwable failure) {
        LOG.error("SMTP connection {}", id, failure);
        Event.of(EventId.UNEXPECTED_ERROR)
                .association(id)
                .with("where", "SMTP connection " + id)
                .with("why", failure)
                .to(hosting.events());
        socket.closeNow();
    }

    /** Feeds the machine as long as it takes something. What waits is not given back, so that the peer is held. */
    private void read() {
        while (over == null && !pieces.isEmpty() && (machine.ready() || channel.isHandshaking())) {
            Octets piece = pieces.remove();
            try {
                boolean handshaking = channel.isHandshaking();
                Octets said = channel.read(piece);
                if (handshaking && !channel.isHandshaking()) {
                    String tls = String.valueOf(channel.tls());
                    log.note(tls);
                    perform(machine.tlsStarted(tls));
                }
                if (!said.isEmpty()) {
                    perform(machine.received(said));
                }
            } catch (SSLException e) {
                tlsFailed(e);
            }
            socket.consumed(piece);
        }
    }

    private void perform(List<SmtpServerEffect> effects) {
        if (over != null) {
            return;
        }
        for (SmtpServerEffect effect : effects) {
            perform(effect);
        }
        flush();
        if (!effects.isEmpty() || !machine.ready()) {
            watch();
        }
    }

    private void perform(SmtpServerEffect effect) {
        if (effect instanceof SmtpServerEffect.Reply reply) {
            log.out(reply.reply().toString());
            outbox.add(reply.reply().octets());
        } else if (effect instanceof SmtpServerEffect.Heard heard) {
            log.in(heard.command());
        } else if (effect instanceof SmtpServerEffect.Begin) {
            spool = new Spool(server.spoolDirectory());
            mailBegin = System.nanoTime();
        } else if (effect instanceof SmtpServerEffect.Content content) {
            log.contentIn(content.octets());
            keep(content.octets());
        } else if (effect instanceof SmtpServerEffect.Discard) {
            discard();
        } else if (effect instanceof SmtpServerEffect.Commit commit) {
            commit(commit.origin(), commit.envelope());
        } else if (effect instanceof SmtpServerEffect.Authenticate who) {
            authenticate(who);
        } else if (effect instanceof SmtpServerEffect.StartTls) {
            startTls();
        } else if (effect instanceof SmtpServerEffect.Reached reached) {
            server.tell(reached.limit(), socket);
        } else if (effect instanceof SmtpServerEffect.Violation violation) {
            event(EventId.MAIL_PROTOCOL_VIOLATED)
                    .with("why", violation.why())
                    .with("offset", violation.offset() < 0 ? null : violation.offset())
                    .to(hosting.events());
        } else if (effect instanceof SmtpServerEffect.Close close) {
            over(close.why());
            server.gone(this, socket); // before the peer hears it: it may come again at once
            flush();
            channel.closeAfterWrites();
        }
    }

    private void watch() {
        if (over != null) {
            deadline.cancel();
        } else if (channel.isHandshaking()) {
            deadline.arm(hosting.deadlines().reply());
        } else if (!machine.ready()) {
            deadline.cancel(); // it is our turn
        } else if (machine.isInMail()) {
            Duration left = hosting.deadlines().mail().minusNanos(System.nanoTime() - mailBegin);
            Duration block = hosting.deadlines().block();
            deadline.arm(left.compareTo(block) < 0 ? left : block);
        } else {
            deadline.arm(hosting.deadlines().command());
        }
    }

    private void keep(Octets piece) {
        if (spool == null || spoolFailure != null) {
            return;
        }
        try {
            spool.add(piece);
        } catch (IOException e) {
            spoolFailed(e);
        }
    }

    private void spoolFailed(IOException why) {
        spoolFailure = why;
        event(EventId.MAIL_SPOOL_FAILED).with("why", FailureText.of(why)).to(hosting.events());
    }

    private void commit(MailOrigin origin, MailEnvelope envelope) {
        Spool content = spool;
        try {
            if (content != null && spoolFailure == null) {
                content.end();
            }
        } catch (IOException e) {
            spoolFailed(e);
        }
        if (content == null || spoolFailure != null || !hosting.mayAct().getAsBoolean()) {
            post(() -> committed(envelope, SmtpReply.of(452, "4.3.1", "Mail cannot be kept now")));
            return;
        }
        terms.sink()
                .accept(origin, envelope, content)
                .whenComplete((reply, failure) -> post(() -> {
                    if (failure != null) {
                        LOG.warn("mail of SMTP connection {} is not taken", id, failure);
                    }
                    committed(
                            envelope, failure == null ? reply : SmtpReply.of(451, "4.3.0", "Mail cannot be taken now"));
                }));
    }

    private void committed(MailEnvelope envelope, SmtpReply reply) {
        long octets = spool == null ? 0 : spool.length();
        discard();
        mails++;
        event(EventId.MAIL_RECEIVED)
                .with("from", envelope.reversePath())
                .with("recipients", envelope.recipients().size())
                .with("octets", octets)
                .with("reply", reply)
                .to(hosting.events());
        perform(machine.committed(reply));
        stopIfDue();
        read();
    }

    private void discard() {
        Spool forgotten = spool;
        spool = null;
        spoolFailure = null;
        if (forgotten != null) {
            try {
                forgotten.close();
            } catch (IOException e) {
                LOG.warn("spool file of SMTP connection {} stays: {}", id, e.getMessage());
            }
        }
    }

    private void authenticate(SmtpServerEffect.Authenticate who) {
        if (!server.mayAuthenticate(socket)) {
            post(() -> {
                perform(machine.authenticated(null));
                read();
            });
            return;
        }
        terms.authenticator()
                .check(who.user(), who.password())
                .whenComplete((right, failure) -> post(() -> {
                    if (failure == null && !right) {
                        server.authenticationFailed(socket);
                        event(EventId.MAIL_AUTHENTICATION_FAILED)
                                .with("user", who.user())
                                .to(hosting.events());
                    }
                    perform(machine.authenticated(failure == null ? right : null));
                    read();
                }));
    }

    private void startTls() {
        flush();
        pieces.forEach(socket::consumed); // nothing of the unencrypted stream is believed
        pieces.clear();
        try {
            channel.beginTls(terms.tls().server());
        } catch (SSLException e) {
            tlsFailed(e);
        }
    }

    private void tlsFailed(SSLException why) {
        event(EventId.MAIL_TLS_FAILED).with("why", FailureText.of(why)).to(hosting.events());
        over("TLS: " + FailureText.of(why));
        socket.closeAfterWrites();
    }

    private void flush() {
        try {
            channel.write(outbox);
        } catch (SSLException e) {
            tlsFailed(e);
        }
        outbox.clear();
    }

    private void over(String why) {
        if (over == null) {
            over = why;
        }
    }

    // What the machine asks about mail, on the mailbox

    @Override
    public SmtpReply sender(MailOrigin origin, MailEnvelope envelope, long announced) {
        if (!hosting.mayAct().getAsBoolean()) {
            return SmtpReply.of(451, "4.3.2", "Not now");
        }
        return server.mayBegin(socket)
                ? terms.sink().sender(origin, envelope, announced)
                : SmtpReply.of(450, "4.7.1", "Too many mails a minute");
    }

    @Override
    public SmtpReply recipient(MailOrigin origin, MailEnvelope envelope, MailRecipient recipient) {
        SmtpReply reply = terms.sink().recipient(origin, envelope, recipient);
        if (!reply.isPositive()) {
            event(EventId.MAIL_NOT_WANTED)
                    .with("from", envelope.reversePath())
                    .with("recipient", recipient.path())
                    .with("reply", reply)
                    .to(hosting.events());
        }
        return reply;
    }

    private Event.Builder event(EventId what) {
        return Event.of(what)
                .association(id)
                .connector(server.connector())
                .local(socket.localAddress())
                .remote(socket.remoteAddress());
    }
}
