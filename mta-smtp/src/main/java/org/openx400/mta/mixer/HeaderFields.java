package org.openx400.mta.mixer;

import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.field.ContentDispositionField;
import org.apache.james.mime4j.dom.field.ContentTypeField;
import org.apache.james.mime4j.field.ContentDispositionFieldLenientImpl;
import org.apache.james.mime4j.field.ContentTypeFieldLenientImpl;
import org.apache.james.mime4j.stream.RawField;

/** The header of a message or of a part of one. */
record HeaderFields(List<HeaderField> fields) {
    private static final String TEXT_PLAIN = "text/plain";

    HeaderFields {
        fields = List.copyOf(fields);
    }

    /** The body of the first field of this name. */
    Optional<String> first(String name) {
        return fields.stream()
                .filter(field -> field.is(name))
                .map(HeaderField::body)
                .findFirst();
    }

    /** The first of these names that is there. */
    Optional<String> first(String name, String otherwise) {
        return first(name).or(() -> first(otherwise));
    }

    List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.is(name))
                .map(HeaderField::body)
                .toList();
    }

    /** Whether a field says this word, in whatever case. */
    boolean says(String name, String word) {
        return first(name).map(body -> body.strip().equalsIgnoreCase(word)).orElse(false);
    }

    ContentTypeField contentType() {
        return contentType(first("Content-Type").orElse(TEXT_PLAIN));
    }

    static ContentTypeField contentType(String body) {
        return ContentTypeFieldLenientImpl.PARSER.parse(new RawField("Content-Type", body), DecodeMonitor.SILENT);
    }

    Optional<ContentDispositionField> contentDisposition() {
        return first("Content-Disposition")
                .map(body -> ContentDispositionFieldLenientImpl.PARSER.parse(
                        new RawField("Content-Disposition", body), DecodeMonitor.SILENT));
    }
}
