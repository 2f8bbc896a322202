package org.openx400.mta.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Header;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.MessageBuilder;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.field.ContentTypeField;
import org.apache.james.mime4j.dom.field.UnstructuredField;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.openx400.mta.octets.Octets;

/** An Internet mail as it was delivered, read by mime4j, which accepts nothing that is not as the RFCs have it. */
public final class ArrivedMail {
    private final Message message;

    private ArrivedMail(Message message) {
        this.message = message;
    }

    /**
     * A part with a file name.
     *
     * @param type such as {@code application/pdf}
     * @param octets decoded
     */
    public record Attachment(String name, String type, Octets octets) {}

    /** @throws IOException if the file is no mail as it has to be */
    public static ArrivedMail read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new ArrivedMail(strict().parseMessage(in));
        } catch (MimeException e) {
            throw new IOException(file + " is no mail: " + Files.readString(file, StandardCharsets.ISO_8859_1), e);
        }
    }

    /** The first field of this name, unfolded and with encoded words decoded. */
    public Optional<String> field(String name) {
        return field(message.getHeader(), name);
    }

    /** Such as {@code multipart/report}. */
    public String type() {
        return message.getMimeType();
    }

    /** A parameter of Content-Type. */
    public Optional<String> typeParameter(String name) {
        return message.getHeader().getField("Content-Type") instanceof ContentTypeField type
                ? Optional.ofNullable(type.getParameter(name))
                : Optional.empty();
    }

    /** The types of the parts of a multipart, in their order. */
    public List<String> parts() {
        return message.getBody() instanceof Multipart multipart
                ? multipart.getBodyParts().stream().map(Entity::getMimeType).toList()
                : List.of();
    }

    /** The first plain text, with lines that end in LF. */
    public String text() throws IOException {
        Entity text = leaves(message)
                .filter(entity -> entity.getMimeType().equals("text/plain") && entity.getFilename() == null)
                .findFirst()
                .orElseThrow(() -> new IOException("there is no text/plain in it"));
        String charset = Optional.ofNullable(text.getCharset()).orElse("us-ascii");
        return new String(octets(text).toArray(), charset).replace("\r\n", "\n");
    }

    public List<Attachment> attachments() throws IOException {
        List<Attachment> attachments = new ArrayList<>();
        for (Entity entity : leaves(message).toList()) {
            if (entity.getFilename() != null) {
                attachments.add(new Attachment(entity.getFilename(), entity.getMimeType(), octets(entity)));
            }
        }
        return attachments;
    }

    /** What a delivery status notification says (RFC 3464): the fields of the message, then those of each recipient. */
    public List<Header> deliveryStatus() throws IOException {
        Entity status = leaves(message)
                .filter(entity -> entity.getMimeType().equals("message/delivery-status"))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no message/delivery-status in it"));
        String text = new String(octets(status).toArray(), StandardCharsets.US_ASCII)
                .replace("\r\n", "\n")
                .strip();
        List<Header> groups = new ArrayList<>();
        for (String group : text.split("\n\n+")) {
            byte[] fields = (group.replace("\n", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            try {
                groups.add(strict().parseHeader(new ByteArrayInputStream(fields)));
            } catch (MimeException e) {
                throw new IOException("no fields of a delivery status: " + group, e);
            }
        }
        return groups;
    }

    /** The first field of this name in one of the {@link #deliveryStatus} groups. */
    public static Optional<String> field(Header header, String name) {
        return Optional.ofNullable(header.getField(name))
                .map(field ->
                        field instanceof UnstructuredField unstructured ? unstructured.getValue() : field.getBody())
                .map(String::strip);
    }

    private static MessageBuilder strict() {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.STRICT);
        return builder;
    }

    private static Stream<Entity> leaves(Entity entity) {
        return entity.getBody() instanceof Multipart multipart
                ? multipart.getBodyParts().stream().flatMap(ArrivedMail::leaves)
                : Stream.of(entity);
    }

    private static Octets octets(Entity entity) throws IOException {
        if (!(entity.getBody() instanceof SingleBody body)) {
            throw new IOException(entity.getMimeType() + " is no single body");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);
        return Octets.wrap(out.toByteArray());
    }
}
