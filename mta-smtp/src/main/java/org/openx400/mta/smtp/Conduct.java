package org.openx400.mta.smtp;

import org.jspecify.annotations.Nullable;

/** Counts what a client does in one connection against the limits. What is too much ends the connection. */
final class Conduct {
    private final SmtpLimits limits;
    private int errors;
    private int idleCommands;
    private int mails;

    Conduct(SmtpLimits limits) {
        this.limits = limits;
    }

    /** A command that is wrong in itself; what is too much then, or null. */
    @Nullable
    String error() {
        return ++errors >= limits.errors() ? "Too many errors" : null;
    }

    /**
     * Any command; what is too much then, or null.
     *
     * @param recipients named in the mail that has begun
     */
    @Nullable
    String command(int recipients) {
        return ++idleCommands > limits.idleCommands() + recipients ? "Too many commands without a mail" : null;
    }

    /** A mail begins; what is too much then, or null. */
    @Nullable
    String begin() {
        return mails >= limits.mails() ? "Too many mails in one connection" : null;
    }

    /** A mail has come. */
    void mail() {
        mails++;
        idleCommands = 0;
    }
}
