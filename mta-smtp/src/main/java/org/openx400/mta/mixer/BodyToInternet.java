package org.openx400.mta.mixer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.QuotedPrintableOutputStream;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.ipm.BodyPart;
import org.openx400.mta.ipm.BodyPart.BilaterallyDefined;
import org.openx400.mta.ipm.BodyPart.FileTransfer;
import org.openx400.mta.ipm.BodyPart.ForwardedMessage;
import org.openx400.mta.ipm.BodyPart.GeneralText;
import org.openx400.mta.ipm.BodyPart.Ia5Text;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.IpmCodec;
import org.openx400.mta.octets.Octets;

/**
 * Body parts as parts of a MIME message, RFC 2157. A body part for which MIME has nothing goes as it is, as
 * application/x400-bp, so nothing is lost.
 */
final class BodyToInternet {
    /** The parameter by which a part says that it was this body part. */
    static final String BODY_PART = "x400-bp";

    static final String BILATERALLY_DEFINED = "14";

    private static final int LONGEST_LINE = 998;

    /** A longer text goes in base64, which is made piece by piece. */
    private static final int LONGEST_QUOTED = 4 * 1024 * 1024;

    private static final Pattern BARE_LINE_END = Pattern.compile("\r(?!\n)|(?<!\r)\n|\0");

    /** A media type with parameters, without anything that could end a field. */
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(?:\\s*;[ -~]*)?");

    private final HeadingToInternet headings;
    private final MimeOutput out;
    private final String boundary;
    private int boundaries;

    /** @param boundary of the multiparts; must not be in a body part */
    BodyToInternet(HeadingToInternet headings, MimeOutput out, String boundary) {
        this.headings = headings;
        this.out = out;
        this.boundary = boundary;
    }

    /** Writes the fields of MIME behind those of the header, the empty line, and the body. */
    void write(InterpersonalMessage ipm, HeaderWriter header) {
        List<BodyPart> body = ipm.body();
        header.field("MIME-Version", "1.0");
        Optional<String> carried = HeadingToInternet.carried(ipm.heading()).first(MimeStructure.FIELD);
        MimeStructure structure =
                carried.flatMap(text -> MimeStructure.parse(text, body.size())).orElseGet(() -> structure(body));
        write(structure, body.iterator(), header);
    }

    /** How body parts are nested where nothing is said of it, RFC 2157 2.2. */
    static MimeStructure structure(List<BodyPart> body) {
        if (body.size() == 1) {
            return MimeStructure.Part.PLAIN;
        }
        boolean messages = !body.isEmpty() && body.stream().allMatch(ForwardedMessage.class::isInstance);
        return messages ? MimeStructure.digest(body.size()) : MimeStructure.flat(body.size());
    }

    private void write(MimeStructure structure, Iterator<BodyPart> parts, HeaderWriter header) {
        if (structure instanceof MimeStructure.Multipart multipart
                && !multipart.inside().isEmpty()) {
            String delimiter = boundary + "-" + ++boundaries;
            header.field(
                    "Content-Type",
                    "multipart/" + multipart.subtype() + multipart.parameters() + "; boundary=\"" + delimiter + "\"");
            out.add(header.end());
            for (MimeStructure inside : multipart.inside()) {
                out.add("--" + delimiter + "\r\n");
                write(inside, parts, new HeaderWriter());
                out.add("\r\n");
            }
            out.add("--" + delimiter + "--\r\n");
        } else if (parts.hasNext()) {
            write(parts.next(), structure.parameters(), header);
        } else {
            out.add(header.end());
        }
    }

    /** @param parameters of the media type, if it is text */
    private void write(BodyPart part, String parameters, HeaderWriter header) {
        if (part instanceof Ia5Text ia5) {
            Optional<EncapsulatedMime> encapsulated = EncapsulatedMime.parse(ia5.text());
            if (encapsulated.isPresent()) {
                encapsulated.get().fields().forEach(header::field);
                out.add(header.end());
                out.add(encapsulated.get().body());
                return;
            }
            boolean ascii = Ascii.is(ia5.text());
            text(ia5.text(), ascii ? StandardCharsets.US_ASCII : StandardCharsets.ISO_8859_1, parameters, header);
        } else if (part instanceof GeneralText general && general.isReadable()) {
            text(general.text(), general.charset(), parameters, header);
        } else if (part instanceof FileTransfer file) {
            file(file, header);
        } else if (part instanceof BilaterallyDefined bilateral) {
            header.field("Content-Type", "application/octet-stream; " + BODY_PART + "=" + BILATERALLY_DEFINED);
            base64(bilateral.data(), header);
        } else if (part instanceof ForwardedMessage forwarded) {
            header.field("Content-Type", "message/rfc822");
            out.add(header.end());
            HeaderWriter inner = new HeaderWriter();
            if (forwarded.deliveryTime() != null) {
                inner.field("Delivery-Date", MailDates.format(forwarded.deliveryTime()));
            }
            HeadingToInternet.writeTrace(forwarded.ipm().heading(), inner);
            headings.write(forwarded.ipm().heading(), null, inner);
            write(forwarded.ipm(), inner);
        } else {
            // RFC 2157 3.2
            String kind = part.kind().replaceAll("[^A-Za-z0-9.-]", "-");
            header.field("Content-Type", "application/x400-bp; bp-type=" + kind);
            base64(IpmCodec.encode(part), header);
        }
    }

    private void text(String text, Charset charset, String parameters, HeaderWriter header) {
        header.field("Content-Type", "text/plain; charset=" + charset.name().toLowerCase(Locale.ROOT) + parameters);
        boolean bare = BARE_LINE_END.matcher(text).find();
        if (charset.equals(StandardCharsets.US_ASCII) && !bare && hasShortLines(text)) {
            out.add(header.end());
            out.add(text);
        } else if (text.length() > LONGEST_QUOTED) {
            base64(Octets.wrap(text.getBytes(charset)), header);
        } else {
            header.field("Content-Transfer-Encoding", "quoted-printable");
            out.add(header.end());
            out.add(quotedPrintable(text.getBytes(charset), bare));
        }
    }

    private static boolean hasShortLines(String text) {
        int start = 0;
        for (int end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n", start)) {
            if (end - start > LONGEST_LINE) {
                return false;
            }
            start = end + 2;
        }
        return text.length() - start <= LONGEST_LINE;
    }

    private static Octets quotedPrintable(byte[] text, boolean binary) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (QuotedPrintableOutputStream encoder = new QuotedPrintableOutputStream(encoded, binary)) {
            encoder.write(text, 0, text.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Octets.wrap(encoded.toByteArray());
    }

    private void file(FileTransfer file, HeaderWriter header) {
        String type = kept(file, "Content-Type");
        String mediaType =
                type != null && MEDIA_TYPE.matcher(type).matches() && !type.regionMatches(true, 0, "multipart/", 0, 10)
                        ? type
                        : "application/octet-stream";
        header.field("Content-Type", mediaType);
        for (String name : BodyToX400.KEPT.subList(1, BodyToX400.KEPT.size())) {
            String value = kept(file, name);
            if (value != null) {
                header.text(name, value);
            }
        }
        disposition(file, type != null).ifPresent(value -> header.field("Content-Disposition", value));
        boolean message = mediaType.regionMatches(true, 0, "message/", 0, 8);
        String text = message ? file.data().toLatin1() : "";
        if (message && Ascii.is(text) && !BARE_LINE_END.matcher(text).find()) {
            out.add(header.end()); // RFC 2046 5.2: only 7bit in message
            out.add(file.data());
        } else {
            base64(file.data(), header);
        }
    }

    private static @Nullable String kept(FileTransfer file, String name) {
        return file.userVisibleString().stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }

    private static Optional<String> disposition(FileTransfer file, boolean fromInternet) {
        String kept = kept(file, "Content-Disposition");
        if (kept == null && fromInternet && file.fileName() == null) {
            return Optional.empty();
        }
        StringBuilder disposition = new StringBuilder("inline".equalsIgnoreCase(kept) ? "inline" : "attachment");
        String fileName = file.fileName();
        if (fileName != null) {
            disposition.append("; ").append(parameter("filename", fileName));
        }
        time(disposition, "creation-date", file.created());
        time(disposition, "modification-date", file.modified());
        return Optional.of(
                disposition.append("; size=").append(file.data().length()).toString());
    }

    private static void time(StringBuilder disposition, String name, @Nullable Instant time) {
        if (time != null) {
            disposition
                    .append("; ")
                    .append(name)
                    .append("=\"")
                    .append(MailDates.format(time))
                    .append('"');
        }
    }

    /** RFC 2231 where it has to be. */
    static String parameter(String name, String value) {
        if (value.matches("[ !#-\\[\\]-~]*")) {
            return name + "=\"" + value + "\"";
        }
        StringBuilder encoded = new StringBuilder(name).append("*=utf-8''");
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    private void base64(Octets octets, HeaderWriter header) {
        header.field("Content-Transfer-Encoding", "base64");
        out.add(header.end());
        out.addBase64(octets);
    }
}
