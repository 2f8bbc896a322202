package org.openx400.mta.mixer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.dom.field.ContentTypeField;
import org.apache.james.mime4j.io.MaxHeaderLimitException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.apache.james.mime4j.util.ByteSequence;
import org.openx400.mta.octets.OctetCollector;
import org.openx400.mta.octets.Octets;

/** Reads a message of RFC 5322 and MIME within limits. What can be made sense of is read, as mail comes in many forms. */
final class MimeReader {
    private static final int LINE = 64 * 1024;
    private static final int CHUNK = 8 * 1024;
    private static final Pattern FOLD = Pattern.compile("[\r\n]+(?=[ \t])");

    private final MimeLimits limits;
    private final MimeTokenStream stream;
    private int parts;
    private int content;

    private MimeReader(MimeLimits limits) {
        this.limits = limits;
        this.stream = new MimeTokenStream(MimeConfig.custom()
                .setMaxLineLen(LINE)
                .setMaxHeaderLen(limits.header())
                .setMaxHeaderCount(limits.fields())
                .setMaxContentLen(-1)
                .build());
    }

    /** The octets are read up to the end; the stream stays open. */
    static MimeEntity read(InputStream octets, MimeLimits limits) throws IOException, MailRefusal {
        MimeReader reader = new MimeReader(limits);
        reader.stream.parse(octets);
        try {
            reader.stream.next();
            return reader.entity(EntityState.T_END_MESSAGE, 1);
        } catch (MaxHeaderLimitException e) {
            throw MailRefusal.of(
                    "5.6.0",
                    "the header has more than " + limits.header() + " octets or " + limits.fields() + " fields");
        } catch (MimeException e) {
            throw MailRefusal.of("5.6.0", "the message is not MIME: " + e.getMessage());
        }
    }

    /** From the start of a header up to the end of its entity. */
    private MimeEntity entity(EntityState end, int depth) throws IOException, MimeException, MailRefusal {
        if (depth > limits.depth()) {
            throw MailRefusal.of("5.6.0", "parts are more than " + limits.depth() + " deep in one another");
        }
        if (++parts > limits.parts()) {
            throw MailRefusal.of("5.6.0", "there are more than " + limits.parts() + " parts");
        }
        HeaderFields header = header();
        boolean sealed = isSecurityMultipart(header);
        stream.setRecursionMode(sealed ? RecursionMode.M_FLAT : RecursionMode.M_RECURSE);
        MimeEntity.Content found = new MimeEntity.Leaf(Octets.NONE);
        for (EntityState state = stream.getState();
                state != end && state != EntityState.T_END_OF_STREAM;
                state = stream.next()) {
            if (state == EntityState.T_BODY) {
                found = sealed ? new MimeEntity.Sealed(body(stream.getInputStream())) : leaf();
                stream.setRecursionMode(RecursionMode.M_RECURSE);
            } else if (state == EntityState.T_START_MULTIPART) {
                found = multipart(header, depth);
            } else if (state == EntityState.T_START_MESSAGE) {
                stream.next();
                found = new MimeEntity.Message(entity(EntityState.T_END_MESSAGE, depth + 1));
            }
        }
        return new MimeEntity(header, found);
    }

    private MimeEntity.Multipart multipart(HeaderFields header, int depth)
            throws IOException, MimeException, MailRefusal {
        List<MimeEntity> inside = new ArrayList<>();
        EntityState state = stream.next();
        while (state != EntityState.T_END_MULTIPART && state != EntityState.T_END_OF_STREAM) {
            if (state == EntityState.T_START_BODYPART) {
                stream.next();
                inside.add(entity(EntityState.T_END_BODYPART, depth + 1));
            }
            state = stream.next();
        }
        return new MimeEntity.Multipart(header.contentType().getSubType().toLowerCase(Locale.ROOT), inside);
    }

    private HeaderFields header() throws IOException, MimeException, MailRefusal {
        List<HeaderField> fields = new ArrayList<>();
        int octets = 0;
        EntityState state = stream.getState();
        while (state == EntityState.T_START_HEADER || state == EntityState.T_FIELD) {
            if (state == EntityState.T_FIELD) {
                HeaderField field = field(stream.getField());
                fields.add(field);
                octets += field.name().length() + field.body().length();
                if (octets > limits.header()) {
                    throw MailRefusal.of("5.6.0", "the header has more than " + limits.header() + " octets");
                }
            }
            state = stream.next();
        }
        return new HeaderFields(fields);
    }

    private static HeaderField field(Field field) {
        ByteSequence raw = field.getRaw();
        String text = raw == null ? field.getBody() : text(raw.toByteArray());
        String body = raw == null ? text : text.substring(text.indexOf(':') + 1);
        return new HeaderField(
                field.getName().strip(), FOLD.matcher(body).replaceAll("").strip());
    }

    /** UTF-8 as RFC 6532 has it, otherwise one of the older sets. */
    private static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean isSecurityMultipart(HeaderFields header) {
        ContentTypeField type = header.contentType();
        return type.isMimeType("multipart/signed") || type.isMimeType("multipart/encrypted");
    }

    private MimeEntity.Leaf leaf() throws IOException, MailRefusal {
        return new MimeEntity.Leaf(body(stream.getDecodedInputStream()));
    }

    private Octets body(InputStream octets) throws IOException, MailRefusal {
        OctetCollector collector = new OctetCollector(limits.content() - content);
        try (InputStream decoded = octets) {
            byte[] chunk = new byte[CHUNK];
            for (int length = decoded.read(chunk); length >= 0; length = decoded.read(chunk)) {
                if (!collector.add(Octets.wrap(chunk, 0, length))) {
                    throw MailRefusal.of("5.3.4", "the parts have more than " + limits.content() + " octets");
                }
            }
        }
        Octets body = collector.take();
        content += body.length();
        return body;
    }
}
