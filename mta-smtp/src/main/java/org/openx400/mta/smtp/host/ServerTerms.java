package org.openx400.mta.smtp.host;

import org.openx400.mta.smtp.MailSink;
import org.openx400.mta.smtp.SmtpServerSettings;

/**
 * What a server works by. A connection keeps to what was in force when it began.
 *
 * @param tls has a certificate if the settings offer STARTTLS
 */
public record ServerTerms(
        SmtpHosting hosting,
        SmtpServerSettings settings,
        TlsContexts tls,
        PeerLimits limits,
        MailSink sink,
        Authenticator authenticator) {}
