package org.openx400.mta.ipm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.ipm.BodyPart.BilaterallyDefined;
import org.openx400.mta.ipm.BodyPart.FileTransfer;
import org.openx400.mta.ipm.BodyPart.ForwardedMessage;
import org.openx400.mta.ipm.BodyPart.GeneralText;
import org.openx400.mta.ipm.BodyPart.Ia5Text;
import org.openx400.mta.ipm.InterpersonalNotification.NonReceipt;
import org.openx400.mta.ipm.InterpersonalNotification.Receipt;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

class IpmCodecTest {
    private static final Instant TIME = Instant.parse("2026-11-21T00:00:00Z");

    // X.420 7.2 and 7.3, written by hand; the subject has T.61 accents, which come before their letters.
    static final Octets IPM = Octets.hex("""
            a0 81 89                                                  -- ipm
               31 4e                                                  -- heading
                  6b 0a 13 08 31 20 32 36 31 31 32 30                 -- this-IPM "1 261120"
                  a0 05 80 03 41 6e 6e                                -- originator, free-form-name "Ann"
                  a2 17 31 15                                         -- primary-recipients
                     a0 0c 80 03 42 6f 62 81 05 2b 34 34 20 31        -- "Bob", "+44 1"
                     81 02 06 c0                                      -- notification-requests {rn, nrn}
                     82 01 ff                                         -- reply-requested
                  a8 08 14 06 47 72 c8 75 fb 65                       -- subject
                  89 0d 32 36 31 31 32 31 30 30 30 30 30 30 5a        -- expiry-time
                  8c 01 02                                            -- importance high
                  8d 01 03                                            -- company-confidential
                  8e 01 ff                                            -- auto-forwarded
               30 37                                                  -- body
                  a0 08 31 00 16 04 74 65 78 74                       -- ia5-text "text"
                  af 26                                               -- extended: general-text
                     a0 13 06 04 56 01 0b 0b a0 0b 31 09 02 01 01 02 01 06 02 01 64
                     28 0f 06 04 56 01 04 0b a0 07 1b 05 1b 2d 41 48 e9
                  8e 03 01 02 03                                      -- bilaterally-defined
            """.replaceAll("--.*", ""));

    @Test
    void readsEveryFieldOfAHeading() throws Exception {
        Heading heading = ((InterpersonalMessage) IpmCodec.decode(IPM)).heading();

        assertThat(heading.thisIpm()).isEqualTo(new IpmIdentifier(null, "1 261120"));
        assertThat(heading.originator()).isEqualTo(new ORDescriptor(null, "Ann", null));
        RecipientSpecifier recipient = heading.primaryRecipients().get(0);
        assertThat(recipient.recipient()).isEqualTo(new ORDescriptor(null, "Bob", "+44 1"));
        assertThat(recipient.notificationRequests().bit(RecipientSpecifier.RN)).isTrue();
        assertThat(recipient.notificationRequests().bit(RecipientSpecifier.NRN)).isTrue();
        assertThat(recipient.notificationRequests().bit(RecipientSpecifier.IPM_RETURN))
                .isFalse();
        assertThat(recipient.replyRequested()).isTrue();
        assertThat(heading.subject()).isEqualTo("Grüße");
        assertThat(heading.expiryTime()).isEqualTo(TIME);
        assertThat(heading.importance()).isEqualTo(Heading.Importance.HIGH);
        assertThat(heading.sensitivity()).isEqualTo(Heading.Sensitivity.COMPANY_CONFIDENTIAL);
        assertThat(heading.autoForwarded()).isTrue();
    }

    @Test
    void readsBodyParts() throws Exception {
        List<BodyPart> body = ((InterpersonalMessage) IpmCodec.decode(IPM)).body();

        assertThat(body.get(0)).isEqualTo(Ia5Text.of("text"));
        assertThat(((GeneralText) body.get(1)).registrations()).containsExactlyInAnyOrder(1, 6, 100);
        assertThat(((GeneralText) body.get(1)).text()).isEqualTo("Hé");
        assertThat(body.get(2)).isEqualTo(new BilaterallyDefined(Octets.of(1, 2, 3)));
    }

    @Test
    void writesTheSameOctets() throws Exception {
        assertThat(IpmCodec.encode(IpmCodec.decode(IPM))).isEqualTo(IPM);
    }

    @Test
    void carriesEveryFieldThatItCanWrite() throws Exception {
        assertThat(IpmCodec.decode(IpmCodec.encode(everything()))).isEqualTo(everything());
    }

    @Test
    void keepsBodyPartsThatItDoesNotKnow() throws Exception {
        Octets voice = Octets.hex("a2 05 31 00 03 01 00");
        Octets unknownExtended = Octets.hex("af 0d 28 0b 06 04 56 01 04 10 a0 03 04 01 aa");
        Heading heading = Heading.builder(new IpmIdentifier(null, "x")).build();
        Octets octets = IpmCodec.encode(new InterpersonalMessage(
                heading,
                List.of(new BodyPart.Other("voice", voice), new BodyPart.Other("2.6.1.4.16", unknownExtended))));

        List<BodyPart> body = ((InterpersonalMessage) IpmCodec.decode(octets)).body();

        assertThat(body)
                .containsExactly(new BodyPart.Other("voice", voice), new BodyPart.Other("2.6.1.4.16", unknownExtended));
    }

    @Test
    void keepsTheDeliveryEnvelopeOfAForwardedMessage() throws Exception {
        ForwardedMessage part = new ForwardedMessage(
                null,
                Octets.hex("a1 03 80 01 00"),
                new InterpersonalMessage(
                        Heading.builder(new IpmIdentifier(null, "x")).build(), List.of()));
        Octets octets = IpmCodec.encode(new InterpersonalMessage(
                Heading.builder(new IpmIdentifier(null, "y")).build(), List.of(part)));

        assertThat(((InterpersonalMessage) IpmCodec.decode(octets)).body()).containsExactly(part);
    }

    @Test
    void readsTheHeadingWhereOnlyTheFirstOctetsAreThere() throws Exception {
        Octets octets = IpmCodec.encode(everything());
        Octets first = octets.slice(0, octets.length() - 300);

        assertThat(IpmBeginning.heading(octets)).contains(everything().heading());
        assertThat(IpmBeginning.heading(first)).contains(everything().heading());
        for (int length = 0; length < octets.length(); length += 7) {
            Octets beginning = octets.slice(0, length);
            assertThat(IpmBeginning.heading(beginning).map(Heading::subject).orElse("Subject"))
                    .isEqualTo("Subject");
        }
        assertThat(IpmBeginning.heading(Octets.hex("a0 ff ff ff ff"))).isEmpty();
        assertThat(IpmBeginning.heading(Octets.hex("a2 03 31 01 00"))).isEmpty();
    }

    @Test
    void readsIndefiniteLengthsAndConstructedStrings() throws Exception {
        Octets octets = Octets.hex("""
                a0 80 31 80 6b 80 33 80 13 01 78 13 01 79 00 00 00 00 00 00
                      30 80 a0 80 31 00 36 80 16 02 61 62 16 01 63 00 00 00 00 00 00
                00 00
                """);
        // 33 and 36 are PrintableString and IA5String, constructed of segments
        InterpersonalMessage ipm = (InterpersonalMessage) IpmCodec.decode(octets);

        assertThat(ipm.heading().thisIpm().userRelativeIdentifier()).isEqualTo("xy");
        assertThat(ipm.body()).containsExactly(Ia5Text.of("abc"));
    }

    @Test
    void readsAndWritesReceiptNotifications() throws Exception {
        // subject-ipm "1"; receipt-fields: receipt-time, acknowledgment-mode automatic
        Octets octets = Octets.hex("a1 1b 6b 03 13 01 31 a0 14 a1 12 80 0d 3236313132313030303030305a 81 01 01");
        InterpersonalNotification receipt =
                new InterpersonalNotification(new IpmIdentifier(null, "1"), null, null, new Receipt(TIME, true, null));

        assertThat(IpmCodec.encode(receipt)).isEqualTo(octets);
        assertThat(IpmCodec.decode(octets)).isEqualTo(receipt);
    }

    @Test
    void readsAndWritesNonReceiptNotifications() throws Exception {
        // discarded because expired, with a comment and the IPM
        InterpersonalNotification nonReceipt = new InterpersonalNotification(
                new IpmIdentifier(user("Ann"), "1"),
                ORDescriptor.of(user("Bob")),
                ORDescriptor.of(user("Eve")),
                new NonReceipt(NonReceipt.IPM_DISCARDED, 0, "gone away", everything()));

        assertThat(IpmCodec.decode(IpmCodec.encode(nonReceipt))).isEqualTo(nonReceipt);
    }

    @Test
    void refusesEveryTruncation() throws Exception {
        Octets octets = IpmCodec.encode(everything());
        for (int length = 0; length < octets.length(); length++) {
            Octets cut = octets.slice(0, length);
            assertThatThrownBy(() -> IpmCodec.decode(cut)).isInstanceOf(DecodeException.class);
        }
    }

    @Test
    void survivesEveryCorruptedOctet() throws Exception {
        Octets octets = IpmCodec.encode(everything());
        for (int at = 0; at < octets.length(); at++) {
            for (int value : new int[] {0x00, 0x7f, 0x80, 0x84, 0xff, octets.at(at) ^ 0x20, octets.at(at) + 1}) {
                byte[] bad = octets.toArray();
                bad[at] = (byte) value;
                assertDecodesOrRefuses(Octets.wrap(bad));
            }
        }
    }

    @Test
    void survivesRandomOctets() {
        Random random = new Random(420);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextInt(60)];
            random.nextBytes(octets);
            if (octets.length > 2) {
                octets[0] = (byte) (0xa0 | random.nextInt(2));
                octets[1] = (byte) (octets.length - 2);
            }
            assertDecodesOrRefuses(Octets.wrap(octets));
        }
    }

    @Test
    void saysWhatIsMissingAndWhere() {
        assertThatThrownBy(() -> IpmCodec.decode(Octets.hex("a0 04 31 00 30 00")))
                .hasMessage("heading at octet 2: this-IPM is missing");
    }

    @Test
    void choosesType1984WhereItIsEnough() {
        IpmContent content = IpmContent.of(new InterpersonalMessage(
                Heading.builder(new IpmIdentifier(null, "1")).build(), List.of(Ia5Text.of("text"))));

        assertThat(content.contentType()).isEqualTo(ContentType.INTERPERSONAL_MESSAGING_1984);
        assertThat(content.encodedInformationTypes())
                .isEqualTo(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT));
    }

    @Test
    void tellsTheEnvelopeWhatIsInTheBody() throws Exception {
        IpmContent content = IpmContent.of(everything());

        assertThat(content.contentType()).isEqualTo(ContentType.INTERPERSONAL_MESSAGING_1988);
        EncodedInformationTypes types = content.encodedInformationTypes();
        assertThat(types.includes(EncodedInformationTypes.IA5_TEXT)).isTrue();
        assertThat(types.includes(EncodedInformationTypes.UNKNOWN)).isTrue();
        assertThat(types.extended())
                .contains("2.6.1.12.0", "1.0.10021.7.1.0.1", "1.0.10021.7.1.0.6", "1.0.10021.7.1.0.196");
    }

    @Test
    void writesTextInTheSmallestCharacterSet() {
        assertThat(GeneralText.of("plain").registrations()).isEqualTo(Set.of(1, 6));
        assertThat(GeneralText.of("café").octets()).isEqualTo(Octets.hex("1b2d41 636166e9"));
        assertThat(GeneralText.of("Ωμέγα").registrations()).isEqualTo(Set.of(1, 6, 196));
        for (String text : List.of("plain", "café", "Ωμέγα €")) {
            assertThat(GeneralText.of(text).text()).isEqualTo(text);
        }
    }

    @Test
    void writesTextInThePartOfIso8859ThatIsPreferred() {
        GeneralText text = GeneralText.of("Привет", Charset.forName("ISO-8859-5"));
        assertThat(text).isEqualTo(new GeneralText(Set.of(1, 6, 144), Octets.hex("1b2d4c bfe0d8d2d5e2")));
        assertThat(text.text()).isEqualTo("Привет");
        assertThat(text.charset()).isEqualTo(Charset.forName("ISO-8859-5"));
        assertThat(new GeneralText(Set.of(1, 6, 144), Octets.hex("bfe0d8")).text())
                .isEqualTo("При");
        assertThat(GeneralText.of("Привет", Charset.forName("ISO-8859-7")).charset())
                .isEqualTo(StandardCharsets.UTF_8);
        assertThat(GeneralText.of("café").charset()).isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(GeneralText.of("plain").charset()).isEqualTo(StandardCharsets.US_ASCII);
        assertThat(text.isReadable()).isTrue();
        assertThat(new GeneralText(Set.of(87), Octets.hex("1b2442 3021")).isReadable())
                .isFalse();
    }

    @Test
    void writesTeletexAsT61() {
        assertThat(TeletexString.canWrite("Łódź")).isTrue();
        assertThat(TeletexString.canWrite("what?")).isTrue();
        assertThat(TeletexString.canWrite("汉")).isFalse();
        assertThat(TeletexString.write("Ærø")).isEqualTo(Octets.hex("e1 72 f9"));
        assertThat(TeletexString.write("汉")).isEqualTo(Octets.latin1("?"));
        for (String text : List.of("Straße", "Çà et là", "Łódź", "señor")) {
            assertThat(TeletexString.read(TeletexString.write(text))).isEqualTo(text);
        }
    }

    private static InterpersonalMessage everything() throws Exception {
        IpmIdentifier other = new IpmIdentifier(user("Ann"), "0 261119");
        RecipientSpecifier asked = new RecipientSpecifier(
                ORDescriptor.of(user("Bob")),
                BitString.of(3, RecipientSpecifier.RN),
                true,
                List.of(new IpmExtension("1.3.6.1.4.1.99999.1", Octets.hex("05 00"))));
        Heading heading = Heading.builder(new IpmIdentifier(user("Ann"), "1 261120"))
                .originator(new ORDescriptor(user("Ann"), "Ann Øst", "+45 1"))
                .authorizingUsers(List.of(ORDescriptor.of(user("Boss"))))
                .primaryRecipients(List.of(asked))
                .copyRecipients(List.of(RecipientSpecifier.of(ORDescriptor.of(user("Cy")))))
                .blindCopyRecipients(List.of(RecipientSpecifier.of(ORDescriptor.of(user("Di")))))
                .repliedToIpm(other)
                .obsoletedIpms(List.of(other))
                .relatedIpms(List.of(other, new IpmIdentifier(null, "z")))
                .subject("Subject")
                .expiryTime(TIME)
                .replyTime(TIME.plusSeconds(60))
                .replyRecipients(List.of(ORDescriptor.of(user("Ed"))))
                .importance(Heading.Importance.LOW)
                .sensitivity(Heading.Sensitivity.PERSONAL)
                .autoForwarded(true)
                .extensions(List.of(new IpmExtension("2.6.1.5.1", Octets.hex("31 04 13 02 65 6e"))))
                .build();
        InterpersonalMessage inner = new InterpersonalMessage(
                Heading.builder(other).subject("Inner").build(), List.of(Ia5Text.of("inner text")));
        return new InterpersonalMessage(
                heading,
                List.of(
                        new Ia5Text(Ia5Text.ITA2, "TELEX"),
                        GeneralText.of("Ωμέγα"),
                        new FileTransfer("naïve.txt", TIME, Octets.latin1("file contents")),
                        new FileTransfer(null, null, Octets.NONE),
                        new FileTransfer("a.pdf", TIME, null, List.of("Content-Type: x/y", "é"), Octets.latin1("%PDF")),
                        new ForwardedMessage(TIME, null, inner),
                        new BilaterallyDefined(Octets.of(1, 2, 3))));
    }

    private static ORName user(String surname) throws Exception {
        return ORName.of(ORAddressText.parse("C=DK;A= ;P=TEST;S=" + surname));
    }

    private static void assertDecodesOrRefuses(Octets octets) {
        try {
            assertThat(IpmCodec.decode(octets)).isNotNull();
        } catch (DecodeException expected) {
            assertThat(expected.offset()).isBetween(0, octets.length());
        }
    }
}
