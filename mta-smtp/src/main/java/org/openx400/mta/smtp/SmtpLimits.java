package org.openx400.mta.smtp;

/**
 * What a client may ask of our server in one connection.
 *
 * @param messageOctets of one mail, as announced with SIZE
 * @param recipients of one mail, refused ones counted; RFC 5321 4.5.3.1.8 wants 100 at least
 * @param headerOctets up to the first empty line
 * @param lineOctets of the content with CRLF; RFC 5321 4.5.3.1.6 wants 1,000 at least
 * @param commandOctets of a command with CRLF; RFC 4954 4 wants 12,288 where AUTH is offered
 * @param errors commands that are not understood or out of order, until the connection is closed
 * @param mails in one connection
 */
public record SmtpLimits(
        long messageOctets,
        int recipients,
        int headerOctets,
        int lineOctets,
        int commandOctets,
        int errors,
        int mails) {
    /** 50 MB and 1,000 recipients. */
    public static final SmtpLimits DEFAULT =
            new SmtpLimits(50L * 1024 * 1024, 1000, 256 * 1024, 16 * 1024, 12_288, 20, 10_000);

    /** Commands that bring no mail, such as NOOP and RSET, between two mails. */
    int idleCommands() {
        return recipients + 100;
    }
}
