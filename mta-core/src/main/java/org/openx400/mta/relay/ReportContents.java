package org.openx400.mta.relay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.p1.ReportContentDecoder;
import org.openx400.mta.queue.ContentReader;

/**
 * Reads what reports say, returned content and all, into memory: up to a limit, and large ones one at a time, so that
 * peers cannot fill the memory with them.
 */
final class ReportContents {
    private static final long LARGE = 1L << 20;
    private static final int PIECE = 1 << 16;

    private final long largest;
    private final ReportContentDecoder decoder = new ReportContentDecoder(P1Limits.DEFAULT.withUpperBounds(false));
    private final Object oneAtATime = new Object();

    /** @param largest octets of a content that is read */
    ReportContents(long largest) {
        this.largest = largest;
    }

    /** Empty if it is too large. Upper bounds are not enforced. */
    Optional<ReportTransferContent> read(ContentReader content) throws P1Exception, IOException {
        if (content.length() <= LARGE) {
            return decoded(content);
        }
        synchronized (oneAtATime) {
            return decoded(content);
        }
    }

    private Optional<ReportTransferContent> decoded(ContentReader content) throws P1Exception, IOException {
        Optional<Octets> octets = octets(content);
        return octets.isPresent() ? Optional.of(decoder.decode(octets.get())) : Optional.empty();
    }

    /** Empty if they are too many. */
    Optional<Octets> octets(ContentReader content) throws IOException {
        if (content.length() > largest) {
            return Optional.empty();
        }
        List<Octets> pieces = new ArrayList<>();
        for (Octets piece = content.next(PIECE); !piece.isEmpty(); piece = content.next(PIECE)) {
            pieces.add(piece);
        }
        return Optional.of(Octets.concat(pieces));
    }
}
