package org.openx400.mta.p1;

import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.ORNameCodec;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tlv;

/**
 * Envelopes from an MTA of 1984: the domain-defined attribute Common of the originator, of each recipient and of a
 * report's destination becomes a common name again, and an address of our domain with X400-88 the address behind it, RFC
 * 1328 3. Everything else goes through octet for octet.
 */
public final class Upgrade1984 {
    private static final String FIELD = "envelope";

    private Upgrade1984() {}

    /**
     * The envelope with its names changed; the same octets where there is nothing to change.
     *
     * @param envelope as {@link ApduReader.Sink#envelope} gave it
     * @param gateway our domain
     */
    public static Octets envelope(ApduKind kind, Octets envelope, GlobalDomainIdentifier gateway) throws P1Exception {
        try {
            Tlv set = BerReader.single(envelope, FIELD);
            return MemberChanges.in(
                    set,
                    FIELD,
                    member -> kind != ApduKind.REPORT && member.is(P1Tags.PER_RECIPIENT_FIELDS)
                            ? recipients(member, gateway)
                            : name(member, gateway));
        } catch (DecodeException e) {
            throw P1Exception.violation(e);
        }
    }

    private static Octets recipients(Tlv list, GlobalDomainIdentifier gateway) throws DecodeException {
        return MemberChanges.in(
                list,
                "per-recipient-fields",
                recipient -> MemberChanges.in(recipient, "recipient", member -> name(member, gateway)));
    }

    private static Octets name(Tlv member, GlobalDomainIdentifier gateway) throws DecodeException {
        if (!member.is(ORNameCodec.TAG)) {
            return member.encoding();
        }
        ORName name = ORNameCodec.decode(member, "OR-name");
        ORName upgraded = Names1984.upgrade(name, gateway);
        return upgraded.equals(name) ? member.encoding() : ORNameCodec.encode(upgraded);
    }
}
