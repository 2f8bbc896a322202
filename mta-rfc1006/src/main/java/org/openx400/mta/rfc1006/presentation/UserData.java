package org.openx400.mta.rfc1006.presentation;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** User-data of all PPDUs, X.226 8.4.2: fully encoded, because the defined context set always has several members. */
final class UserData {
    static final Tag SIMPLY_ENCODED = Tag.application(0);
    static final Tag FULLY_ENCODED = Tag.application(1);
    private static final Tag SINGLE_ASN1_TYPE = Tag.context(0);
    private static final Tag OCTET_ALIGNED = Tag.context(1);
    private static final Tag ARBITRARY = Tag.context(2);

    private UserData() {}

    /** One PDV-list per value; nothing at all for no values. */
    static Octets encode(List<Pdv> values) {
        if (values.isEmpty()) {
            return Octets.NONE;
        }
        List<Octets> lists = new ArrayList<>();
        for (Pdv pdv : values) {
            lists.add(
                    Ber.sequence(Ber.integer(pdv.contextIdentifier()), Ber.constructed(SINGLE_ASN1_TYPE, pdv.value())));
        }
        return Ber.constructed(FULLY_ENCODED, lists);
    }

    /** Everything of a P-DATA PPDU before a value of this many octets that follows. */
    static Octets header(int contextIdentifier, long valueLength) {
        Octets value = Ber.header(SINGLE_ASN1_TYPE, true, valueLength);
        Octets identifier = Ber.integer(contextIdentifier);
        long list = identifier.length() + value.length() + valueLength;
        Octets listHeader = Ber.header(Tag.SEQUENCE, true, list);
        Octets outer = Ber.header(FULLY_ENCODED, true, listHeader.length() + list);
        return Octets.concat(outer, listHeader, identifier, value);
    }

    static boolean is(Tlv tlv) {
        return tlv.is(FULLY_ENCODED) || tlv.is(SIMPLY_ENCODED);
    }

    static List<Pdv> decode(Octets octets) throws DecodeException {
        return decode(BerReader.single(octets, "User-data"));
    }

    static List<Pdv> decode(Tlv userData) throws DecodeException {
        if (!userData.is(FULLY_ENCODED)) {
            throw userData.error(
                    "User-data", "expected fully-encoded-data " + FULLY_ENCODED + ", found " + userData.tag());
        }
        List<Pdv> values = new ArrayList<>();
        BerReader lists = userData.children("fully-encoded-data");
        while (lists.hasMore()) {
            values.add(pdv(lists.expect(Tag.SEQUENCE, "PDV-list")));
        }
        if (values.isEmpty()) {
            throw userData.error("fully-encoded-data", "no PDV-list");
        }
        return values;
    }

    private static Pdv pdv(Tlv list) throws DecodeException {
        BerReader fields = list.children("PDV-list");
        Tlv transferSyntax = fields.nextIf(Tag.OBJECT_IDENTIFIER, "transfer-syntax-name");
        if (transferSyntax != null
                && !transferSyntax.objectIdentifier("transfer-syntax-name").equals(ContextDefinition.BER)) {
            throw transferSyntax.error("transfer-syntax-name", "only " + ContextDefinition.BER + " is agreed");
        }
        int context = fields.expect(Tag.INTEGER, "presentation-context-identifier")
                .integer("presentation-context-identifier", 0, Integer.MAX_VALUE);
        if (!fields.hasMore()) {
            throw list.error("presentation-data-values", "missing");
        }
        Octets value = value(fields.next("presentation-data-values"));
        fields.end("PDV-list");
        return new Pdv(context, value);
    }

    private static Octets value(Tlv values) throws DecodeException {
        if (values.is(SINGLE_ASN1_TYPE)) {
            return values.explicit("single-ASN1-type").encoding();
        }
        if (values.is(OCTET_ALIGNED)) {
            return values.string("octet-aligned");
        }
        if (values.is(ARBITRARY)) {
            BitString bits = values.bitString("arbitrary");
            if (bits.length() % 8 != 0) {
                throw values.error("arbitrary", bits.length() + " bits are no whole octets");
            }
            return bits.octets();
        }
        throw values.error("presentation-data-values", "unexpected " + values.tag());
    }
}
