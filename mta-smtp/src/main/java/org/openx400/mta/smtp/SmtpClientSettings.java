package org.openx400.mta.smtp;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Secret;

/**
 * How our client presents itself.
 *
 * @param hostName for EHLO
 * @param credentials for AUTH; null: none
 */
public record SmtpClientSettings(
        String hostName, Tls tls, @Nullable Credentials credentials) {
    /** STARTTLS, RFC 3207. */
    public enum Tls {
        NONE,
        /** Where it is offered, whoever the certificate names. */
        OPPORTUNISTIC,
        /** Always, whoever the certificate names. */
        REQUIRED,
        /** Always, and the certificate names the host. */
        VERIFIED;

        boolean isRequired() {
            return this == REQUIRED || this == VERIFIED;
        }
    }

    /** Who we are to a smart host. */
    public record Credentials(String user, Secret password) {}
}
