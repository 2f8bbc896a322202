package org.openx400.mta.smtp.host;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.connector.SmtpConnector.DomainRoute;
import org.openx400.mta.connector.SmtpConnector.SmartHost;
import org.openx400.mta.smtp.SmtpClientSettings.Credentials;

/** Chooses the way of a domain: its route, the longest that fits, else the smart host, else its exchangers. */
final class Ways {
    private final SmtpConnector.Outgoing outgoing;

    Ways(SmtpConnector.Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    /** @param domain of a recipient, or an address literal */
    Way of(String domain) {
        String asked = ascii(domain).toLowerCase(Locale.ROOT);
        DomainRoute best = null;
        for (DomainRoute route : outgoing.routes()) {
            if (covers(route.domain(), asked)
                    && (best == null || route.domain().length() > best.domain().length())) {
                best = route;
            }
        }
        if (best != null) {
            return new Way(best.hosts().isEmpty() ? asked : "", best.hosts(), best.port(), best.protection(), null);
        }
        SmartHost host = outgoing.smartHost();
        if (host != null) {
            Credentials credentials = host.user() == null ? null : new Credentials(host.user(), host.password());
            return new Way("", List.of(host.host()), host.port(), host.protection(), credentials);
        }
        return new Way(asked, List.of(), SmtpConnector.PORT, outgoing.protection(), null);
    }

    /** RFC 6531 3.2: the name service knows A-labels only. What has none is asked for as it is, and not found. */
    private static String ascii(String domain) {
        try {
            return domain.chars().allMatch(c -> c < 0x80) ? domain : IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return domain;
        }
    }

    private static boolean covers(String route, String domain) {
        return domain.equals(route) || domain.endsWith("." + route);
    }
}
