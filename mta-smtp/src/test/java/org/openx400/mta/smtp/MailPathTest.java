package org.openx400.mta.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailPathTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Jones@xyz.com | Jones | xyz.com",
                "\"John Smith\"@example.org | John Smith | example.org",
                "\"a\\\"b\\\\c@d\"@example.org | a\"b\\c@d | example.org",
                "\"/C=US/A= /P=X/\"@gw.example | /C=US/A= /P=X/ | gw.example",
                "u@[192.0.2.1] | u | [192.0.2.1]",
                "u@[IPv6:2001:db8::1] | u | [IPv6:2001:db8::1]",
                "grüße@bücher.example | grüße | bücher.example",
            })
    void readsAMailboxAndWritesItAgain(String text, String local, String domain) {
        MailPath path = MailPath.of(text);
        assertThat(path.localPart()).isEqualTo(local);
        assertThat(path.domain()).isEqualTo(domain);
        assertThat(path.toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "user",
                "@example.org",
                "user@",
                "a b@example.org",
                "\"\"@example.org",
                "\"open@example.org",
                "user@-x.example",
                "user@x-.example",
                "user@a..b",
                "user@[192.0.2.1",
                "a..b@example.org",
                ".a@example.org",
                "\"a\"b@example.org",
                "\"a\\",
                "\"a\rb\"@example.org",
                "user@exa mple.org",
                "user@example.org>"
            })
    void refusesWhatIsNoMailbox(String text) {
        assertThatThrownBy(() -> MailPath.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ignoresSourceRoutes() {
        assertThat(PathParser.forward("@HOSTA.ARPA,@HOSTB.ARPA:USERC@HOSTD.ARPA"))
                .isEqualTo(new MailPath("USERC", "HOSTD.ARPA"));
        assertThat(PathParser.forward("\"a:b\"@x.example")).isEqualTo(new MailPath("a:b", "x.example"));
    }

    @Test
    void comparesDomainsWithoutRegardToCase() {
        assertThat(MailPath.of("a@X.example")).isEqualTo(MailPath.of("a@x.EXAMPLE"));
        assertThat(MailPath.of("a@x.example")).isNotEqualTo(MailPath.of("A@x.example"));
    }

    @Test
    void readsPostmasterAndTheNullPath() {
        assertThat(PathParser.forward("Postmaster")).isEqualTo(new MailPath("Postmaster", ""));
        assertThat(PathParser.reverse("")).isEqualTo(MailPath.NULL);
        assertThat(MailPath.NULL.toString()).isEmpty();
    }

    @Test
    void refusesPartsThatAreTooLong() {
        assertThat(MailPath.of("a".repeat(512) + "@x.example").localPart()).hasSize(512);
        assertThatThrownBy(() -> MailPath.of("a".repeat(513) + "@x.example")).hasMessageContaining("512");
        assertThatThrownBy(() -> MailPath.of("a@" + "x".repeat(256))).hasMessageContaining("domain");
    }
}
