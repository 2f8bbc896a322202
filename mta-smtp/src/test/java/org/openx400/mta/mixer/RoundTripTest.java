package org.openx400.mta.mixer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeDecoder;
import org.openx400.mta.p1.EnvelopeEncoder;
import org.openx400.mta.p1.ExtensionForm;
import org.openx400.mta.p1.P1Limits;

class RoundTripTest {
    private static final int GENERATED = Integer.getInteger("mixer.generated", 500);
    private static final long SEED = Long.getLong("mixer.seed", 20261121);

    @Test
    void generatedMailComesBackAsItWas() throws Exception {
        System.out.println("t-mixer: " + GENERATED + " generated mails there and back, seed " + SEED);
        for (int i = 0; i < GENERATED; i++) {
            byte[] mail = new RandomMail(new Random(SEED + i)).next();
            Conversion.Message message = RoundTrip.toX400(mail);
            requireThatP1Accepts(message.envelope());
            byte[] back = RoundTrip.octets(RoundTrip.toInternet(message.envelope(), RoundTrip.content(message)));
            assertThat(Kept.of(back)).as("mail %d", i).isEqualTo(Kept.of(mail));
            assertThatLinesAreMail(back);
        }
    }

    @TestFactory
    List<DynamicTest> handWrittenMailComesBackAsItWas() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String[] mail : handWritten()) {
            tests.add(DynamicTest.dynamicTest(mail[0], () -> {
                byte[] octets = RoundTrip.mail(mail[1]);
                byte[] back = RoundTrip.thereAndBack(octets);
                assertThat(Kept.of(back)).isEqualTo(Kept.of(octets));
                assertThatLinesAreMail(back);
            }));
        }
        System.out.println("t-mixer: " + tests.size() + " hand-written mails there and back");
        return tests;
    }

    /** Names and texts; those that name nobody are from Ann to Smith. */
    private static List<String[]> handWritten() throws IOException {
        List<String[]> mails = new ArrayList<>();
        try (InputStream in = RoundTripTest.class.getResourceAsStream("handwritten.txt")) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String one : all.split("(?m)^### ")) {
                if (!one.isBlank()) {
                    int line = one.indexOf('\n');
                    String text = one.substring(line + 1);
                    boolean complete = text.startsWith("From:");
                    mails.add(new String[] {
                        one.substring(0, line),
                        complete ? text : "From: ann@example.net\nTo: smith@example.com\n" + text
                    });
                }
            }
        }
        return mails;
    }

    private static void requireThatP1Accepts(MessageTransferEnvelope envelope) throws Exception {
        Octets encoded = EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD);
        assertThat(new EnvelopeDecoder(P1Limits.DEFAULT).decode(envelope.kind(), encoded))
                .isEqualTo(envelope);
    }

    /** RFC 5321: no bare line ends, no line above 998. */
    private static void assertThatLinesAreMail(byte[] mail) {
        String text = new String(mail, StandardCharsets.ISO_8859_1);
        assertThat(text.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        assertThat(text.lines().mapToInt(String::length).max().orElse(0)).isLessThanOrEqualTo(998);
    }
}
