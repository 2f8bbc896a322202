package org.openx400.mta.smtp.host;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.SmtpConnector.Protection;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.net.Mailbox;
import org.openx400.mta.net.PeerHandler;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.net.Scheduler;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.SmtpClientEffect;
import org.openx400.mta.smtp.SmtpClientMachine;
import org.openx400.mta.smtp.SmtpClientMachine.Waiting;
import org.openx400.mta.smtp.SmtpClientSettings;
import org.openx400.mta.smtp.SmtpReply;

/**
 * One connection of our client at work, for one delivery after the other: feeds its machine with what the socket and the timer
 * bring, one thing at a time through its mailbox, and does what the machine asks for.
 */
final class ClientConnection implements PeerHandler {
    private static final Logger LOG = LogManager.getLogger(ClientConnection.class);
    private static final int CHUNK = 32 * 1024;

    /** How long a connection is kept for another mail, and the reply to QUIT waited for. */
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final Destination destination;
    private final SmtpCarrier carrier;
    private final Target target;
    private final PeerSocket socket;
    private final String id;
    private final MailChannel channel;
    private final SmtpClientMachine machine;
    private final ProtocolLog.Voice log;
    private final ClientEvents events;
    private final Mailbox mailbox;
    private final Deadline deadline;
    private final Scheduler.Timer wears;
    private final List<Octets> outbox = new ArrayList<>();
    private @Nullable Delivery delivery;
    private @Nullable InputStream content;
    private boolean used;
    private boolean worn;
    private boolean left;
    private int mails;
    private @Nullable String over;

    ClientConnection(Destination destination, Delivery first, Target target, PeerSocket socket) {
        this.destination = destination;
        this.carrier = destination.carrier();
        this.target = target;
        this.socket = socket;
        this.delivery = first;
        SmtpHosting hosting = carrier.hosting();
        this.id = hosting.nextId();
        this.channel = new MailChannel(socket);
        Way way = destination.way();
        this.machine = new SmtpClientMachine(
                new SmtpClientSettings(
                        carrier.hostName(), target.inClear() ? Protection.NONE : way.protection(), way.credentials()),
                target.host());
        this.log = hosting.protocol().of(id, socket);
        this.events = new ClientEvents(carrier, id, target.host(), socket);
        this.mailbox = new Mailbox(hosting.workers(), SmtpHosting.MAILBOX_CAPACITY, this::broken);
        this.deadline = new Deadline(hosting.scheduler(), this::post, this::due);
        this.wears = hosting.scheduler().schedule(hosting.deadlines().reuse(), () -> post(() -> worn = true));
        post(this::watch);
    }

    /** Takes one more delivery, after it has said that it is ready. From any thread. */
    void carry(Delivery next) {
        post(() -> {
            if (over != null) {
                destination.reserve().submit(next);
            } else {
                delivery = next;
                begin(next);
            }
        });
    }

    /** Ends whatever is under way. From any thread. */
    void abort(String why) {
        post(() -> perform(machine.failed("4.3.2", why)));
    }

    @Override
    public void received(Octets piece) {
        post(() -> {
            if (over == null) {
                read(piece);
            }
            socket.consumed(piece);
        });
    }

    @Override
    public void writable() {
        post(this::supply);
    }

    @Override
    public void closed(String why) {
        post(() -> {
            failed("4.4.2", why);
            over(why);
            deadline.cancel();
            wears.cancel();
            events.closed(mails, over);
            log.note("closed: " + over);
            carrier.gone(this);
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
                .to(carrier.hosting().events());
        socket.closeNow();
    }

    private void read(Octets piece) {
        try {
            boolean handshaking = channel.isHandshaking();
            Octets said = channel.read(piece);
            if (handshaking && !channel.isHandshaking()) {
                log.note(String.valueOf(channel.tls()));
                perform(machine.tlsStarted());
            }
            if (!said.isEmpty()) {
                perform(machine.received(said));
            }
        } catch (SSLException e) {
            failed("4.7.5", FailureText.of(e));
        }
    }

    private void due() {
        if (machine.waiting() == Waiting.NOTHING && !channel.isHandshaking()) {
            if (destination.retire(this)) {
                quit();
            }
        } else {
            failed("4.4.2", "did not answer in time");
        }
    }

    private void perform(List<SmtpClientEffect> effects) {
        if (over != null) {
            return;
        }
        boolean ready = false;
        for (SmtpClientEffect effect : effects) {
            if (effect instanceof SmtpClientEffect.Ready) {
                ready = true;
            } else {
                perform(effect);
            }
        }
        flush();
        watch();
        if (ready && over == null) {
            goOn();
        }
    }

    private void perform(SmtpClientEffect effect) {
        if (effect instanceof SmtpClientEffect.Send send) {
            log.out(send.logged());
            outbox.add(send.octets());
        } else if (effect instanceof SmtpClientEffect.SendContent piece) {
            log.contentOut(piece.octets());
            outbox.add(piece.octets());
        } else if (effect instanceof SmtpClientEffect.Heard heard) {
            log.in(heard.reply().toString());
        } else if (effect instanceof SmtpClientEffect.StartTls) {
            startTls();
        } else if (effect instanceof SmtpClientEffect.Supply) {
            post(this::supply);
        } else if (effect instanceof SmtpClientEffect.Done done) {
            done(done);
        } else if (effect instanceof SmtpClientEffect.Unusable unusable) {
            unusable(unusable.why(), unusable.formally());
        } else if (effect instanceof SmtpClientEffect.Close close) {
            flush();
            over(close.why());
            channel.closeAfterWrites();
        }
    }

    /** The machine can take a mail. */
    private void goOn() {
        Delivery waiting = delivery;
        if (!used) {
            events.opened(channel.tls());
        }
        if (waiting != null) {
            begin(waiting);
        } else if (worn) { // what waits goes to whom the name service has now
            quit();
        } else {
            destination.ready(this);
        }
    }

    private void quit() {
        perform(machine.quit());
        leave();
    }

    private void begin(Delivery next) {
        if (carrier.hosting().mayAct().getAsBoolean()) {
            perform(machine.send(next.envelope(), next.content().length()));
        } else {
            perform(machine.failed("4.3.2", "this node does not work for the group any more"));
        }
    }

    /** Gives the content as fast as it is taken. */
    private void supply() {
        Delivery supplied = delivery;
        if (supplied == null || over != null) {
            return;
        }
        while (machine.waiting() == Waiting.CONTENT && !socket.congested()) {
            if (!carrier.hosting().mayAct().getAsBoolean()) {
                perform(machine.failed("4.3.2", "this node does not work for the group any more"));
                return;
            }
            try {
                InputStream in = content;
                if (in == null) {
                    in = supplied.content().open();
                    content = in;
                }
                byte[] chunk = in.readNBytes(CHUNK);
                if (chunk.length > 0) {
                    perform(machine.content(Octets.wrap(chunk)));
                } else {
                    perform(machine.contentEnd());
                }
            } catch (IOException e) { // nothing must look like the end of the mail
                perform(machine.failed("4.3.0", "the content cannot be read: " + FailureText.of(e)));
                socket.closeNow();
            }
        }
    }

    private void done(SmtpClientEffect.Done done) {
        Delivery finished = delivery;
        if (finished == null) {
            return;
        }
        delivery = null;
        closeContent();
        mails++;
        events.done(finished, done.results());
        finished.replied(done.results(), done.elsewhere());
        if (!done.elsewhere()) {
            finished.takeUpThoseThatWereTooMany();
        }
        if (finished.isDecided()) {
            used = true;
            finished.end();
        } else if (!done.elsewhere()) {
            used = true;
            destination.reserve().submit(finished); // the rest as a mail of its own
        } else {
            handOn(finished);
        }
    }

    /** The delivery goes to another host, with our place. One that came here over an old connection may find this host again. */
    private void handOn(Delivery failed) {
        left = true;
        if (used) {
            destination.begin(failed);
        } else {
            destination.tryNext(failed);
        }
    }

    private void unusable(SmtpReply why, boolean formally) {
        events.unusable(why);
        Delivery failed = delivery;
        delivery = null;
        if (failed != null) {
            if (formally) {
                failed.refused(why);
            } else {
                failed.troubled(why.isPermanent() ? SmtpReply.of(451, "4.3.0", target.host() + ": " + why) : why);
            }
            handOn(failed);
        }
    }

    private void startTls() {
        flush();
        Way way = destination.way();
        try {
            channel.beginTls(carrier.tls().client(target.host(), way.port(), way.protection() == Protection.REQUIRED));
        } catch (SSLException e) {
            failed("4.7.5", FailureText.of(e));
        }
    }

    /** The connection is of no use. If TLS should have begun and need not be, the address is tried without; a password never is. */
    private void failed(String status, String why) {
        if (channel.isHandshaking() && over == null) {
            events.tlsFailed(why);
            Way way = destination.way();
            Delivery failed = delivery;
            if (failed != null && way.protection() == Protection.OPPORTUNISTIC && way.credentials() == null) {
                failed.tryFirst(new Target(target.host(), target.address(), true));
            }
        }
        perform(machine.failed(status, target.host() + ": " + why));
    }

    private void flush() {
        List<Octets> now = List.copyOf(outbox);
        outbox.clear();
        try {
            channel.write(now);
        } catch (SSLException e) {
            failed("4.7.5", FailureText.of(e));
        }
    }

    private void watch() {
        SmtpDeadlines deadlines = carrier.hosting().deadlines();
        if (over != null) {
            deadline.cancel();
            return;
        }
        deadline.arm(
                switch (machine.waiting()) {
                    case NOTHING -> channel.isHandshaking() ? deadlines.reply() : IDLE;
                    case GREETING -> deadlines.greeting();
                    case REPLY -> left ? IDLE : deadlines.reply();
                    case DATA_REPLY -> deadlines.data();
                    case CONTENT -> deadlines.block();
                    case FINAL_REPLY -> deadlines.end();
                });
    }

    private void over(String why) {
        if (over != null) {
            return;
        }
        over = why;
        closeContent();
        destination.retire(this);
        leave();
    }

    private void leave() {
        if (!left) {
            left = true;
            destination.leave();
        }
    }

    private void closeContent() {
        InputStream in = content;
        content = null;
        if (in != null) {
            try {
                in.close();
            } catch (IOException e) {
                LOG.warn("content of SMTP connection {}: {}", id, e.getMessage());
            }
        }
    }
}
