package org.openx400.mta.address;

import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** Global domain identifiers and the names in them as BER, X.411 8.5.9. */
public final class GlobalDomainIdentifierCodec {
    /** [APPLICATION 3]. */
    public static final Tag TAG = Tag.application(3);
    /** Of a country name. */
    public static final Tag COUNTRY_NAME = Tag.application(1);
    /** Of an administration domain name. */
    public static final Tag ADMINISTRATION_DOMAIN_NAME = Tag.application(2);

    private GlobalDomainIdentifierCodec() {}

    public static GlobalDomainIdentifier decode(Tlv tlv, String field) throws DecodeException {
        BerReader members = tlv.children(field);
        Tlv country = members.expect(COUNTRY_NAME, field + ".country-name");
        Tlv admd = members.expect(ADMINISTRATION_DOMAIN_NAME, field + ".administration-domain-name");
        NumericOrPrintable prmd = null;
        if (members.hasMore()) {
            String name = field + ".private-domain-identifier";
            prmd = StringCodec.numericOrPrintable(members.next(name), name);
        }
        members.end(field);
        return new GlobalDomainIdentifier(
                decodeName(country, field + ".country-name"),
                decodeName(admd, field + ".administration-domain-name"),
                prmd);
    }

    public static Octets encode(GlobalDomainIdentifier identifier) {
        NumericOrPrintable prmd = identifier.privateDomainIdentifier();
        return Ber.constructed(
                TAG,
                encodeName(COUNTRY_NAME, identifier.countryName()),
                encodeName(ADMINISTRATION_DOMAIN_NAME, identifier.administrationDomainName()),
                prmd == null ? Octets.NONE : StringCodec.numericOrPrintable(prmd));
    }

    /** A country or domain name inside an explicit tag. */
    public static NumericOrPrintable decodeName(Tlv tlv, String field) throws DecodeException {
        return StringCodec.numericOrPrintable(tlv.explicit(field), field);
    }

    /** A country or domain name inside an explicit tag. */
    public static Octets encodeName(Tag tag, NumericOrPrintable name) {
        return Ber.constructed(tag, StringCodec.numericOrPrintable(name));
    }
}
