package org.openx400.mta.smtp;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.SmtpConnector.Protection;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.SmtpClientEffect.Close;
import org.openx400.mta.smtp.SmtpClientEffect.Done;
import org.openx400.mta.smtp.SmtpClientEffect.Heard;
import org.openx400.mta.smtp.SmtpClientEffect.Ready;
import org.openx400.mta.smtp.SmtpClientEffect.Send;
import org.openx400.mta.smtp.SmtpClientEffect.SendContent;
import org.openx400.mta.smtp.SmtpClientEffect.StartTls;
import org.openx400.mta.smtp.SmtpClientEffect.Supply;
import org.openx400.mta.smtp.SmtpClientEffect.Unusable;
import org.openx400.mta.smtp.SmtpClientSettings.Credentials;

/**
 * The client's side of one connection, RFC 5321, for one mail after the other. Does nothing itself: each call returns what the
 * host is to do. Confined to one thread at a time.
 */
public final class SmtpClientMachine {
    /** What is waited for, each with a time limit of its own (RFC 5321 4.5.3.2). */
    public enum Waiting {
        NOTHING,
        GREETING,
        REPLY,
        DATA_REPLY,
        /** Our content is to be taken. */
        CONTENT,
        FINAL_REPLY
    }

    private enum State {
        GREETING,
        EHLO,
        HELO,
        STARTTLS,
        TLS_BEGINS,
        AUTH,
        IDLE,
        ENVELOPE,
        CONTENT,
        FINAL,
        RSET,
        QUIT,
        OVER
    }

    private final SmtpClientSettings settings;
    private final String host;
    private final ReplyReader replies = new ReplyReader();
    private final List<SmtpClientEffect> effects = new ArrayList<>();
    private State state = State.GREETING;
    private PeerExtensions extensions = PeerExtensions.NONE;
    private boolean encrypted;
    private boolean opened;
    private @Nullable MailTransaction mail;
    private DotStuffing stuffing = new DotStuffing();
    private int sent;
    private int answered;

    /** @param host the peer's name or address, for results */
    public SmtpClientMachine(SmtpClientSettings settings, String host) {
        this.settings = settings;
        this.host = host;
    }

    public Waiting waiting() {
        return switch (state) {
            case GREETING -> Waiting.GREETING;
            case EHLO, HELO, STARTTLS, AUTH, RSET, QUIT -> Waiting.REPLY;
            case ENVELOPE -> answered == mail().last() ? Waiting.DATA_REPLY : Waiting.REPLY;
            case CONTENT -> Waiting.CONTENT;
            case FINAL -> Waiting.FINAL_REPLY;
            case TLS_BEGINS, IDLE, OVER -> Waiting.NOTHING;
        };
    }

    /** The stream brings more, cut anywhere. */
    public List<SmtpClientEffect> received(Octets octets) {
        if (state == State.OVER) {
            return done();
        }
        replies.feed(octets);
        try {
            for (SmtpReply reply = replies.next(); reply != null && state != State.OVER; reply = replies.next()) {
                effects.add(new Heard(reply));
                take(reply);
            }
        } catch (SyntaxException e) {
            fail(e.reply());
        }
        return done();
    }

    /** TLS is there: what was known of the peer is forgotten (RFC 3207 4.2). */
    public List<SmtpClientEffect> tlsStarted() {
        if (state == State.TLS_BEGINS) {
            encrypted = true;
            extensions = PeerExtensions.NONE;
            hello();
        }
        return done();
    }

    /**
     * A mail begins, after {@link Ready}.
     *
     * @param length octets of the content
     */
    public List<SmtpClientEffect> send(MailEnvelope envelope, long length) {
        if (state != State.IDLE) {
            throw new IllegalStateException("no mail can begin: " + state);
        }
        MailTransaction transaction = new MailTransaction(envelope, length, extensions, host);
        mail = transaction;
        SmtpReply impossible = transaction.impossible();
        if (impossible != null) {
            transaction.replied(impossible);
            finish(false);
            ready();
            return done();
        }
        state = State.ENVELOPE;
        sent = 0;
        answered = 0;
        int together = extensions.has("PIPELINING") ? transaction.last() : 0;
        while (sent <= together) {
            sendNext(transaction);
        }
        return done();
    }

    /** More of the content, after {@link Supply}. */
    public List<SmtpClientEffect> content(Octets piece) {
        if (state == State.CONTENT) {
            effects.add(new SendContent(stuffing.add(piece)));
        }
        return done();
    }

    /** The content is whole. */
    public List<SmtpClientEffect> contentEnd() {
        if (state == State.CONTENT) {
            effects.add(new SendContent(stuffing.end()));
            state = State.FINAL;
        }
        return done();
    }

    /** Ends the connection in order, if no mail is under way. */
    public List<SmtpClientEffect> quit() {
        if (state == State.IDLE) {
            send("QUIT");
            state = State.QUIT;
        }
        return done();
    }

    /**
     * The connection is over or no good any more, for a reason that is not the peer's reply; nothing more can be said.
     *
     * @param status 4.x.x, RFC 3463
     */
    public List<SmtpClientEffect> failed(String status, String why) {
        fail(SmtpReply.of(451, status, why));
        return done();
    }

    private List<SmtpClientEffect> done() {
        List<SmtpClientEffect> all = List.copyOf(effects);
        effects.clear();
        return all;
    }

    private void take(SmtpReply reply) {
        if (reply.code() == 421 && state != State.QUIT) { // 3.8: the server closes
            fail(reply);
            return;
        }
        switch (state) {
            case GREETING -> greeted(reply);
            case EHLO -> ehloReplied(reply);
            case HELO -> heloReplied(reply);
            case STARTTLS -> startTlsReplied(reply);
            case AUTH -> authReplied(reply);
            case ENVELOPE -> envelopeReplied(mail(), reply);
            case FINAL -> finalReplied(reply);
            case RSET -> {
                if (reply.isPositive()) {
                    ready();
                } else {
                    fail(reply);
                }
            }
            case QUIT -> close("we have quit");
            case CONTENT -> refusedEarly(reply);
            case TLS_BEGINS, IDLE, OVER ->
                fail(SmtpReply.of(451, "4.5.0", host + " says what it was not asked: " + reply));
        }
    }

    private void greeted(SmtpReply reply) {
        if (reply.code() == 220) {
            hello();
        } else {
            fail(reply);
        }
    }

    private void hello() {
        send("EHLO " + settings.hostName());
        state = State.EHLO;
    }

    private void ehloReplied(SmtpReply reply) {
        if (reply.isPositive()) {
            extensions = PeerExtensions.of(reply);
            protect();
        } else if (reply.isPermanent()) { // 3.2: a server of old
            send("HELO " + settings.hostName());
            state = State.HELO;
        } else {
            fail(reply);
        }
    }

    private void heloReplied(SmtpReply reply) {
        if (reply.isPositive()) {
            protect();
        } else {
            fail(reply);
        }
    }

    private void protect() {
        if (encrypted || settings.protection() == Protection.NONE) {
            authenticate();
        } else if (extensions.has("STARTTLS")) {
            send("STARTTLS");
            state = State.STARTTLS;
        } else if (settings.protection() == Protection.REQUIRED) {
            fail(SmtpReply.of(454, "4.7.0", host + " does not offer STARTTLS, which is required"));
        } else {
            authenticate();
        }
    }

    private void startTlsReplied(SmtpReply reply) {
        if (reply.code() == 220) {
            if (!replies.clear()) { // RFC 3207 6: nothing of the unencrypted stream is believed
                fail(SmtpReply.of(454, "4.7.0", host + " says more than that TLS may begin"));
                return;
            }
            state = State.TLS_BEGINS;
            effects.add(new StartTls());
        } else if (settings.protection() == Protection.REQUIRED) {
            fail(reply);
        } else {
            authenticate();
        }
    }

    private void authenticate() {
        Credentials credentials = settings.credentials();
        if (credentials == null) {
            ready();
        } else if (!encrypted) {
            fail(SmtpReply.of(454, "4.7.0", "Our password is not sent to " + host + " without TLS"));
        } else if (!extensions.hasAuth("PLAIN")) {
            fail(SmtpReply.of(454, "4.7.0", host + " does not offer AUTH PLAIN"));
        } else {
            Octets response = Octets.concat(
                    Octets.utf8("\0" + credentials.user() + "\0"),
                    credentials.password().octets()); // RFC 4616
            String encoded = Base64.getEncoder().encodeToString(response.toArray());
            effects.add(new Send(Octets.latin1("AUTH PLAIN " + encoded + "\r\n"), "AUTH PLAIN ***"));
            state = State.AUTH;
        }
    }

    private void authReplied(SmtpReply reply) {
        if (reply.code() == 235) {
            ready();
        } else {
            fail(reply);
        }
    }

    private void ready() {
        opened = true;
        state = State.IDLE;
        effects.add(new Ready());
    }

    private void sendNext(MailTransaction transaction) {
        send(transaction.command(sent++));
    }

    private void envelopeReplied(MailTransaction transaction, SmtpReply reply) {
        int number = answered++;
        if (number == transaction.last()) {
            dataReplied(transaction, reply);
            return;
        }
        if (reply.code() < 400 && !reply.isPositive()) {
            fail(SmtpReply.of(451, "4.5.0", host + " answers " + reply + " to " + transaction.command(number)));
            return;
        }
        if (number > 0) {
            transaction.recipientReplied(number, reply);
        } else if (!reply.isPositive()) {
            transaction.replied(reply);
        }
        if (answered == sent) { // not pipelined
            if (number == 0 && !reply.isPositive() || sent == transaction.last() && !transaction.isWanted()) {
                finish(false);
                reset();
            } else {
                sendNext(transaction);
            }
        }
    }

    private void dataReplied(MailTransaction transaction, SmtpReply reply) {
        if (reply.code() == 354) {
            stuffing = new DotStuffing();
            state = State.CONTENT;
            if (transaction.isWanted()) {
                effects.add(new Supply());
            } else { // RFC 2920 3.1: nobody gets it, but the server wants an end
                contentEndForNobody();
            }
        } else if (reply.code() < 400) {
            fail(SmtpReply.of(451, "4.5.0", host + " answers " + reply + " to DATA"));
        } else {
            transaction.replied(reply);
            finish(false);
            reset();
        }
    }

    /** A server that does not wait for the end. What it still reads of the content is no command: the connection is of no use. */
    private void refusedEarly(SmtpReply reply) {
        if (reply.code() >= 400) {
            mail().replied(reply);
            finish(false);
        }
        fail(SmtpReply.of(451, "4.5.0", host + " answers " + reply + " in the middle of a mail"));
    }

    private void contentEndForNobody() {
        effects.add(new SendContent(stuffing.end()));
        state = State.FINAL;
    }

    private void finalReplied(SmtpReply reply) {
        if (reply.code() < 400 && !reply.isPositive()) {
            fail(SmtpReply.of(451, "4.5.0", host + " answers " + reply + " to the end of the mail"));
            return;
        }
        mail().replied(reply);
        finish(false);
        ready();
    }

    private void reset() {
        send("RSET");
        state = State.RSET;
    }

    private void finish(boolean elsewhere) {
        effects.add(new Done(mail().results(), elsewhere));
        mail = null;
    }

    /** The connection is of no use any more. */
    private void fail(SmtpReply why) {
        if (state == State.OVER) {
            return;
        }
        MailTransaction transaction = mail;
        if (transaction != null) {
            boolean inDoubt = state == State.FINAL; // the peer may have taken it: another host would get it twice
            transaction.replied(why.isPermanent() ? SmtpReply.of(451, "4.3.0", why.toString()) : why);
            finish(!inDoubt);
        } else if (!opened) {
            effects.add(new Unusable(why, state == State.GREETING && why.isPermanent()));
        }
        close(why.toString());
    }

    private void close(String why) {
        state = State.OVER;
        effects.add(new Close(why));
    }

    private MailTransaction mail() {
        return Objects.requireNonNull(mail, "no mail");
    }

    private void send(String command) {
        effects.add(new Send(Octets.utf8(command + "\r\n"), command));
    }
}
