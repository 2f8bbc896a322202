package org.openx400.mta.smtp;

/**
 * How our server presents itself.
 *
 * @param hostName in the greeting
 * @param tls whether STARTTLS is offered, which a usable certificate must stand behind
 * @param auth whether AUTH is offered
 */
public record SmtpServerSettings(String hostName, Tls tls, Auth auth, SmtpLimits limits) {
    /** STARTTLS, RFC 3207. */
    public enum Tls {
        NONE,
        OFFERED,
        /** No mail without it. */
        REQUIRED
    }

    /** AUTH, RFC 4954. */
    public enum Auth {
        NONE,
        /** Once the connection is encrypted. */
        WITH_TLS,
        /** Once the connection is encrypted; no mail without it, as RFC 6409 has it. */
        REQUIRED_WITH_TLS,
        /** Passwords go over the wire as they are. */
        IN_CLEAR
    }
}
