package org.openx400.mta.rfc1006.acse;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/**
 * Application-entity title of one side, X.227 9.1: every part is optional. AP-title and AE-qualifier are kept as their
 * encodings, because each has two forms and nobody but its user compares them.
 *
 * @param apTitle a Name (SEQUENCE) or an OBJECT IDENTIFIER
 * @param aeQualifier a RelativeDistinguishedName (SET) or an INTEGER
 * @param apInvocation AP-invocation-identifier
 * @param aeInvocation AE-invocation-identifier
 */
public record AeTitle(
        @Nullable Octets apTitle,
        @Nullable Octets aeQualifier,
        @Nullable Long apInvocation,
        @Nullable Long aeInvocation) {
    public static final AeTitle NONE = new AeTitle(null, null, null, null);

    static boolean isApTitle(Tag tag) {
        return tag.equals(Tag.SEQUENCE) || tag.equals(Tag.OBJECT_IDENTIFIER);
    }

    static boolean isAeQualifier(Tag tag) {
        return tag.equals(Tag.SET) || tag.equals(Tag.INTEGER);
    }
}
