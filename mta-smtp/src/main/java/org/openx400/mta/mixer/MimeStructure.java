package org.openx400.mta.mixer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How body parts were nested in multiparts, which an IPM cannot say: {@code mixed(p,alternative(p,p))}, with a p for each
 * body part in order. It is carried in a field of its own, so that the parts can be nested again.
 */
sealed interface MimeStructure {
    String FIELD = "X400-MIME-Structure";

    int MAX_DEPTH = 20;

    /** A body part. */
    record Part() implements MimeStructure {
        @Override
        public String toString() {
            return "p";
        }
    }

    /** A multipart of this subtype. */
    record Multipart(String subtype, List<MimeStructure> inside) implements MimeStructure {
        public Multipart {
            inside = List.copyOf(inside);
        }

        @Override
        public String toString() {
            return subtype + "("
                    + String.join(",", inside.stream().map(Object::toString).toList()) + ")";
        }
    }

    /** Body parts beside one another. */
    static MimeStructure flat(int parts) {
        return new Multipart("mixed", Collections.nCopies(parts, new Part()));
    }

    /** Body parts in it. */
    default int parts() {
        return this instanceof Multipart multipart
                ? multipart.inside().stream().mapToInt(MimeStructure::parts).sum()
                : 1;
    }

    /** Reads the text form; empty if it is not one, or not of so many parts. */
    static Optional<MimeStructure> parse(String text, int parts) {
        Reader reader = new Reader(text);
        MimeStructure structure = reader.next(1);
        return structure != null && reader.at == text.length() && structure.parts() == parts
                ? Optional.of(structure)
                : Optional.empty();
    }

    /** A cursor on the text form. */
    final class Reader {
        private final String text;
        private int at;

        private Reader(String text) {
            this.text = text;
        }

        private @Nullable MimeStructure next(int depth) {
            int end = at;
            while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '-')) {
                end++;
            }
            String word = text.substring(at, end);
            at = end;
            if (at == text.length() || text.charAt(at) != '(') {
                return word.equals("p") ? new Part() : null;
            }
            List<MimeStructure> inside = new ArrayList<>();
            do {
                at++;
                MimeStructure one = depth < MAX_DEPTH ? next(depth + 1) : null;
                if (one == null) {
                    return null;
                }
                inside.add(one);
            } while (at < text.length() && text.charAt(at) == ',');
            if (at == text.length() || text.charAt(at) != ')' || word.isEmpty()) {
                return null;
            }
            at++;
            return new Multipart(word, inside);
        }
    }
}
