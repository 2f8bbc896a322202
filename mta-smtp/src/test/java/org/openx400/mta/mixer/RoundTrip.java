package org.openx400.mta.mixer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.MailContent;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailPath;
import org.openx400.mta.smtp.MailRecipient;

/** Mail there and back, through the octets of X.400. */
final class RoundTrip {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    static final GlobalDomainIdentifier DOMAIN = GlobalDomainIdentifier.of("US", " ", "GATEWAY");
    static final MTSIdentifier IDENTIFIER = new MTSIdentifier(DOMAIN, "gw.1234");

    static final InternetToX400 TO_X400 = new InternetToX400(MixerFixture.MAPPER, DOMAIN, MimeLimits.DEFAULT);
    static final X400ToInternet TO_INTERNET = new X400ToInternet(MixerFixture.MAPPER);

    private RoundTrip() {}

    static MailEnvelope envelope(String from, String... to) {
        return new MailEnvelope(
                from.isEmpty() ? MailPath.NULL : MailPath.of(from),
                null,
                null,
                java.util.Arrays.stream(to)
                        .map(each -> new MailRecipient(MailPath.of(each), Set.of(), null))
                        .toList(),
                true,
                false);
    }

    static MailContent content(byte[] octets) {
        return new MailContent() {
            @Override
            public long length() {
                return octets.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(octets);
            }
        };
    }

    /** Lines of the text end in CRLF. */
    static byte[] mail(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    static Conversion convert(MailEnvelope envelope, byte[] mail) {
        try {
            return TO_X400.convert(envelope, content(mail), IDENTIFIER, NOW);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Conversion.Message toX400(byte[] mail) {
        Conversion conversion = convert(envelope("ann@example.net", "smith@example.com", "duty@example.com"), mail);
        if (conversion instanceof Conversion.Message message) {
            return message;
        }
        throw new IllegalStateException(conversion.toString());
    }

    static Octets content(Conversion.Message message) {
        return Octets.concat(message.content());
    }

    static InternetMail toInternet(MessageTransferEnvelope envelope, Octets content) {
        List<Integer> all =
                IntStream.range(0, envelope.perRecipientFields().size()).boxed().toList();
        Outgoing outgoing = TO_INTERNET.message(envelope, content, all, NOW);
        if (outgoing.mail() == null) {
            throw new IllegalStateException(outgoing.toString());
        }
        return outgoing.mail();
    }

    static byte[] octets(InternetMail mail) {
        try (InputStream in = mail.content().open()) {
            byte[] octets = in.readAllBytes();
            if (octets.length != mail.content().length()) {
                throw new IllegalStateException(
                        octets.length + " octets, " + mail.content().length() + " announced");
            }
            return octets;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] thereAndBack(byte[] mail) {
        Conversion.Message message = toX400(mail);
        return octets(toInternet(message.envelope(), content(message)));
    }

    static MimeEntity parse(byte[] mail) {
        try {
            return MimeReader.read(new ByteArrayInputStream(mail), MimeLimits.DEFAULT);
        } catch (IOException | MailRefusal e) {
            throw new IllegalStateException(e);
        }
    }
}
