package org.openx400.mta.envelope;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/**
 * An extension as it is carried, X.411 9.1. Typed values are read and made by {@code p1.StandardExtension}.
 *
 * @param type which extension
 * @param criticality for which steps it must be understood
 * @param value its value, BER, or null when absent, which means NULL
 */
public record ExtensionField(
        ExtensionIdentifier type,
        Criticality criticality,
        @Nullable Octets value) {
    /** Whether it is the standard extension of this number. */
    public boolean is(int number) {
        return type instanceof ExtensionIdentifier.Standard standard && standard.number() == number;
    }
}
