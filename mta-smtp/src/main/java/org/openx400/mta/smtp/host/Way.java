package org.openx400.mta.smtp.host;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.SmtpConnector.Protection;
import org.openx400.mta.smtp.SmtpClientSettings.Credentials;

/**
 * Where mail for some domains goes. Mails of one way share connections.
 *
 * @param domain whose exchangers are looked for, or an address literal in its brackets; empty if there are hosts
 * @param hosts names, or addresses in brackets, tried in order
 * @param port of all hosts
 */
record Way(
        String domain,
        List<String> hosts,
        int port,
        Protection protection,
        @Nullable Credentials credentials) {
    /** As it is told. */
    String name() {
        return hosts.isEmpty() ? domain : String.join(", ", hosts);
    }
}
