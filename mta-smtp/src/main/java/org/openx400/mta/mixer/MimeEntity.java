package org.openx400.mta.mixer;

import java.util.List;
import org.openx400.mta.octets.Octets;

/**
 * A message or a part of one, RFC 2045.
 *
 * @param header its own
 * @param content transfer encoding undone
 */
record MimeEntity(HeaderFields header, Content content) {
    /** What an entity has in it. */
    sealed interface Content {}

    /** Neither parts nor a message. */
    record Leaf(Octets octets) implements Content {}

    /** multipart of some kind. */
    record Multipart(String subtype, List<MimeEntity> parts) implements Content {
        public Multipart {
            parts = List.copyOf(parts);
        }
    }

    /** multipart/signed or multipart/encrypted (RFC 1847), as it came: from the preamble to the epilogue. */
    record Sealed(Octets octets) implements Content {}

    /** message/rfc822. */
    record Message(MimeEntity message) implements Content {}
}
