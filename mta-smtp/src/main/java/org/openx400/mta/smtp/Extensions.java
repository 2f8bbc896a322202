package org.openx400.mta.smtp;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.smtp.SmtpServerSettings.Tls;

/** The service extensions that our server offers. */
final class Extensions {
    private Extensions() {}

    /** The reply to EHLO, RFC 5321 4.1.1.1. */
    static SmtpReply offer(SmtpServerSettings settings, boolean encrypted, boolean auth) {
        List<String> lines = new ArrayList<>();
        lines.add(settings.hostName());
        lines.add("PIPELINING"); // RFC 2920
        lines.add("SIZE " + settings.limits().messageOctets()); // RFC 1870
        lines.add("8BITMIME"); // RFC 6152
        lines.add("ENHANCEDSTATUSCODES"); // RFC 2034
        lines.add("DSN"); // RFC 3461
        lines.add("SMTPUTF8"); // RFC 6531
        if (settings.tls() != Tls.NONE && !encrypted) {
            lines.add("STARTTLS"); // RFC 3207
        }
        if (auth) {
            lines.add("AUTH PLAIN LOGIN"); // RFC 4954
        }
        return new SmtpReply(250, null, lines);
    }
}
