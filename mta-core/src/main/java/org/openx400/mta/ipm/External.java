package org.openx400.mta.ipm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/**
 * EXTERNAL, X.690 8.18, under whatever tag.
 *
 * @param type direct-reference, or null
 * @param value single-ASN1-type, or null
 * @param octets octet-aligned, or null
 */
record External(
        @Nullable String type,
        @Nullable Tlv value,
        @Nullable Octets octets) {
    private static final Tag SINGLE_ASN1_TYPE = Tag.context(0);
    private static final Tag OCTET_ALIGNED = Tag.context(1);

    static External decode(Tlv external, String name) throws DecodeException {
        BerReader reader = external.children(name);
        Tlv type = reader.nextIf(Tag.OBJECT_IDENTIFIER, name + " direct-reference");
        reader.nextIf(Tag.INTEGER, name + " indirect-reference");
        Tlv encoding = reader.next(name + " encoding");
        reader.end(name);
        return new External(
                type == null ? null : type.objectIdentifier(name + " direct-reference"),
                encoding.is(SINGLE_ASN1_TYPE) ? encoding.explicit(name) : null,
                encoding.is(OCTET_ALIGNED) ? encoding.string(name) : null);
    }

    static Octets encode(Tag tag, String type, Octets value) {
        return Octets.concat(pieces(tag, type, List.of(value)));
    }

    static List<Octets> pieces(Tag tag, String type, List<Octets> value) {
        List<Octets> inside = new ArrayList<>();
        inside.add(Ber.objectIdentifier(type));
        inside.addAll(Ber.pieces(SINGLE_ASN1_TYPE, value));
        return Ber.pieces(tag, inside);
    }

    static List<Octets> octetPieces(Octets octets) {
        return Ber.pieces(Tag.EXTERNAL, List.of(Ber.header(OCTET_ALIGNED, false, octets.length()), octets));
    }
}
