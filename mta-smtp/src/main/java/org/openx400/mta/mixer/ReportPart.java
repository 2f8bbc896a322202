package org.openx400.mta.mixer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openx400.mta.octets.Octets;

/** The parts of a multipart/report (RFC 6522) as they are read. */
final class ReportPart {
    private ReportPart() {}

    /** The blocks of fields in the part of this media type; empty if the mail is no report with such a part. */
    static List<HeaderFields> blocks(MimeEntity mail, String mediaType) {
        if (mail.content() instanceof MimeEntity.Multipart multipart
                && multipart.subtype().equals("report")) {
            for (MimeEntity part : multipart.parts()) {
                if (part.header().contentType().isMimeType(mediaType)
                        && part.content() instanceof MimeEntity.Leaf leaf) {
                    return blocks(leaf.octets());
                }
            }
        }
        return List.of();
    }

    private static List<HeaderFields> blocks(Octets text) {
        List<HeaderFields> blocks = new ArrayList<>();
        for (String block : text.toText(StandardCharsets.UTF_8).split("\r?\n[ \t]*\r?\n")) {
            List<HeaderField> fields = new ArrayList<>();
            for (String line : block.replaceAll("\r?\n(?=[ \t])", "").split("\r?\n")) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.add(new HeaderField(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip()));
                }
            }
            if (!fields.isEmpty()) {
                blocks.add(new HeaderFields(fields));
            }
        }
        return blocks;
    }

    /** The same report, in which the part of this media type is text for people. */
    static MimeEntity withTextFor(MimeEntity mail, String mediaType) {
        if (!(mail.content() instanceof MimeEntity.Multipart multipart)) {
            return mail;
        }
        List<MimeEntity> parts = multipart.parts().stream()
                .map(part -> part.header().contentType().isMimeType(mediaType)
                        ? new MimeEntity(new HeaderFields(List.of()), part.content())
                        : part)
                .toList();
        return new MimeEntity(mail.header(), new MimeEntity.Multipart(multipart.subtype(), parts));
    }

    /** The message that the report is about, if it was returned as a whole. */
    static Optional<MimeEntity> returned(MimeEntity mail) {
        if (mail.content() instanceof MimeEntity.Multipart multipart) {
            for (MimeEntity part : multipart.parts()) {
                if (part.content() instanceof MimeEntity.Message message) {
                    return Optional.of(message.message());
                }
            }
        }
        return Optional.empty();
    }

    /** The header of the message that the report is about, if it was returned. */
    static Optional<HeaderFields> returnedHeader(MimeEntity mail) {
        return returned(mail)
                .map(MimeEntity::header)
                .or(() -> blocks(mail, "text/rfc822-headers").stream().findFirst());
    }
}
