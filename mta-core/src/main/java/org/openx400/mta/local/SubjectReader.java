package org.openx400.mta.local;

import java.io.IOException;
import java.util.Optional;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.queue.ContentReader;

/** Finds the subject of a message in its content, where it can be read. */
public interface SubjectReader {
    /** Reads nothing of any content. */
    SubjectReader NONE = (type, content) -> Optional.empty();

    /** Reads no more of the content than it needs; the caller closes it. Empty for a content that it does not know. */
    Optional<String> subject(ContentType type, ContentReader content) throws IOException;
}
