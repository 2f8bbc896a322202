package org.openx400.mta.envelope;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.Octets;

/**
 * The kinds of information in a content, X.411 8.5.6.
 *
 * @param builtIn named bits, see the constants; null when the member is absent
 * @param nonBasicParameters the members [1] to [3] (G3, teletex, G4) as they came, BER, in their order
 * @param extended object identifiers in dotted form
 */
public record EncodedInformationTypes(
        @Nullable BitString builtIn, List<Octets> nonBasicParameters, List<String> extended) {
    public static final int UNKNOWN = 0;
    public static final int TELEX = 1;
    public static final int IA5_TEXT = 2;
    public static final int G3_FACSIMILE = 3;
    public static final int G4_CLASS_1 = 4;
    public static final int TELETEX = 5;
    public static final int VIDEOTEX = 6;
    public static final int VOICE = 7;
    public static final int SFD = 8;
    public static final int MIXED_MODE = 9;

    public EncodedInformationTypes {
        nonBasicParameters = List.copyOf(nonBasicParameters);
        extended = List.copyOf(extended);
    }

    /** Only built-in types: their bit numbers. */
    public static EncodedInformationTypes ofBuiltIn(int... bits) {
        return new EncodedInformationTypes(BitString.of(10, bits), List.of(), List.of());
    }

    /** Whether a built-in type is named, by its bit or by its object identifier 2.6.3.4.n. */
    public boolean includes(int bit) {
        return builtIn != null && builtIn.bit(bit) || extended.contains("2.6.3.4." + bit);
    }
}
