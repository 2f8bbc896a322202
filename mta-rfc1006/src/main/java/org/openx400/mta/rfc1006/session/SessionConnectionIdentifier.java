package org.openx400.mta.rfc1006.session;

import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/**
 * The session connection identifier, X.215 12.1.2. All parts are kept as the octets that travel (in X.400 each is a BER
 * value: user reference T61String or OCTET STRING, common reference UTCTime), because peers encode them differently.
 *
 * @param ssUserReference of the calling SS-user, up to 64 octets
 * @param commonReference up to 64 octets
 * @param additionalReferenceInformation up to 4 octets
 */
public record SessionConnectionIdentifier(
        Octets ssUserReference, Octets commonReference, Octets additionalReferenceInformation) {

    /**
     * The same for all that name one connection: X.228 9 gives the user reference of a connection that is recovered as a
     * string of another type than session had it.
     */
    public Octets name() {
        return Octets.concat(contents(ssUserReference), Octets.of(0), contents(commonReference));
    }

    private static Octets contents(Octets part) {
        try {
            return BerReader.single(part, "session connection identifier").string("session connection identifier");
        } catch (DecodeException e) {
            return part; // session does not care what it is
        }
    }

    /** All parts as one, to be compared with others. */
    public Octets encoded() {
        return Ber.sequence(
                Ber.octetString(Tag.OCTET_STRING, ssUserReference),
                Ber.octetString(Tag.OCTET_STRING, commonReference),
                Ber.octetString(Tag.OCTET_STRING, additionalReferenceInformation));
    }
}
