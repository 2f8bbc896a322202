package org.openx400.mta.mixer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.james.mime4j.dom.field.ContentDispositionField;
import org.apache.james.mime4j.dom.field.ContentTypeField;
import org.openx400.mta.octets.Octets;

/** What of a mail must be the same after it was in X.400 and came back, as text: header fields by meaning, parts by content. */
final class Kept {
    /** Fields that the gateway or MIME writes anew. */
    private static final Set<String> NOT_COMPARED = Set.of(
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "content-disposition",
            "content-id",
            "content-description",
            "content-location",
            "x400-received",
            "x400-mts-identifier",
            "x400-originator",
            "x400-recipients",
            "x400-originally-specified-recipient-number",
            "original-encoded-information-types",
            "x400-content-type",
            "x400-content-identifier",
            "return-path",
            "date");

    private static final Set<String> ADDRESSES =
            Set.of("from", "sender", "to", "cc", "bcc", "reply-to", "disposition-notification-to");
    private static final Set<String> TIMES = Set.of("expires", "reply-by", "deferred-delivery", "latest-delivery-time");
    private static final Set<String> WORDS = Set.of(
            "importance",
            "sensitivity",
            "autoforwarded",
            "priority",
            "conversion",
            "conversion-with-loss",
            "alternate-recipient",
            "auto-submitted");
    private static final Set<String> SYNONYMS = Set.of("obsoletes", "expiry-date", "language", "autosubmitted");

    private Kept() {}

    static String of(byte[] mail) {
        return of(RoundTrip.parse(mail), "");
    }

    private static String of(MimeEntity message, String indent) {
        TreeMap<String, List<String>> fields = new TreeMap<>();
        for (HeaderField field : message.header().fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            String value = value(name, field.body());
            // what has no identifier gets one from the gateway
            boolean ours = name.equals("received") && value.contains("(MIXER Conversion")
                    || name.equals("to") && value.equals("list:;");
            boolean given = name.equals("message-id") && value.equals("<\"gw.1234*\"@MHS>");
            if (!ours && !given && !NOT_COMPARED.contains(name) && !SYNONYMS.contains(name) && !value.isEmpty()) {
                fields.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
            }
        }
        String header = fields.entrySet().stream()
                .map(entry -> indent + entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        String date = message.header()
                .first("Date")
                .flatMap(MailDates::parse)
                .map(Instant::toString)
                .orElse("");
        // an empty date is filled with the time of submission
        return header
                + (date.isEmpty() || indent.isEmpty() && date.equals(RoundTrip.NOW.toString())
                        ? ""
                        : indent + "date: " + date + "\n")
                + body(message, indent, true);
    }

    private static String value(String name, String body) {
        if (ADDRESSES.contains(name)) {
            String people = Mailboxes.parse(body).stream()
                    .map(named -> named.name() + " <" + named.mailbox() + ">")
                    .collect(Collectors.joining(", "));
            return people.isEmpty() ? body : people;
        }
        if (TIMES.contains(name)) {
            return MailDates.parse(body).map(Instant::toString).orElse(body);
        }
        if (WORDS.contains(name)) {
            String word = body.toLowerCase(Locale.ROOT).strip();
            return Set.of("normal", "false", "allowed").contains(word) ? "" : word;
        }
        return EncodedWords.decode(body).replaceAll("\\s+", " ").strip();
    }

    private static String body(MimeEntity entity, String indent, boolean whole) {
        if (entity.content() instanceof MimeEntity.Multipart multipart) {
            return indent + "multipart/" + multipart.subtype() + "\n"
                    + multipart.parts().stream()
                            .map(part -> body(part, indent + "  ", false))
                            .collect(Collectors.joining());
        }
        if (entity.content() instanceof MimeEntity.Message message) {
            return indent + "message/rfc822\n" + of(message.message(), indent + "  ");
        }
        if (entity.content() instanceof MimeEntity.Sealed sealed) {
            return indent + "sealed " + sealed.octets().toLatin1();
        }
        Octets octets = ((MimeEntity.Leaf) entity.content()).octets();
        ContentTypeField type = entity.header().contentType();
        String name = entity.header()
                .contentDisposition()
                .map(ContentDispositionField::getFilename)
                .orElse(type.getParameter("name"));
        String fileName = name == null ? "" : " " + EncodedWords.decode(name);
        String id =
                entity.header().first("Content-ID").map(value -> " " + value).orElse("");
        return indent + type.getMimeType() + fileName + id + " " + content(type, octets, whole) + "\n";
    }

    private static String content(ContentTypeField type, Octets octets, boolean whole) {
        if (type.isMimeType("text/plain")) {
            try {
                String charset = type.getCharset() == null ? "us-ascii" : type.getCharset();
                String text = Charset.forName(charset)
                        .newDecoder()
                        .decode(ByteBuffer.wrap(octets.toArray()))
                        .toString();
                return "text " + (whole ? text.stripTrailing() : text);
            } catch (CharacterCodingException | IllegalArgumentException e) {
                return octets.toHex();
            }
        }
        return octets.length() + " octets, hash " + octets.hashCode();
    }
}
