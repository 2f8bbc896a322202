package org.openx400.mta.mixer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mime4j.dom.field.ContentDispositionField;
import org.apache.james.mime4j.dom.field.ContentTypeField;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.ipm.BodyPart;
import org.openx400.mta.ipm.BodyPart.FileTransfer;
import org.openx400.mta.ipm.BodyPart.GeneralText;
import org.openx400.mta.ipm.BodyPart.Ia5Text;
import org.openx400.mta.ipm.Heading;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.IpmIdentifier;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

/**
 * The parts of a MIME message as body parts, RFC 2157: text as IA5 or general text, messages as forwarded IPMs, body parts
 * of X.400 as what they were, everything else as files that know their media type.
 */
final class BodyToX400 {
    /** Fields of a part that a file keeps in its user-visible-string. */
    static final List<String> KEPT = List.of("Content-Type", "Content-ID", "Content-Description", "Content-Location");

    /** Fields of a text that are said otherwise; disposition inline is what a text has. */
    private static final Set<String> KEPT_OF_TEXT = Set.of(
            "content-type", "content-transfer-encoding", "content-language", "content-length", "content-disposition");

    /** Text without a character set is ASCII; what is more than that is mostly this (RFC 6532 for header fields). */
    private static final String UNSAID = "utf-8";

    /** A longer text is a file: to be a text it would be in memory several times. */
    static final int LONGEST_TEXT = 16 * 1024 * 1024;

    private final HeadingToX400 headings;
    private final Prohibitions prohibited;

    BodyToX400(HeadingToX400 headings, Prohibitions prohibited) {
        this.headings = headings;
        this.prohibited = prohibited;
    }

    /** @param otherwise the identifier of an IPM whose header has none */
    InterpersonalMessage message(MimeEntity entity, IpmIdentifier otherwise) throws MailRefusal {
        List<BodyPart> body = new ArrayList<>();
        MimeStructure structure = add(entity, body);
        boolean plain = structure.equals(BodyToInternet.structure(body));
        Heading heading = headings.heading(
                entity.header(), otherwise, plain ? Optional.empty() : Optional.of(structure.toString()));
        return new InterpersonalMessage(heading, body);
    }

    private MimeStructure add(MimeEntity entity, List<BodyPart> body) throws MailRefusal {
        if (entity.content() instanceof MimeEntity.Multipart multipart) {
            List<MimeStructure> inside = new ArrayList<>();
            for (MimeEntity part : multipart.parts()) {
                inside.add(add(part, body));
            }
            return inside.isEmpty()
                    ? empty(body)
                    : new MimeStructure.Multipart(
                            multipart.subtype(),
                            MimeStructure.parameters(entity.header().contentType(), "boundary"),
                            inside);
        }
        if (entity.content() instanceof MimeEntity.Sealed sealed) {
            body.add(sealed(entity.header(), sealed.octets()));
        } else if (entity.content() instanceof MimeEntity.Message forwarded) {
            InterpersonalMessage ipm = message(forwarded.message(), MessageIds.NONE);
            body.add(new BodyPart.ForwardedMessage(
                    deliveryTime(forwarded.message().header()), null, ipm));
        } else {
            BodyPart leaf = leaf(entity.header(), ((MimeEntity.Leaf) entity.content()).octets());
            body.add(leaf);
            if (leaf instanceof Ia5Text || leaf instanceof GeneralText) {
                return text(entity.header());
            }
        }
        return MimeStructure.Part.PLAIN;
    }

    /** What a text body part cannot say of itself: parameters such as format=flowed are carried, fields are not. */
    private MimeStructure text(HeaderFields header) throws MailRefusal {
        Optional<String> lost = header.fields().stream()
                .map(HeaderField::name)
                .filter(name -> name.regionMatches(true, 0, "content-", 0, 8))
                .filter(name -> !KEPT_OF_TEXT.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (prohibited.loss() && lost.isPresent()) {
            throw MailRefusal.of(
                    "5.6.2", lost.get() + " of a text would be lost in X.400, which the sender has prohibited");
        }
        return header.first("Content-Type").isEmpty()
                ? MimeStructure.Part.PLAIN
                : new MimeStructure.Part(MimeStructure.parameters(header.contentType(), "charset"));
    }

    private static MimeStructure empty(List<BodyPart> body) {
        body.add(Ia5Text.of(""));
        return MimeStructure.Part.PLAIN;
    }

    private static @Nullable Instant deliveryTime(HeaderFields header) {
        return header.first("Delivery-Date").flatMap(MailDates::parse).orElse(null);
    }

    private BodyPart leaf(HeaderFields header, Octets octets) throws MailRefusal {
        ContentTypeField type = header.contentType();
        Optional<ContentDispositionField> disposition = header.contentDisposition();
        String fileName = fileName(type, disposition);
        boolean attached = fileName != null
                || disposition.map(ContentDispositionField::isAttachment).orElse(false);
        if (type.isMimeType("text/plain") && !attached && octets.length() <= LONGEST_TEXT) {
            Optional<BodyPart> text = text(type, octets);
            if (text.isPresent()) {
                return text.get();
            }
        }
        if (type.isMimeType("application/x400-bp")) { // RFC 2157 3.2
            Optional<BodyPart> original = bodyPart(type, octets);
            if (original.isPresent()) {
                return original.get();
            }
        }
        if (BodyToInternet.BILATERALLY_DEFINED.equals(type.getParameter(BodyToInternet.BODY_PART))) {
            return new BodyPart.BilaterallyDefined(octets);
        }
        return new FileTransfer(
                fileName,
                disposition
                        .map(ContentDispositionField::getCreationDate)
                        .map(Date::toInstant)
                        .orElse(null),
                disposition
                        .map(ContentDispositionField::getModificationDate)
                        .map(Date::toInstant)
                        .orElse(null),
                kept(header, disposition),
                octets);
    }

    private static @Nullable String fileName(ContentTypeField type, Optional<ContentDispositionField> disposition) {
        String name = disposition.map(ContentDispositionField::getFilename).orElse(type.getParameter("name"));
        return name == null || name.isBlank() ? null : EncodedWords.decode(name);
    }

    private static List<String> kept(HeaderFields header, Optional<ContentDispositionField> disposition) {
        List<String> lines = new ArrayList<>();
        for (String name : KEPT) {
            header.first(name).ifPresent(body -> lines.add(name + ": " + body));
        }
        if (header.first("Content-Type").isEmpty()) {
            lines.add("Content-Type: text/plain");
        }
        disposition.ifPresent(field -> lines.add("Content-Disposition: " + field.getDispositionType()));
        return lines;
    }

    /** A security multipart as one part, so that its signature stays right: RFC 2157 3.1.3 and 8. */
    private BodyPart sealed(HeaderFields header, Octets octets) {
        Optional<String> encapsulated =
                octets.length() <= LONGEST_TEXT ? EncapsulatedMime.format(header, octets) : Optional.empty();
        return encapsulated.isPresent()
                ? Ia5Text.of(encapsulated.get())
                : new FileTransfer(null, null, null, kept(header, Optional.empty()), octets);
    }

    /** Empty if the octets are not text in the character set that they are said to be in. */
    private Optional<BodyPart> text(ContentTypeField type, Octets octets) throws MailRefusal {
        String name = type.getCharset() == null ? UNSAID : type.getCharset();
        try {
            Charset charset = Charset.forName(name);
            String text = charset.newDecoder()
                    .decode(ByteBuffer.wrap(octets.toArray()))
                    .toString();
            if (Ascii.is(text)) {
                return Optional.of(Ia5Text.of(text));
            }
            GeneralText general = GeneralText.of(text, charset);
            if (prohibited.conversion() && !general.charset().equals(charset)) {
                throw MailRefusal.of(
                        "5.6.2",
                        "text in " + name.toLowerCase(Locale.ROOT)
                                + " would have to be converted, which the sender has prohibited");
            }
            return Optional.of(general);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<BodyPart> bodyPart(ContentTypeField type, Octets octets) {
        String kind = type.getParameter("bp-type");
        try {
            BerReader.single(octets, "body part");
            return Optional.of(new BodyPart.Other(kind == null ? "unknown" : kind, octets));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }
}
