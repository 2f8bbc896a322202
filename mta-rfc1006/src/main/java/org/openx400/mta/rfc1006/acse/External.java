package org.openx400.mta.rfc1006.acse;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;
import org.openx400.mta.rfc1006.presentation.ContextDefinition;

/**
 * The EXTERNAL of user information, X.227 9.
 *
 * @param indirectReference presentation context identifier, null if there is a direct reference alone
 * @param value encoding of one value
 */
record External(@Nullable Integer indirectReference, Octets value) {
    private static final Tag OBJECT_DESCRIPTOR = Tag.universal(7);

    Octets encode() {
        return Ber.constructed(
                Tag.EXTERNAL,
                Ber.objectIdentifier(ContextDefinition.BER),
                indirectReference == null ? Octets.NONE : Ber.integer(indirectReference),
                Ber.constructed(Tag.context(0), value));
    }

    /**
     * Accepted without the direct reference, which says nothing that the context does not say, and with it alone, since there
     * is one abstract syntax that it can mean.
     */
    static External decode(Tlv external) throws DecodeException {
        BerReader fields = external.children("user-information");
        Tlv direct = fields.nextIf(Tag.OBJECT_IDENTIFIER, "direct-reference");
        Tlv indirect = fields.nextIf(Tag.INTEGER, "indirect-reference");
        if (direct == null && indirect == null) {
            throw external.error("user-information", "neither direct nor indirect reference");
        }
        Integer reference = indirect == null ? null : indirect.integer("indirect-reference", 0, Integer.MAX_VALUE);
        fields.nextIf(OBJECT_DESCRIPTOR, "data-value-descriptor");
        if (!fields.hasMore()) {
            throw external.error("user-information", "encoding is missing");
        }
        Tlv encoding = fields.next("encoding");
        fields.end("user-information");
        if (encoding.is(Tag.context(0))) {
            return new External(reference, encoding.explicit("single-ASN1-type").encoding());
        }
        if (encoding.is(Tag.context(1))) {
            return new External(reference, encoding.string("octet-aligned"));
        }
        throw encoding.error("encoding", "unexpected " + encoding.tag());
    }
}
