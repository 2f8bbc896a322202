package org.openx400.mta.smtp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a mail comes from, for a Received field (RFC 5321 4.4) or a trace.
 *
 * @param connection identifier of the connection, as in events
 * @param local as the kernel reports it
 * @param remote as the kernel reports it
 * @param helo what the peer says it is; not verified
 * @param esmtp it said EHLO
 * @param tls protocol and cipher suite; null: not encrypted
 * @param user who has authenticated; null: nobody
 */
public record MailOrigin(
        String connection,
        InetSocketAddress local,
        InetSocketAddress remote,
        String helo,
        boolean esmtp,
        @Nullable String tls,
        @Nullable String user) {
    /** RFC 3848: the protocol of a Received field. */
    public String protocol(boolean utf8) {
        if (!esmtp) {
            return "SMTP";
        }
        return (utf8 ? "UTF8SMTP" : "ESMTP") + (tls == null ? "" : "S") + (user == null ? "" : "A"); // RFC 6531 4.3
    }
}
