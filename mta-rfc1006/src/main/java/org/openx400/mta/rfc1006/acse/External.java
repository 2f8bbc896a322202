package org.openx400.mta.rfc1006.acse;

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
 * @param indirectReference presentation context identifier
 * @param value encoding of one value
 */
record External(int indirectReference, Octets value) {
    private static final Tag OBJECT_DESCRIPTOR = Tag.universal(7);

    Octets encode() {
        return Ber.constructed(
                Tag.EXTERNAL,
                Ber.objectIdentifier(ContextDefinition.BER),
                Ber.integer(indirectReference),
                Ber.constructed(Tag.context(0), value));
    }

    /** Accepted without the direct reference, which says nothing that the context does not say. */
    static External decode(Tlv external) throws DecodeException {
        BerReader fields = external.children("user-information");
        fields.nextIf(Tag.OBJECT_IDENTIFIER, "direct-reference");
        int reference =
                fields.expect(Tag.INTEGER, "indirect-reference").integer("indirect-reference", 0, Integer.MAX_VALUE);
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
