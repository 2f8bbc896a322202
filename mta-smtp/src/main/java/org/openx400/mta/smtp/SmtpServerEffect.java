package org.openx400.mta.smtp;

import org.openx400.mta.connector.Secret;
import org.openx400.mta.octets.Limit;
import org.openx400.mta.octets.Octets;

/** What {@link SmtpServerMachine} asks its host to do, in this order. */
public sealed interface SmtpServerEffect {
    /** To be written; replies that follow one another leave together (RFC 2920 3.2). */
    record Reply(SmtpReply reply) implements SmtpServerEffect {}

    /** A command for the protocol log, without passwords. */
    record Heard(String command) implements SmtpServerEffect {}

    /** Content of a new mail begins. */
    record Begin() implements SmtpServerEffect {}

    /** More content. */
    record Content(Octets octets) implements SmtpServerEffect {}

    /** The content is whole: the host answers with {@link SmtpServerMachine#committed}. */
    record Commit(MailOrigin origin, MailEnvelope envelope) implements SmtpServerEffect {}

    /** The content that has come is forgotten. */
    record Discard() implements SmtpServerEffect {}

    /** The host answers with {@link SmtpServerMachine#authenticated}. */
    record Authenticate(String user, Secret password) implements SmtpServerEffect {}

    /** Once the replies are written, TLS begins with what comes then; {@link SmtpServerMachine#tlsStarted} is the answer. */
    record StartTls() implements SmtpServerEffect {}

    /**
     * The peer broke the protocol or a limit.
     *
     * @param offset in the content of the mail; -1: not in a content
     */
    record Violation(String why, long offset) implements SmtpServerEffect {}

    /** A limit of the configuration bites; the peer is told with a reply of its own. */
    record Reached(Limit limit) implements SmtpServerEffect {}

    /** The connection is closed once the replies are written. */
    record Close(String why) implements SmtpServerEffect {}
}
