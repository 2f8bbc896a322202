package org.openx400.mta.smtp.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openx400.mta.connector.SmtpConnector.Protection;
import org.openx400.mta.resolve.NameChain;
import org.openx400.mta.smtp.SmtpReply;

class MailHostsTest {
    private static final String ZONE = """
            several.test  MX 20 b.test
            several.test  MX 10 a.test
            several.test  MX 30 missing.test
            equal.test    MX 5  a.test
            equal.test    MX 5  b.test
            equal.test    MX 5  six.test
            alias.test    MX 10 c.test
            c.test        CNAME a.test
            implicit.test A  192.0.2.7
            null.test     MX 0 .
            gone.test     MX 10 missing.test
            half.test     MX 10 broken.test
            half.test     MX 20 b.test
            dead.test     MX 10 broken.test
            toUs.test     MX 10 us.test
            toUs.test     MX 20 b.test
            behind.test   MX 10 a.test
            behind.test   MX 20 us.test
            behind.test   MX 30 b.test
            self.test     A  192.0.2.99
            us.test       A  192.0.2.99
            a.test        A  192.0.2.1
            a.test        AAAA 2001:db8::1
            b.test        A  192.0.2.2
            six.test      AAAA 2001:db8::6
            """;

    @TempDir
    private Path folder;

    private ZoneServer zone;
    private NameChain names;

    @BeforeEach
    void serve() throws IOException {
        Path hosts = folder.resolve("hosts");
        Files.writeString(hosts, "192.0.2.50 fileserver\n");
        zone = new ZoneServer(ZONE);
        names = zone.names(hosts);
    }

    @AfterEach
    void stop() {
        zone.close();
    }

    private MailHosts.Result of(String domain, long seed) {
        return of(new Way(domain, List.of(), 25, Protection.NONE, null), seed);
    }

    private MailHosts.Result of(Way way, long seed) {
        return new MailHosts(names, address -> address.getHostAddress().equals("192.0.2.99"), new Random(seed)).of(way);
    }

    private static String text(MailHosts.Result result) {
        if (result instanceof MailHosts.Result.None none) {
            SmtpReply why = none.why();
            return why.code() + " " + why.status();
        }
        StringBuilder text = new StringBuilder();
        for (MailHost host : ((MailHosts.Result.Found) result).hosts()) {
            text.append(host.name()).append(' ');
            for (InetAddress address : host.addresses()) {
                text.append(address.getHostAddress()).append(' ');
            }
        }
        return text.toString().trim();
    }

    @ParameterizedTest
    @CsvSource({
        "several.test, a.test 192.0.2.1 2001:db8:0:0:0:0:0:1 b.test 192.0.2.2",
        "SEVERAL.test, a.test 192.0.2.1 2001:db8:0:0:0:0:0:1 b.test 192.0.2.2",
        "alias.test, c.test 192.0.2.1 2001:db8:0:0:0:0:0:1",
        "implicit.test, implicit.test 192.0.2.7",
        "null.test, 556 5.1.10",
        "gone.test, 550 5.1.2",
        "half.test, b.test 192.0.2.2",
        "dead.test, 451 4.4.3",
        "broken.test, 451 4.4.3",
        "unknown.test, 550 5.1.2",
        "fileserver, fileserver 192.0.2.50",
        "toUs.test, 554 5.4.6",
        "self.test, 554 5.4.6",
        "behind.test, a.test 192.0.2.1 2001:db8:0:0:0:0:0:1",
        "[192.0.2.8], [192.0.2.8] 192.0.2.8",
        "[IPv6:2001:db8::8], [IPv6:2001:db8::8] 2001:db8:0:0:0:0:0:8",
        "[192.0.2.99], 554 5.4.6",
        "[example.org], 501 5.1.2",
    })
    void findsTheHostsOfADomain(String domain, String hosts) {
        assertThat(text(of(domain, 1))).isEqualTo(hosts);
    }

    @Test
    void shufflesExchangersOfEqualPreference() {
        Set<String> orders = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            orders.add(text(of("equal.test", seed)));
        }
        assertThat(orders).hasSize(6);
    }

    @Test
    void findsHostsThatAreGivenWithoutLookingForTheirExchangers() {
        Way way = new Way("", List.of("several.test", "b.test", "[192.0.2.8]"), 25, Protection.NONE, null);
        assertThat(text(of(way, 1))).isEqualTo("b.test 192.0.2.2 [192.0.2.8] 192.0.2.8");
        assertThat(zone.asked).noneMatch(question -> question.endsWith(" MX"));
    }

    @Test
    void asksAgainOnlyWhenTheAnswerIsTooOld() {
        of("several.test", 1);
        int before = zone.asked.size();
        of("several.test", 1);
        assertThat(zone.asked.subList(before, zone.asked.size())).noneMatch(question -> question.endsWith(" MX"));
    }
}
