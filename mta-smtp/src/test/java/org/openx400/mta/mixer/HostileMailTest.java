package org.openx400.mta.mixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.ipm.BodyPart;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.IpmCodec;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.MailContent;

class HostileMailTest {
    private static final long SEED = 20261121;

    @Test
    void refusesPartsThatAreTooDeep() {
        StringBuilder mail = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        assertThat(refusal(mail.toString())).isEqualTo("554 5.6.0 parts are more than 12 deep in one another");
        assertThat(refusal("Content-Type: message/rfc822\r\n\r\n".repeat(500)))
                .isEqualTo("554 5.6.0 parts are more than 12 deep in one another");
    }

    @Test
    void whatIsJustDeepEnoughComesBack() {
        byte[] mail =
                RoundTrip.mail("Content-Type: message/rfc822\n\n".repeat(11) + "Content-Type: image/png\n\npng\n");
        assertThat(Kept.of(RoundTrip.thereAndBack(mail))).contains("image/png").endsWith(Kept.of(mail));
    }

    @Test
    void refusesAHundredThousandParts() {
        String mail =
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\nx\r\n".repeat(100_000) + "--b--\r\n";
        assertThat(refusal(mail)).isEqualTo("554 5.6.0 there are more than 1000 parts");
    }

    @Test
    void refusesEndlessHeaders() {
        assertThat(refusal("X: y\r\n".repeat(100_000) + "\r\n")).startsWith("554 5.6.0 the header has more than");
        assertThat(refusal("X: " + "y".repeat(200_000) + "\r\n\r\n")).startsWith("554 5.6.0 the ");
        assertThat(refusal("X: y\r\n" + " folded\r\n".repeat(100_000) + "\r\n")).startsWith("554 5.6.0 the ");
        assertThat(refusal(("X: " + "y".repeat(1000) + "\r\n").repeat(900) + "\r\n"))
                .isEqualTo("554 5.6.0 the header has more than 131072 octets");
    }

    @Test
    void refusesMoreContentThanIsAllowed() throws IOException {
        InternetToX400 small =
                new InternetToX400(MixerFixture.MAPPER, RoundTrip.DOMAIN, new MimeLimits(1000, 10, 5, 10, 1000));
        byte[] mail = ("From: a@b.c\r\n\r\n" + "x".repeat(998) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        assertThat(small.convert(
                        RoundTrip.envelope("a@b.c", "smith@example.com"),
                        RoundTrip.content(mail),
                        RoundTrip.IDENTIFIER,
                        RoundTrip.NOW))
                .isInstanceOf(Conversion.Message.class);
        byte[] more = ("From: a@b.c\r\n\r\n" + "x".repeat(999) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        assertThat(small.convert(
                        RoundTrip.envelope("a@b.c", "smith@example.com"),
                        RoundTrip.content(more),
                        RoundTrip.IDENTIFIER,
                        RoundTrip.NOW))
                .hasToString("Refused[reply=554 5.3.4 the parts have more than 1000 octets]");
    }

    @Test
    void refusesALoop() {
        assertThat(refusal("Received: x\r\n".repeat(101) + "\r\nx"))
                .isEqualTo("554 5.4.6 the mail has been through more than 100 hosts");
    }

    @Test
    void letsNoValueOfX400BeginAHeaderField() {
        HeaderWriter out = new HeaderWriter();
        out.field("X-A", "a\r\nBcc: victim@example.org\n\0x");
        out.text("Subject", "b\r\n\r\n<script>");
        assertThat(out.toString()).isEqualTo("X-A: a Bcc: victim@example.org x\r\nSubject: b <script>\r\n");
        assertThat(BodyToInternet.parameter("filename", "a\"\r\nX: y"))
                .isEqualTo("filename*=utf-8''a%22%0D%0AX%3A%20y");
    }

    @Test
    void answersWhateverIsSent() {
        System.out.println("t-mixer-hostile: 1000 damaged mails, seed " + SEED);
        Random random = new Random(SEED);
        for (int i = 0; i < 1000; i++) {
            byte[] mail = new RandomMail(random).next();
            for (int j = random.nextInt(20); j > 0 && mail.length > 0; j--) {
                mail[random.nextInt(mail.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = java.util.Arrays.copyOf(mail, random.nextInt(mail.length + 1));
            Conversion conversion = RoundTrip.convert(RoundTrip.envelope("", "smith@example.com"), cut);
            if (conversion instanceof Conversion.Message message) {
                RoundTrip.octets(RoundTrip.toInternet(message.envelope(), RoundTrip.content(message)));
            } else {
                assertThat(conversion).isInstanceOf(Conversion.Refused.class);
            }
        }
    }

    /** Each would take minutes if anything in the mapping took time that grows faster than the mail. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject|=?",
                "Subject|=?utf-8?q?a?=",
                "From|\"",
                "To|a@b.c,",
                "To|(",
                "To|<",
                "To|=?utf-8?q?=41?= ",
                "Cc|g:",
                "References|\"",
                "References|<\"",
                "References|*",
                "In-Reply-To|<a@b>",
                "Message-ID|(*",
                "X400-Received|by /",
                "X400-Received|/;",
                "DL-Expansion-History|/;",
                "Date|1 ",
                "Content-Type|;a=",
                "Content-Type|multipart/signed;",
                "Content-Disposition|;filename*0=",
                "Content-Language|a,",
                "X-Long|word ",
                "Received|;"
            })
    void takesNoLongerForAFieldThanItsLengthIsWorth(String attack) {
        String[] parts = attack.split("\\|", 2);
        String start = parts[0].equals("References") || parts[0].equals("Message-ID") ? "<" : "";
        String mail = parts[0] + ": " + start + parts[1].repeat(120_000 / parts[1].length()) + "@MHS>\r\n\r\nx\r\n";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Conversion conversion = RoundTrip.convert(
                    RoundTrip.envelope("ann@example.net", "smith@example.com"),
                    mail.getBytes(StandardCharsets.US_ASCII));
            if (conversion instanceof Conversion.Message message) {
                RoundTrip.octets(RoundTrip.toInternet(message.envelope(), RoundTrip.content(message)));
            }
        });
    }

    @Test
    void refusesNothingOfASignedMailOfAHundredThousandLines() {
        byte[] mail = RoundTrip.mail("Content-Type: multipart/signed; boundary=s\n\n--s\n\n"
                + "a line that is signed\n".repeat(100_000) + "--s--\n");
        String back = new String(RoundTrip.thereAndBack(mail), StandardCharsets.US_ASCII);
        assertThat(back).endsWith(new String(mail, StandardCharsets.US_ASCII).substring(mail.length - 2_000_000));
    }

    @Test
    void aNotificationOfMoreRecipientsThanAMessageHasIsAMessage() {
        String mail = "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
                + "Original-Envelope-Id: [/ADMD=a/C=us/;1]\n\n"
                + "Final-Recipient: rfc822; a@b.c\nAction: failed\n\n".repeat(40_000) + "\n--b--\n";
        assertThat(RoundTrip.convert(RoundTrip.envelope("", "smith@example.com"), RoundTrip.mail(mail)))
                .isInstanceOf(Conversion.Message.class);
    }

    private static final String UTF_8_TEXT = "Content-Type: text/plain; charset=utf-8\r\n\r\n";

    @Test
    void aVeryLongTextIsAFileAndComesBackAsTheTextThatItWas() throws Exception {
        byte[] mail = text(BodyToX400.LONGEST_TEXT + 1);
        Conversion.Message message = RoundTrip.toX400(mail);
        assertThat(((InterpersonalMessage) IpmCodec.decode(RoundTrip.content(message))).body())
                .singleElement()
                .isInstanceOf(BodyPart.FileTransfer.class);
        assertComesBack(mail);
    }

    @Test
    void aTextThatIsTooLongToBeQuotedComesBackAsItWas() throws Exception {
        assertComesBack(text(5_000_000));
    }

    private static byte[] text(int octets) {
        return (UTF_8_TEXT + "\u00e9 and more\r\n".repeat(octets / 13 + 1)).getBytes(StandardCharsets.UTF_8);
    }

    /** In base64. A difference is not shown: it would be too long. */
    private static void assertComesBack(byte[] mail) throws Exception {
        MimeEntity back = RoundTrip.parse(RoundTrip.thereAndBack(mail));
        assertThat(back.header().first("Content-Transfer-Encoding")).hasValue("base64");
        assertThat(back.header().contentType().getMimeType()).isEqualTo("text/plain");
        Octets octets = ((MimeEntity.Leaf) back.content()).octets();
        assertThat(octets.equals(Octets.wrap(mail).from(UTF_8_TEXT.length()))).isTrue();
    }

    @Test
    void carriesATenMegabyteFileWithoutManyCopies() throws IOException {
        int size = 10 * 1024 * 1024;
        byte[] file = new byte[size];
        new Random(SEED).nextBytes(file);
        MimeOutput source = new MimeOutput();
        source.add("From: ann@example.net\r\nTo: smith@example.com\r\nContent-Type: application/zip\r\n"
                + "Content-Disposition: attachment; filename=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        source.addBase64(Octets.wrap(file));
        long before = System.nanoTime();
        Conversion.Message message = (Conversion.Message) RoundTrip.TO_X400.convert(
                RoundTrip.envelope("ann@example.net", "smith@example.com"),
                source,
                RoundTrip.IDENTIFIER,
                RoundTrip.NOW);
        int largest = message.content().stream().mapToInt(Octets::length).max().orElseThrow();
        assertThat(largest).as("the file is one piece, as it was decoded").isEqualTo(size);
        assertThat(message.content().stream().mapToLong(Octets::length).sum()).isLessThan(size + 1000L);
        MailContent back = RoundTrip.toInternet(message.envelope(), RoundTrip.content(message))
                .content();
        try (InputStream in = back.open()) {
            assertThat(in.transferTo(java.io.OutputStream.nullOutputStream())).isEqualTo(back.length());
        }
        System.out.println(
                "t-mixer-large: 10 MiB there and back in " + (System.nanoTime() - before) / 1_000_000 + " ms");
    }

    private static String refusal(String mail) {
        Conversion conversion = RoundTrip.convert(
                RoundTrip.envelope("ann@example.net", "smith@example.com"), mail.getBytes(StandardCharsets.ISO_8859_1));
        return ((Conversion.Refused) conversion).reply().toString();
    }
}
