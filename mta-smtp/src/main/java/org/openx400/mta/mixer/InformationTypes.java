package org.openx400.mta.mixer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.octets.BitString;

/** Encoded information types as text, RFC 2156 5.3.3.1: {@code IA5-Text, (2)(6)(1)(12)(0)}. */
final class InformationTypes {
    /** eit-mixer, RFC 2156 Appendix D: the message was converted by a MIXER gateway. */
    static final String MIXER = "1.3.6.1.7.1.3.5";

    private static final List<String> BUILT_IN =
            List.of("Undefined", "Telex", "IA5-Text", "G3-Fax", "TIF0", "Teletex", "Videotex", "Voice", "SFD", "TIF1");
    private static final Pattern OBJECT_IDENTIFIER = Pattern.compile(
            "[a-z0-9 -]*\\((?:2\\)[a-z0-9 -]*\\(\\d{1,9}|[01]\\)[a-z0-9 -]*\\([0-3]?\\d)\\)(?:[a-z0-9 -]*\\(\\d{1,9}\\)){0,30}\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("\\((\\d+)\\)");

    private InformationTypes() {}

    static String format(EncodedInformationTypes types) {
        List<String> names = new ArrayList<>();
        for (int bit = 0; bit < BUILT_IN.size(); bit++) {
            if (types.builtIn() != null && types.builtIn().bit(bit)) {
                names.add(BUILT_IN.get(bit));
            }
        }
        types.extended().forEach(identifier -> names.add("(" + identifier.replace(".", ")(") + ")"));
        return names.isEmpty() ? BUILT_IN.get(EncodedInformationTypes.UNKNOWN) : String.join(", ", names);
    }

    /** What is no type is passed over. */
    static EncodedInformationTypes parse(String text) {
        BitString bits = BitString.of(BUILT_IN.size());
        List<String> extended = new ArrayList<>();
        for (String word : text.split(",")) {
            String name = word.strip();
            for (int bit = 0; bit < BUILT_IN.size(); bit++) {
                if (BUILT_IN.get(bit).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                    bits = bits.with(bit, true);
                }
            }
            if (OBJECT_IDENTIFIER.matcher(name).matches()) {
                extended.add(NUMBER.matcher(name)
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.joining(".")));
            }
        }
        return new EncodedInformationTypes(bits, List.of(), extended);
    }

    /** The same types, and that a MIXER gateway made them, RFC 2156 5.1.5. */
    static EncodedInformationTypes mixed(EncodedInformationTypes types) {
        List<String> extended = new ArrayList<>(types.extended());
        if (!extended.contains(MIXER)) {
            extended.add(MIXER);
        }
        return new EncodedInformationTypes(types.builtIn(), types.nonBasicParameters(), extended);
    }
}
