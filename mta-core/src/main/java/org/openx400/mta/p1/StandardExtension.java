package org.openx400.mta.p1;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.Criticality;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.ExtensionIdentifier;
import org.openx400.mta.envelope.ExtensionPlace;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

/**
 * An extension of X.411 with its value's type. All of them are constants of {@link StandardExtensions}. Values are read
 * when they are asked for, so a value that is not as X.411 has it does not keep an envelope from being relayed.
 *
 * @param <T> the value
 */
public final class StandardExtension<T> {
    private static final Octets NULL = Octets.of(5, 0);

    private final int number;
    private final String name;
    private final Criticality recommendedCriticality;
    private final Set<ExtensionPlace> places;
    private final ValueCodec<T> codec;

    StandardExtension(
            int number,
            String name,
            Criticality recommendedCriticality,
            ValueCodec<T> codec,
            ExtensionPlace first,
            ExtensionPlace... more) {
        this.number = number;
        this.name = name;
        this.recommendedCriticality = recommendedCriticality;
        this.codec = codec;
        this.places = EnumSet.of(first, more);
    }

    /** 1..46. */
    public int number() {
        return number;
    }

    /** Its name in X.411. */
    public String name() {
        return name;
    }

    public Criticality recommendedCriticality() {
        return recommendedCriticality;
    }

    /** Whether X.411 lets it stand there. */
    public boolean allowedIn(ExtensionPlace place) {
        return places.contains(place);
    }

    /** The value of a field of this type. */
    public T decode(ExtensionField field) throws P1Exception {
        Octets value = field.value();
        try {
            return codec.reader().read(BerReader.single(value == null ? NULL : value, name), name);
        } catch (DecodeException e) {
            throw P1Exception.violation(e);
        }
    }

    /** A field with this value and the recommended criticality. */
    public ExtensionField encode(T value) {
        return new ExtensionField(
                new ExtensionIdentifier.Standard(number),
                recommendedCriticality,
                codec.writer().apply(value));
    }

    /** The value of the first field of this type, or null when there is none. */
    public @Nullable T find(List<ExtensionField> fields) throws P1Exception {
        for (ExtensionField field : fields) {
            if (field.is(number)) {
                return decode(field);
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return number + " " + name;
    }
}
