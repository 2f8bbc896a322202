package org.openx400.mta.smtp;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/** Hosts a server's machine in memory: commits at once, unless told otherwise, and notes all that it does. */
final class ServerDriver {
    static final SmtpLimits LIMITS = new SmtpLimits(10_000, 5, 2_000, 1_000, 1_000, 5, 3);
    static final InetSocketAddress LOCAL = new InetSocketAddress("192.0.2.25", 25);
    static final InetSocketAddress REMOTE = new InetSocketAddress("198.51.100.7", 40_000);

    /** Every recipient but those whose local part begins with "no". */
    static final MailPolicy POLICY = new MailPolicy() {
        @Override
        public SmtpReply sender(MailOrigin origin, MailEnvelope envelope, long announced) {
            return envelope.reversePath().localPart().startsWith("no")
                    ? SmtpReply.of(550, "5.7.1", "Not you")
                    : MailPolicy.OK;
        }

        @Override
        public SmtpReply recipient(MailOrigin origin, MailEnvelope envelope, MailRecipient recipient) {
            return recipient.path().localPart().startsWith("no")
                    ? SmtpReply.of(550, "5.1.1", "No such user")
                    : SmtpReply.of(250, "2.1.5", "OK");
        }
    };

    /** A mail that was taken. */
    record Mail(MailOrigin origin, MailEnvelope envelope, String content) {}

    final SmtpServerMachine machine;
    final List<SmtpServerEffect> effects = new ArrayList<>();
    final List<String> replies = new ArrayList<>();
    final List<Mail> mails = new ArrayList<>();
    final List<String> violations = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    private final List<Octets> spool = new ArrayList<>();
    Function<SmtpServerEffect.Commit, @Nullable SmtpReply> commit = mail -> SmtpReply.of(250, "2.0.0", "Taken");

    @Nullable
    String closed;

    ServerDriver(SmtpServerSettings settings) {
        machine = new SmtpServerMachine(settings, POLICY, "M1", LOCAL, REMOTE);
        perform(machine.connected());
    }

    ServerDriver() {
        this(settings(SmtpServerSettings.Tls.NONE, SmtpServerSettings.Auth.NONE));
    }

    static SmtpServerSettings settings(SmtpServerSettings.Tls tls, SmtpServerSettings.Auth auth) {
        return new SmtpServerSettings("foo.com", tls, auth, LIMITS);
    }

    /** Gives the text as it is and returns the replies to it. */
    List<String> say(String text) {
        return say(Octets.utf8(text));
    }

    List<String> say(Octets octets) {
        int before = replies.size();
        perform(machine.received(octets));
        return List.copyOf(replies.subList(before, replies.size()));
    }

    /** Gives it octet by octet, as far as the machine takes it. */
    void sayByOctet(Octets octets) {
        for (int i = 0; i < octets.length() && closed == null; i++) {
            say(octets.slice(i, i + 1));
        }
    }

    void perform(List<SmtpServerEffect> asked) {
        effects.addAll(asked);
        for (SmtpServerEffect effect : asked) {
            if (effect instanceof SmtpServerEffect.Reply reply) {
                reply.reply().octets().toLatin1().lines().forEach(replies::add);
            } else if (effect instanceof SmtpServerEffect.Heard command) {
                heard.add(command.command());
            } else if (effect instanceof SmtpServerEffect.Violation violation) {
                violations.add(violation.why());
            } else if (effect instanceof SmtpServerEffect.Begin || effect instanceof SmtpServerEffect.Discard) {
                spool.clear();
            } else if (effect instanceof SmtpServerEffect.Content content) {
                spool.add(content.octets());
            } else if (effect instanceof SmtpServerEffect.Close close) {
                closed = close.why();
            } else if (effect instanceof SmtpServerEffect.Commit mail) {
                SmtpReply reply = commit.apply(mail);
                if (reply != null) {
                    mails.add(new Mail(
                            mail.origin(), mail.envelope(), Octets.concat(spool).toLatin1()));
                    perform(machine.committed(reply));
                }
            } else if (effect instanceof SmtpServerEffect.Authenticate who) {
                perform(machine.authenticated(
                        who.user().equals("tim") && who.password().matches(Octets.utf8("tanstaaftanstaaf"))));
            }
        }
    }
}
