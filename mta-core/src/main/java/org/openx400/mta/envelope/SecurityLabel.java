package org.openx400.mta.envelope;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/**
 * A security label, X.411 8.5.9. Absent members are null or empty.
 *
 * @param securityPolicyIdentifier object identifier in dotted form
 * @param securityClassification 0 unmarked, 1 unclassified, 2 restricted, 3 confidential, 4 secret, 5 top secret
 * @param privacyMark text, 1..128 characters
 */
public record SecurityLabel(
        @Nullable String securityPolicyIdentifier,
        @Nullable Integer securityClassification,
        @Nullable String privacyMark,
        List<Category> securityCategories) {
    public SecurityLabel {
        securityCategories = List.copyOf(securityCategories);
    }

    /** A security category: its object identifier in dotted form, and its value, BER. */
    public record Category(String type, Octets value) {}
}
