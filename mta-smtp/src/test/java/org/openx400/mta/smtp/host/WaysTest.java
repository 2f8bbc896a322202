package org.openx400.mta.smtp.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.connector.SmtpConnector.DomainRoute;
import org.openx400.mta.connector.SmtpConnector.Protection;

class WaysTest {
    private final Ways ways = new Ways(new SmtpConnector.Outgoing(
            null,
            List.of(new DomainRoute("xn--bcher-kva.test", List.of("[192.0.2.1]"), 26, Protection.NONE)),
            Protection.NONE,
            null,
            50,
            5,
            Duration.ofMinutes(15)));

    @Test
    void internationalDomainsAreThoseThatTheNameServiceKnows() {
        assertThat(ways.of("Münster.test").domain()).isEqualTo("xn--mnster-3ya.test");
        assertThat(ways.of("例え.テスト").domain()).isEqualTo("xn--r8jz45g.xn--zckzah");
        assertThat(ways.of("bücher.test").hosts()).containsExactly("[192.0.2.1]");
    }

    @Test
    void whatIsNoDomainStaysAsItIsAndIsNotFound() {
        String tooLong = "ü".repeat(64) + ".test";
        assertThat(ways.of(tooLong).domain()).isEqualTo(tooLong);
        assertThat(ways.of("[IPv6:2001:db8::1]").domain()).isEqualTo("[ipv6:2001:db8::1]");
    }
}
