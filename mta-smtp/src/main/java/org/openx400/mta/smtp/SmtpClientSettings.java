package org.openx400.mta.smtp;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.SmtpConnector.Protection;

/**
 * How our client presents itself.
 *
 * @param hostName for EHLO
 * @param protection by STARTTLS, RFC 3207
 * @param credentials for AUTH, given only over TLS; null: none
 */
public record SmtpClientSettings(
        String hostName, Protection protection, @Nullable Credentials credentials) {
    /** Who we are to a smart host. */
    public record Credentials(String user, Secret password) {}
}
