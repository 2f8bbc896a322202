package org.openx400.mta.mixer;

import org.openx400.mta.smtp.SmtpReply;

/** A mail that is not taken, with the reply to its sender. */
final class MailRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SmtpReply reply;

    private MailRefusal(SmtpReply reply) {
        super(reply.toString());
        this.reply = reply;
    }

    /** 554 with this status of RFC 3463. */
    static MailRefusal of(String status, String text) {
        return new MailRefusal(SmtpReply.of(554, status, text));
    }

    SmtpReply reply() {
        return reply;
    }
}
