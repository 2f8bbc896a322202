package org.openx400.mta.smtp;

import java.util.List;
import org.openx400.mta.octets.Octets;

/** What {@link SmtpClientMachine} asks its host to do, in this order. */
public sealed interface SmtpClientEffect {
    /**
     * A command is to be written; commands that follow one another leave together (RFC 2920 3.1).
     *
     * @param logged for the protocol log, without passwords and line end
     */
    record Send(Octets octets, String logged) implements SmtpClientEffect {
        @Override
        public String toString() {
            return "Send[" + logged + "]";
        }
    }

    /** Content of the mail is to be written. */
    record SendContent(Octets octets) implements SmtpClientEffect {}

    /** A reply for the protocol log. */
    record Heard(SmtpReply reply) implements SmtpClientEffect {}

    /** TLS begins; {@link SmtpClientMachine#tlsStarted} is the answer. */
    record StartTls() implements SmtpClientEffect {}

    /** A mail may begin. */
    record Ready() implements SmtpClientEffect {}

    /** The content of the mail may be supplied. */
    record Supply() implements SmtpClientEffect {}

    /**
     * A mail is over.
     *
     * @param results one for each recipient, in their order
     * @param elsewhere the connection failed before the mail was whole: where it says temporary, another host of the domain may
     *     be tried at once
     */
    record Done(List<RecipientReply> results, boolean elsewhere) implements SmtpClientEffect {}

    /**
     * No mail will be possible on this connection: it was never ready for one.
     *
     * @param formally the host takes mail from nobody, RFC 5321 3.1: it said so instead of a greeting
     */
    record Unusable(SmtpReply why, boolean formally) implements SmtpClientEffect {}

    /** The connection is closed once the commands are written. */
    record Close(String why) implements SmtpClientEffect {}
}
