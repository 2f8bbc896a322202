package org.openx400.mta.mixer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.james.mime4j.dom.field.ContentTypeField;
import org.jspecify.annotations.Nullable;

/**
 * How body parts were nested in multiparts, which an IPM cannot say: {@code mixed(p,alternative(p,p))}, with a p for each
 * body part in order, and behind it the parameters that a body part cannot say: {@code p; format="flowed"}. It is carried in a field of its own, so that the parts can be nested again.
 */
sealed interface MimeStructure {
    String FIELD = "X400-MIME-Structure";

    int MAX_DEPTH = 20;
    Pattern PARAMETER = Pattern.compile("; [A-Za-z0-9_.-]{1,64}=\"[ !#-\\[\\]-~]{0,256}\"");

    /** Parameters of the media type, each as {@code ; name="value"}; empty if there are none. */
    String parameters();

    /** A body part; the parameters are those that its body part cannot say. */
    record Part(String parameters) implements MimeStructure {
        static final Part PLAIN = new Part("");

        @Override
        public String toString() {
            return "p" + parameters;
        }
    }

    /** A multipart of this subtype. */
    record Multipart(String subtype, String parameters, List<MimeStructure> inside) implements MimeStructure {
        public Multipart {
            inside = List.copyOf(inside);
        }

        @Override
        public String toString() {
            return subtype + parameters + "("
                    + String.join(",", inside.stream().map(Object::toString).toList()) + ")";
        }
    }

    /** Body parts beside one another. */
    static MimeStructure flat(int parts) {
        return new Multipart("mixed", "", Collections.nCopies(parts, Part.PLAIN));
    }

    /** Messages beside one another. */
    static MimeStructure digest(int parts) {
        return new Multipart("digest", "", Collections.nCopies(parts, Part.PLAIN));
    }

    /** The parameters of a media type but for one, sorted by name; those that ASCII cannot say are left out. */
    static String parameters(ContentTypeField type, String except) {
        return new TreeMap<>(type.getParameters())
                .entrySet().stream()
                        .filter(parameter -> !parameter.getKey().equalsIgnoreCase(except))
                        .map(parameter -> "; " + parameter.getKey() + "=\"" + parameter.getValue() + "\"")
                        .filter(text -> PARAMETER.matcher(text).matches())
                        .collect(Collectors.joining());
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
            String parameters = parameters();
            if (at == text.length() || text.charAt(at) != '(') {
                return word.equals("p") ? new Part(parameters) : null;
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
            return new Multipart(word, parameters, inside);
        }

        private String parameters() {
            int start = at;
            Matcher parameter = PARAMETER.matcher(text);
            while (parameter.region(at, text.length()).lookingAt()) {
                at = parameter.end();
            }
            return text.substring(start, at);
        }
    }
}
