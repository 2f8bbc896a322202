package org.openx400.mta.smtp.host;

import java.time.Duration;

/**
 * How long a peer is waited for, RFC 5321 4.5.3.2, and used.
 *
 * @param connect TCP, for each address
 * @param greeting our client for the first reply
 * @param reply our client for a reply to a command, and TLS to begin
 * @param data our client for the reply to DATA
 * @param block either side for the next piece of a mail to come or to be taken
 * @param end our client for the reply to the end of a mail
 * @param command our server for the next command
 * @param mail our server for the whole content of a mail, however it trickles
 * @param reuse our client for a connection to be given another mail, after which the name service is asked again
 */
public record SmtpDeadlines(
        Duration connect,
        Duration greeting,
        Duration reply,
        Duration data,
        Duration block,
        Duration end,
        Duration command,
        Duration mail,
        Duration reuse) {
    /** Those of the RFC; one hour for a whole mail, one minute for a connection. */
    public static final SmtpDeadlines DEFAULT = new SmtpDeadlines(
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            Duration.ofMinutes(1));
}
