package org.openx400.mta.smtp;

/** A command or a line that cannot be understood, with the answer to it. */
final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SmtpReply reply;

    SyntaxException(SmtpReply reply) {
        super(reply.toString());
        this.reply = reply;
    }

    SmtpReply reply() {
        return reply;
    }
}
