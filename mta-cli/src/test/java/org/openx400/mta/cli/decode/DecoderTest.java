package org.openx400.mta.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.octets.Octets;

/** Golden files: {@code NN-name.hex} is what is decoded (with comments), {@code NN-name.txt} what must come out. */
class DecoderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-normal-mode-caller",
                "02-x410-mode-caller",
                "03-x410-mode-called",
                "04-refuse",
                "05-ipm",
                "06-receipt-notification",
                "07-report"
            })
    void printsWhatTheGoldenFileSays(String name) throws IOException {
        Outcome outcome = decode(octets(name));

        assertThat(outcome.text()).isEqualTo(text(name + ".txt"));
        assertThat(outcome.whole()).isTrue();
    }

    @Test
    void neverShowsAPassword() throws IOException {
        for (String name : new String[] {"01-normal-mode-caller", "02-x410-mode-caller", "03-x410-mode-called"}) {
            assertThat(decode(octets(name)).text())
                    .contains("not shown")
                    .doesNotContain("secret")
                    .doesNotContain(Octets.latin1("secret").toHex());
        }
    }

    @Test
    void takesHexadecimalText() throws IOException {
        Octets octets = octets("05-ipm");

        assertThat(decode(Octets.latin1(octets.toHex().toUpperCase() + "\r\n"))).isEqualTo(decode(octets));
    }

    @Test
    void tellsWhereItCannotGoOn() {
        Outcome outcome = decode(Octets.hex("a0 05 31 00 30 7f 00"));

        assertThat(outcome.whole()).isFalse();
        assertThat(outcome.text()).contains("!! ").contains("at octet 4: length 127 runs past the end");
    }

    @Test
    void tellsOfAStreamThatEndsEarly() throws IOException {
        Octets stream = octets("01-normal-mode-caller");

        Outcome outcome = decode(stream.slice(0, stream.length() - 3));

        assertThat(outcome.whole()).isFalse();
        assertThat(outcome.text()).contains("CR connection request").contains("!! TPDU at octet");
    }

    @Test
    void survivesEveryTruncationAndRandomDamage() throws IOException {
        Random random = new Random(1006);
        for (String name : new String[] {"01-normal-mode-caller", "05-ipm", "07-report"}) {
            Octets octets = octets(name);
            for (int length = 0; length < octets.length(); length++) {
                assertThat(decode(octets.slice(0, length)).text()).isNotEmpty();
                byte[] damaged = octets.toArray();
                damaged[length] = (byte) random.nextInt(256);
                assertThat(decode(Octets.wrap(damaged)).text()).isNotEmpty();
            }
        }
    }

    private record Outcome(boolean whole, String text) {}

    private static Outcome decode(Octets octets) {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            boolean whole = Decoder.print(octets, out);
            out.flush();
            return new Outcome(whole, text.toString());
        }
    }

    private static Octets octets(String name) throws IOException {
        return Octets.hex(text(name + ".hex").replaceAll("#.*", ""));
    }

    private static String text(String name) throws IOException {
        try (InputStream in = DecoderTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
