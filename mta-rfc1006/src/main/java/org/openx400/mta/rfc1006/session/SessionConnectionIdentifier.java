package org.openx400.mta.rfc1006.session;

import org.openx400.mta.octets.Ber;
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

    /** All parts as one, to be compared with others. */
    public Octets encoded() {
        return Ber.sequence(
                Ber.octetString(Tag.OCTET_STRING, ssUserReference),
                Ber.octetString(Tag.OCTET_STRING, commonReference),
                Ber.octetString(Tag.OCTET_STRING, additionalReferenceInformation));
    }
}
