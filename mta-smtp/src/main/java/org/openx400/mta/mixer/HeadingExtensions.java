package org.openx400.mta.mixer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openx400.mta.ipm.IpmExtension;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** The heading extensions that have header fields, X.420 Annex A and RFC 2156 5.1.2, 5.3.4. */
final class HeadingExtensions {
    static final String INCOMPLETE_COPY = "2.6.1.5.0";
    static final String LANGUAGES = "2.6.1.5.1";
    static final String AUTO_SUBMITTED = "2.6.1.5.2";

    /** id-rfc-822-field-list: SEQUENCE OF IA5String, each a header field. */
    static final String RFC_822_FIELD_LIST = "1.3.6.1.7.1.3.2";

    /** The values of auto-submitted as RFC 3834 has them. */
    private static final List<String> SUBMISSIONS = List.of("no", "auto-generated", "auto-replied");

    private HeadingExtensions() {}

    static IpmExtension incompleteCopy() {
        return new IpmExtension(INCOMPLETE_COPY, Ber.nullValue(Tag.NULL));
    }

    /** Codes of two or five letters; others are left out. */
    static Optional<IpmExtension> languages(String body) {
        List<Octets> codes = new ArrayList<>();
        for (String code : body.split("[,\\s]+")) {
            if (code.matches("[A-Za-z]{2}(-[A-Za-z]{2})?")) {
                codes.add(Ber.primitive(Tag.PRINTABLE_STRING, Octets.latin1(code)));
            }
        }
        return codes.isEmpty()
                ? Optional.empty()
                : Optional.of(new IpmExtension(LANGUAGES, Ber.constructed(Tag.SET, codes)));
    }

    static Optional<IpmExtension> autoSubmitted(String body) {
        int value = SUBMISSIONS.indexOf(body.strip());
        return value < 0
                ? Optional.empty()
                : Optional.of(new IpmExtension(AUTO_SUBMITTED, Ber.integer(Tag.ENUMERATED, value)));
    }

    static IpmExtension fieldList(List<HeaderField> fields) {
        List<Octets> lines = fields.stream()
                .map(field -> Ber.primitive(Tag.IA5_STRING, Octets.latin1(ascii(field))))
                .toList();
        return new IpmExtension(RFC_822_FIELD_LIST, Ber.constructed(Tag.SEQUENCE, lines));
    }

    private static String ascii(HeaderField field) {
        boolean ascii = Ascii.is(field.body());
        return field.name() + ": " + (ascii ? field.body() : HeaderWriter.encoded(field.name(), field.body()));
    }

    /** The strings of SET OF or SEQUENCE OF; empty if there is no such extension or it cannot be read. */
    static List<String> strings(List<IpmExtension> extensions, String type) {
        List<String> strings = new ArrayList<>();
        try {
            for (IpmExtension extension : extensions) {
                if (extension.type().equals(type)) {
                    BerReader reader = BerReader.single(extension.value(), type).children(type);
                    while (reader.hasMore()) {
                        strings.add(reader.next(type).string(type).toLatin1());
                    }
                }
            }
            return strings;
        } catch (DecodeException e) {
            return List.of();
        }
    }

    static Optional<String> autoSubmitted(List<IpmExtension> extensions) {
        for (IpmExtension extension : extensions) {
            if (extension.type().equals(AUTO_SUBMITTED)) {
                try {
                    Tlv value = BerReader.single(extension.value(), "auto-submitted");
                    return Optional.of(SUBMISSIONS.get(value.integer("auto-submitted", 0, SUBMISSIONS.size() - 1)));
                } catch (DecodeException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    static boolean has(List<IpmExtension> extensions, String type) {
        return extensions.stream().anyMatch(extension -> extension.type().equals(type));
    }
}
