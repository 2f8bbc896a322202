package org.openx400.mta.cli;

import java.io.IOException;
import java.util.Optional;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.ipm.Heading;
import org.openx400.mta.ipm.IpmBeginning;
import org.openx400.mta.local.SubjectReader;
import org.openx400.mta.queue.ContentReader;

/** Finds the subject in the heading of an interpersonal message; its body is not read. */
final class IpmSubjects implements SubjectReader {
    private static final int MAX_HEADING = 256 * 1024;

    @Override
    public Optional<String> subject(ContentType type, ContentReader content) throws IOException {
        boolean isInterpersonal = type.equals(ContentType.INTERPERSONAL_MESSAGING_1988)
                || type.equals(ContentType.INTERPERSONAL_MESSAGING_1984);
        return isInterpersonal
                ? IpmBeginning.heading(content.next(MAX_HEADING)).map(Heading::subject)
                : Optional.empty();
    }
}
