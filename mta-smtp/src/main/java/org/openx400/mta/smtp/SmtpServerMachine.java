package org.openx400.mta.smtp;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Limit;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.SmtpServerEffect.Begin;
import org.openx400.mta.smtp.SmtpServerEffect.Close;
import org.openx400.mta.smtp.SmtpServerEffect.Commit;
import org.openx400.mta.smtp.SmtpServerEffect.Content;
import org.openx400.mta.smtp.SmtpServerEffect.Discard;
import org.openx400.mta.smtp.SmtpServerEffect.Heard;
import org.openx400.mta.smtp.SmtpServerEffect.Reached;
import org.openx400.mta.smtp.SmtpServerEffect.Reply;
import org.openx400.mta.smtp.SmtpServerEffect.StartTls;
import org.openx400.mta.smtp.SmtpServerEffect.Violation;
import org.openx400.mta.smtp.SmtpServerSettings.Tls;

/**
 * The server's side of one connection, RFC 5321 with the extensions that {@link Extensions} names. Does nothing itself: each call
 * returns what the host is to do. Confined to one thread at a time.
 *
 * <p>A mail is taken when the host says so with {@link #committed}, and not before is it answered. While the host has something
 * to do ({@link #ready()} is false) octets that came along wait here; the host brings no more of them.
 */
public final class SmtpServerMachine {
    private enum State {
        COMMAND,
        AUTHENTICATION,
        CONTENT,
        /** The host commits, authenticates or begins TLS. */
        HOST,
        OVER
    }

    private final SmtpServerSettings settings;
    private final SmtpLimits limits;
    private final MailPolicy policy;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final String connection;
    private final LineReader lines;
    private final List<SmtpServerEffect> effects = new ArrayList<>();
    private State state = State.COMMAND;
    private @Nullable String tls;
    private @Nullable String helo;
    private boolean esmtp;
    private final Authentication authentication;
    private @Nullable MailEnvelope envelope;
    private final List<MailRecipient> recipients = new ArrayList<>();
    private int recipientCommands;
    private ContentReader content;
    private final Conduct conduct;

    /**
     * @param connection its identifier, as in events
     * @param local as the kernel reports it
     * @param remote as the kernel reports it
     */
    public SmtpServerMachine(
            SmtpServerSettings settings,
            MailPolicy policy,
            String connection,
            InetSocketAddress local,
            InetSocketAddress remote) {
        this.settings = settings;
        this.limits = settings.limits();
        this.policy = policy;
        this.connection = connection;
        this.local = local;
        this.remote = remote;
        this.lines = new LineReader(limits.commandOctets());
        this.content = new ContentReader(limits);
        this.authentication = new Authentication(settings.auth());
        this.conduct = new Conduct(limits);
    }

    /** The connection is up. */
    public List<SmtpServerEffect> connected() {
        reply(SmtpReply.of(220, settings.hostName() + " ESMTP"));
        return done();
    }

    /** Whether {@link #received} may be called. */
    public boolean ready() {
        return state != State.HOST;
    }

    /** A mail is on its way: its octets are waited for, or its commit. */
    public boolean isInMail() {
        return envelope != null && (state == State.CONTENT || state == State.HOST);
    }

    /** The stream brings more, cut anywhere. */
    public List<SmtpServerEffect> received(Octets octets) {
        if (state != State.OVER) {
            lines.feed(octets);
            work();
        }
        return done();
    }

    /** The answer to {@link Commit}. */
    public List<SmtpServerEffect> committed(SmtpReply reply) {
        if (state == State.HOST) {
            reply(reply);
            endMail();
            conduct.mail();
            state = State.COMMAND;
            work();
        }
        return done();
    }

    /** The answer to {@link SmtpServerEffect.Authenticate}; null: it could not be found out now. */
    public List<SmtpServerEffect> authenticated(@Nullable Boolean right) {
        if (state == State.HOST) {
            state = State.COMMAND;
            SmtpReply reply = authentication.decided(right);
            reply(reply);
            if (reply.isPermanent()) {
                violation("authentication failed");
                endIfTooMuch(conduct.error());
            }
            work();
        }
        return done();
    }

    /**
     * The answer to {@link StartTls}: what was known of the peer is forgotten (RFC 3207 4.2).
     *
     * @param description protocol and cipher suite
     */
    public List<SmtpServerEffect> tlsStarted(String description) {
        if (state == State.HOST) {
            tls = description;
            helo = null;
            authentication.forget();
            state = State.COMMAND;
        }
        return done();
    }

    /** Nothing came in time. */
    public List<SmtpServerEffect> timedOut() {
        return bye("4.4.2", "Timeout", "nothing came in time");
    }

    /** The connection is to end for a reason of our own. */
    public List<SmtpServerEffect> shutDown(String why) {
        return bye("4.3.2", "Service shutting down", why);
    }

    private List<SmtpServerEffect> bye(String status, String text, String why) {
        if (state != State.OVER) {
            abandonContent();
            reply(SmtpReply.of(421, status, settings.hostName() + " " + text));
            close(why);
        }
        return done();
    }

    private List<SmtpServerEffect> done() {
        List<SmtpServerEffect> all = List.copyOf(effects);
        effects.clear();
        return all;
    }

    private void work() {
        try {
            boolean more = true;
            while (more) {
                more = switch (state) {
                    case COMMAND, AUTHENTICATION -> workOnLine();
                    case CONTENT -> workOnContent();
                    case HOST, OVER -> false;
                };
            }
        } catch (SyntaxException e) { // no line: the stream is out of step
            violation(e.reply().toString());
            reply(e.reply());
            close(e.reply().toString());
        }
    }

    private boolean workOnLine() throws SyntaxException {
        Octets line = lines.next();
        if (line == null) {
            return false;
        }
        try {
            if (state == State.AUTHENTICATION) {
                effects.add(new Heard("***"));
                respond(line.toLatin1());
            } else {
                Command command = Command.of(line);
                effects.add(new Heard(command.redacted()));
                endIfTooMuch(conduct.command(recipientCommands));
                if (state == State.COMMAND) {
                    perform(command);
                }
            }
        } catch (SyntaxException e) {
            refuse(e.reply());
        }
        return true;
    }

    private void perform(Command command) throws SyntaxException {
        switch (command.verb()) {
            case "EHLO" -> hello(command, true);
            case "HELO" -> hello(command, false);
            case "MAIL" -> mail(command);
            case "RCPT" -> rcpt(command);
            case "DATA" -> data(command);
            case "RSET" -> {
                endMail();
                reply(SmtpReply.of(250, "2.0.0", "OK"));
            }
            case "NOOP" -> reply(SmtpReply.of(250, "2.0.0", "OK"));
            case "VRFY" -> reply(SmtpReply.of(252, "2.5.0", "Send some mail, it will be seen then")); // 3.5.3
            case "HELP" -> reply(SmtpReply.of(214, "2.0.0", "See RFC 5321"));
            case "STARTTLS" -> startTls(command);
            case "AUTH" -> auth(command);
            case "QUIT" -> {
                reply(SmtpReply.of(221, "2.0.0", settings.hostName() + " closes the connection"));
                close("the peer has quit");
            }
            case "GET", "POST", "PUT", "CONNECT", "HEAD", "OPTIONS" -> { // a web client that is made to talk to us
                violation(command.verb() + " is no command of SMTP");
                reply(SmtpReply.of(421, "4.7.0", "This is no web server"));
                close("the peer does not speak SMTP");
            }
            case "EXPN", "ETRN", "TURN", "BDAT" -> refuse(SmtpReply.of(502, "5.5.1", "Command not implemented"));
            default -> refuse(SmtpReply.of(500, "5.5.2", "Command not recognized"));
        }
    }

    private void hello(Command command, boolean extended) {
        if (command.argument().isEmpty() || command.argument().length() > 255) {
            refuse(SmtpReply.of(501, "5.5.4", "Syntax: " + command.verb() + " hostname"));
            return;
        }
        helo = command.argument();
        esmtp = extended;
        endMail(); // 4.1.4
        reply(
                extended
                        ? Extensions.offer(settings, tls != null, authentication.isOffered(tls != null))
                        : SmtpReply.of(250, settings.hostName()));
    }

    private void mail(Command command) throws SyntaxException {
        SmtpReply notYet = helo == null
                ? SmtpReply.of(503, "5.5.1", "Say EHLO first")
                : envelope != null ? SmtpReply.of(503, "5.5.1", "A mail has begun already") : unprotected();
        if (notYet != null) {
            refuse(notYet);
            return;
        }
        EnvelopeCommands.Mail mail = EnvelopeCommands.mail(command.argument());
        if (mail.announced() > limits.messageOctets()) { // RFC 1870 6.1
            effects.add(new Reached(Limit.of("size", limits.messageOctets())));
            reply(SmtpReply.of(552, "5.3.4", "Mail is larger than " + limits.messageOctets() + " octets"));
            return;
        }
        endIfTooMuch(conduct.begin());
        if (state != State.OVER) {
            SmtpReply reply = policy.sender(origin(), mail.envelope(), mail.announced());
            if (reply.isPositive()) {
                envelope = mail.envelope();
            }
            reply(reply);
        }
    }

    /** What has to come before a mail here; null: nothing. */
    private @Nullable SmtpReply unprotected() {
        if (settings.tls() == Tls.REQUIRED && tls == null) {
            return SmtpReply.of(530, "5.7.0", "Say STARTTLS first");
        }
        return authentication.isMissing() ? SmtpReply.of(530, "5.7.0", "Authentication required") : null;
    }

    private void rcpt(Command command) throws SyntaxException {
        MailEnvelope mail = envelope;
        if (mail == null) {
            refuse(SmtpReply.of(503, "5.5.1", "Say MAIL first"));
            return;
        }
        MailRecipient recipient = EnvelopeCommands.rcpt(command.argument(), mail.smtpUtf8());
        if (recipientCommands >= limits.recipients()) {
            effects.add(new Reached(Limit.of("recipients", limits.recipients())));
            reply(SmtpReply.of(452, "4.5.3", "Too many recipients")); // RFC 5321 4.5.3.1.10
            return;
        }
        recipientCommands++;
        SmtpReply reply = policy.recipient(origin(), mail, recipient);
        if (reply.isPositive()) {
            recipients.add(recipient);
        }
        reply(reply);
    }

    private void data(Command command) {
        if (!command.argument().isEmpty()) {
            refuse(SmtpReply.of(501, "5.5.4", "DATA takes no argument"));
        } else if (envelope == null) {
            refuse(SmtpReply.of(503, "5.5.1", "Say MAIL first"));
        } else if (recipients.isEmpty()) {
            refuse(SmtpReply.of(554, "5.5.1", "No valid recipients")); // RFC 2920 3.1
        } else {
            state = State.CONTENT;
            content = new ContentReader(limits);
            effects.add(new Begin());
            reply(SmtpReply.of(354, "End the mail with a line of a single dot"));
        }
    }

    private boolean workOnContent() {
        List<Octets> pieces = new ArrayList<>();
        boolean wasWhole = content.fault() == null;
        lines.feed(content.read(lines.rest(), pieces));
        SmtpReply fault = content.fault();
        if (fault == null) {
            pieces.forEach(piece -> effects.add(new Content(piece)));
        } else if (wasWhole) {
            if (content.isTooLarge()) {
                effects.add(new Reached(Limit.of("size", limits.messageOctets())));
            } else {
                violation(fault.toString(), content.faultOffset());
            }
            effects.add(new Discard());
        }
        if (content.isEndless()) {
            reply(Objects.requireNonNull(fault));
            close("the mail does not end");
            return false;
        }
        if (!content.ended()) {
            return false;
        }
        if (fault == null) {
            state = State.HOST;
            effects.add(new Commit(origin(), Objects.requireNonNull(envelope).to(recipients)));
        } else {
            state = State.COMMAND;
            endMail();
            refuse(fault);
            if (content.isAmbiguous()) {
                close(fault.toString());
            }
        }
        return true;
    }

    private void startTls(Command command) {
        if (!command.argument().isEmpty()) {
            refuse(SmtpReply.of(501, "5.5.4", "STARTTLS takes no argument"));
        } else if (settings.tls() == Tls.NONE) {
            refuse(SmtpReply.of(502, "5.5.1", "Command not implemented"));
        } else if (tls != null) {
            refuse(SmtpReply.of(503, "5.5.1", "TLS is there already"));
        } else {
            endMail();
            if (!lines.rest().isEmpty()) {
                violation("commands came behind STARTTLS in the same breath; they are dropped");
            }
            lines.clear(); // RFC 3207 6: nothing of the unencrypted stream is believed
            state = State.HOST;
            reply(SmtpReply.of(220, "2.0.0", "Ready to start TLS"));
            effects.add(new StartTls());
        }
    }

    private void auth(Command command) throws SyntaxException {
        SmtpReply notNow = helo == null || !esmtp
                ? SmtpReply.of(503, "5.5.1", "Say EHLO first")
                : envelope != null ? SmtpReply.of(503, "5.5.1", "Not during a mail") : null; // RFC 4954 4
        if (notNow != null) {
            refuse(notNow);
        } else {
            follow(authentication.begin(command.argument(), tls != null));
        }
    }

    private void respond(String response) throws SyntaxException {
        state = State.COMMAND;
        follow(authentication.respond(response));
    }

    private void follow(SmtpServerEffect next) {
        effects.add(next);
        state = next instanceof Reply ? State.AUTHENTICATION : State.HOST;
    }

    private MailOrigin origin() {
        return new MailOrigin(connection, local, remote, helo == null ? "" : helo, esmtp, tls, authentication.user());
    }

    private void endMail() {
        envelope = null;
        recipients.clear();
        recipientCommands = 0;
    }

    private void abandonContent() {
        if (state == State.CONTENT && content.fault() == null) {
            effects.add(new Discard());
        }
    }

    /** Refuses what is wrong in itself; who goes on like that is cut off. */
    private void refuse(SmtpReply reply) {
        reply(reply);
        endIfTooMuch(conduct.error());
    }

    private void endIfTooMuch(@Nullable String what) {
        if (what != null) {
            violation(what);
            reply(SmtpReply.of(421, "4.7.0", what));
            close(what);
        }
    }

    private void reply(SmtpReply reply) {
        effects.add(new Reply(reply));
    }

    private void violation(String why) {
        violation(why, -1);
    }

    private void violation(String why, long offset) {
        effects.add(new Violation(why, offset));
    }

    private void close(String why) {
        if (state == State.OVER) {
            return;
        }
        state = State.OVER;
        lines.clear();
        effects.add(new Close(why));
    }
}
